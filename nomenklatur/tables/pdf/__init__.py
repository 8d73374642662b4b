"""Tables of PDF files.

A page is read in a process of its own (`child`) into words and ruled lines (`ink`); the rest sees
nothing of PDF any more::

    child ──ink──> tables of a page (grid, columns, cells) ──> joined over pages ──> Document
"""
