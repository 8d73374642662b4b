"""Keep of what fuzzing has grown the smallest inputs that reach new lines: ``keep.py NAME …``.

They go into ``fuzz/corpus/NAME``, which `make test` replays.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fuzz.targets import TARGETS

if TYPE_CHECKING:
    from types import FrameType

FOLDER: Final = Path(__file__).resolve().parent
LARGEST: Final = 1500
MOST: Final = 40


def lines_of(name: str, data: bytes) -> set[tuple[str, int]]:
    """The lines of the library that an input reaches."""
    reached: set[tuple[str, int]] = set()

    def local(frame: FrameType, _event: str, _told: Any) -> Any:  # noqa: ANN401 - as Python has it
        reached.add((frame.f_code.co_filename, frame.f_lineno))
        return local

    def trace(frame: FrameType, _event: str, _told: Any) -> Any:  # noqa: ANN401 - the same
        return local if "nomenklatur" in frame.f_code.co_filename else None

    sys.settrace(trace)
    try:
        TARGETS[name](data)
    finally:
        sys.settrace(None)
    return reached


def keep(name: str) -> int:
    """Add to a target's corpus; gives how many inputs were added."""
    kept = FOLDER / "corpus" / name
    grown = Path(tempfile.gettempdir()) / "nomenklatur-fuzz" / name
    seen: set[tuple[str, int]] = set()
    for path in sorted(kept.iterdir()):
        seen |= lines_of(name, path.read_bytes())
    small = [path for path in grown.iterdir() if path.stat().st_size <= LARGEST]
    added = 0
    for path in sorted(small, key=lambda path: (path.stat().st_size, path.name)):
        reached = lines_of(name, path.read_bytes())
        if reached <= seen:
            continue
        seen |= reached
        (kept / f"reach-{path.name[:12]}").write_bytes(path.read_bytes())
        added += 1
        if added == MOST:
            break
    return added


def main() -> None:
    """Keep inputs of the targets that the command line names, or of all."""
    for name in sys.argv[1:] or TARGETS:
        sys.stderr.write(f"{name}: {keep(name)} inputs added\n")


if __name__ == "__main__":
    main()
