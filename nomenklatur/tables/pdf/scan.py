"""Pages that are pictures."""

from __future__ import annotations
