"""The examples in the docstrings hold."""

from __future__ import annotations

import doctest
from typing import TYPE_CHECKING

import pytest

from nomenklatur.codes import code, reading, spelling, styles

if TYPE_CHECKING:
    from types import ModuleType


@pytest.mark.parametrize("module", [code, reading, spelling, styles], ids=lambda m: m.__name__)
def test_docstring_examples_hold(module: ModuleType) -> None:
    assert 0 == doctest.testmod(module).failed


@pytest.mark.parametrize("module", [code, reading])
def test_the_public_modules_have_examples(module: ModuleType) -> None:
    assert doctest.testmod(module).attempted
