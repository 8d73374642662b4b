from __future__ import annotations

import doctest

import pytest

from nomenklatur.tables import numbers, table


@pytest.mark.parametrize("module", [numbers, table])
def test_the_examples_in_the_documentation_hold(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted > 0
    assert 0 == result.failed
