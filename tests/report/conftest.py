"""A small translation with everything in it that a report has to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.report.translations import small_translation

if TYPE_CHECKING:
    from nomenklatur.translation import Translation


@pytest.fixture
def small() -> Translation:
    """Four items: a plain mapping, a split, an absorption without a target, a lost one."""
    return small_translation()
