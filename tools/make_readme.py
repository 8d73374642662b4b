"""Put the real output of each command that the READMEs show below it.

A block that begins with ``$ nomenklatur …`` is run from the project's folder, and what follows the
first line is replaced by what it prints. ``--check`` only says whether something would change.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(
    r"```console\n\$ nomenklatur (?P<arguments>[^\n]*)\n(?P<output>.*?)```", re.DOTALL
)
COLUMNS = "100"


LANGUAGES = {"README.md": "en", "README.id.md": "id"}


def run(arguments: str, language: str) -> str:
    """What the command prints to standard output, trailing blanks removed."""
    spoken = {"NOMENKLATUR_LANG": language}
    environment = os.environ | {"COLUMNS": COLUMNS, "NO_COLOR": "1"} | spoken
    finished = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "nomenklatur_cli", *shlex.split(arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
        text=True,
    )
    return "\n".join(line.rstrip() for line in finished.stdout.splitlines()) + "\n"


def refresh(text: str, language: str) -> str:
    """The text with the output of its commands as it is now."""
    return BLOCK.sub(
        lambda block: (
            f"```console\n$ nomenklatur {block['arguments']}\n"
            f"{run(block['arguments'], language)}```"
        ),
        text,
    )


def main() -> int:
    """Refresh both READMEs."""
    stale = []
    for name, language in LANGUAGES.items():
        path = ROOT / name
        before = path.read_text("utf-8")
        after = refresh(before, language)
        if after != before:
            stale.append(name)
            if "--check" not in sys.argv[1:]:
                path.write_text(after, "utf-8")
    print("changed:", ", ".join(stale) or "nothing")
    return int(bool(stale) and "--check" in sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())
