"""Compiles the translations when the package is built or installed for development."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Translations(BuildHookInterface):  # type: ignore[type-arg]
    """The hook that hatchling calls."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; a wheel takes the compiled catalogs along, a source archive does not."""
        del version
        root = Path(self.root)
        tool = runpy.run_path(str(root / "tools" / "compile_messages.py"))
        written = tool["compile_all"](root)
        if self.target_name == "wheel":
            build_data["artifacts"] += [f"/{path.relative_to(root).as_posix()}" for path in written]
