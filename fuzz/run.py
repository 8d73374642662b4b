"""Fuzz one target: ``python fuzz/run.py NAME SECONDS [libFuzzer options]``.

New inputs grow in a folder of the machine's; `fuzz/keep.py` keeps the smallest of them that reach
something new. A crash is written to ``fuzz/found``.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import tempfile
from pathlib import Path
from types import MappingProxyType

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

with atheris.instrument_imports(include=["nomenklatur"]):
    from fuzz.targets import TARGETS
    from nomenklatur import plan, tables

    for package in (tables, plan):  # what readers import when they are first used
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".pdf" not in module.name:
                importlib.import_module(module.name)

FOLDER = Path(__file__).resolve().parent
LONGEST = MappingProxyType({"text": 512, "csv": 512})
"""Bytes of an input, where short ones say as much and are read several times as often."""


def main() -> None:
    """Fuzz the target that the command line names."""
    name, seconds, *more = sys.argv[1:]
    kept, found = FOLDER / "corpus" / name, FOLDER / "found"
    kept.mkdir(parents=True, exist_ok=True)
    found.mkdir(exist_ok=True)
    grown = Path(tempfile.gettempdir()) / "nomenklatur-fuzz" / name
    grown.mkdir(parents=True, exist_ok=True)
    options = [
        f"-max_total_time={seconds}",
        "-timeout=20",
        "-rss_limit_mb=2048",
        f"-max_len={LONGEST.get(name, 4096)}",
        f"-artifact_prefix={found}/{name}-",
        "-print_final_stats=1",
        *more,
    ]
    atheris.Setup([sys.argv[0], *options, str(grown), str(kept)], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
