"""Search with new random examples and keep what is found: `make explore`.

`make test` tries the same examples every time. This runs the tests that have properties with
others, more of them; where one fails, its example is written above the test as ``@example(...)``,
so that every later run tries it. An example that cannot be written as code (drawn piece by piece,
or without a telling ``repr``) is printed with ``@reproduce_failure``: make a test of it by hand.

Arguments are those of pytest, such as a folder or ``-k words``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
PATCHES: Final = ROOT / ".hypothesis" / "patches"
_IMPORT: Final = re.compile(r"^from hypothesis import (?P<names>[^\n(]+)$", re.MULTILINE)


def search(arguments: list[str]) -> int:
    """Run the properties; hypothesis writes a patch for what it finds."""
    shutil.rmtree(PATCHES, ignore_errors=True)
    command = [sys.executable, "-m", "pytest", "-q", "-m", "hypothesis and not slow"]
    profile = {"HYPOTHESIS_PROFILE": "explore"}
    return subprocess.run(  # noqa: S603 - our own tests
        [*command, *arguments], cwd=ROOT, env=os.environ | profile, check=False
    ).returncode


def keep(patches: Path = PATCHES, root: Path = ROOT) -> list[Path]:
    """Apply the patch.

    Every process that runs tests writes one, with what it found itself; the largest is that of
    the process that they report to, and has all of them.

    Returns:
        The files that have new examples.
    """
    found = sorted(patches.glob("*.patch"), key=lambda path: path.stat().st_size)
    if not found:
        return []
    subprocess.run(["git", "apply", str(found[-1])], cwd=root, check=True)  # noqa: S603, S607
    text = found[-1].read_text("utf-8")
    kept = [root / name for name in re.findall(r"^\+\+\+ (?:\./)?([^\t\n]+)", text, re.MULTILINE)]
    for path in kept:
        path.write_text(imported(path.read_text("utf-8")), "utf-8")
    return kept


def imported(text: str) -> str:
    """A module that uses ``example``, with the import that it needs."""
    found = _IMPORT.search(text)
    if found is None or re.search(r"^from hypothesis import .*\bexample\b", text, re.MULTILINE):
        return text
    names = sorted({*re.split(r",\s*", found["names"].strip()), "example"})
    before, after = text[: found.start("names")], text[found.end("names") :]
    return f"{before}{', '.join(names)}{after}"


def main() -> int:
    """Search, keep, tell."""
    code = search(sys.argv[1:])
    kept = keep()
    if kept:
        for ruff in (("check", "--fix", "--select", "I"), ("format",)):
            command = [sys.executable, "-m", "ruff", *ruff, "--quiet", *map(str, kept)]
            subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603 - the formatter
    for path in kept:
        print(f"new examples in {path.relative_to(ROOT)}: mend what they show, and commit both")
    if code and not kept:
        print("nothing was kept: make a test by hand of what is printed above")
    return code


if __name__ == "__main__":
    sys.exit(main())
