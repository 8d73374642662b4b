"""Moves regional plans from one program nomenclature to the next."""
