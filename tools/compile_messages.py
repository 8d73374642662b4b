"""Compiles the translations for gettext: `python tools/compile_messages.py`, or hatch_build.py."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
LOCALES = ("nomenklatur/locale", "cli/nomenklatur_cli/locale")
"""The program's own messages, and those of click."""


def compile_all(root: Path = ROOT) -> list[Path]:
    """Compile every catalog beside its source; what is not translated stays English."""
    written = []
    sources = (source for folder in LOCALES for source in (root / folder).rglob("*.po"))
    for source in sorted(sources):
        with source.open("rb") as stream:
            catalog = read_po(stream)
        compiled = source.with_suffix(".mo")
        made = io.BytesIO()
        write_mo(made, catalog)
        if not compiled.exists() or compiled.read_bytes() != made.getvalue():
            compiled.write_bytes(made.getvalue())  # else left alone: somebody may be reading it
        compiled.touch()  # make sees that it is no older than its source
        written.append(compiled)
    return written


if __name__ == "__main__":
    compile_all()
