"""The JSON Schemas of the formats that other tools may rely on."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any, cast


def load_schema(name: str = "translation-1") -> dict[str, Any]:
    """A schema that ships with the package, as a dict.

    Args:
        name: ``translation-1`` for ``nomenklatur/translation/1``.

    Raises:
        FileNotFoundError: There is no such schema.
    """
    file = resources.files(__name__) / f"{name}.schema.json"
    return cast("dict[str, Any]", json.loads(file.read_text(encoding="utf-8")))
