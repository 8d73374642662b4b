"""A small translation with everything in it that a report has to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nomenklatur.language import use_language
from tests.report.translations import small_translation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.translation import Translation


@pytest.fixture(autouse=True)
def _workbooks_are_indonesian(request: pytest.FixtureRequest) -> Iterator[None]:
    """What an office submits, sheet by sheet; `tests/language` looks at the other language."""
    module = request.module.__name__.rpartition(".")[2]
    indonesian = module in {"test_xlsx", "test_xlsx_money", "test_xlsx_words"}
    with use_language("id" if indonesian else None):
        yield


@pytest.fixture
def small() -> Translation:
    """Four items: a plain mapping, a split, an absorption without a target, a lost one."""
    return small_translation()
