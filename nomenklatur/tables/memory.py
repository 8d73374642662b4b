"""How much memory a process that reads a file of strangers may ask for."""

from __future__ import annotations

from typing import Final

READING: Final = 2 << 30
"""Bytes to read a PDF."""
RECOGNITION: Final = 8 << 30
"""Bytes of address space to recognise its pages, most of which is never touched."""


def bound_memory(most: int) -> None:
    """Let this process ask for so many bytes at most, where the system can say so."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
