"""The examples in the docstrings hold."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

from nomenklatur.catalog import importing

MODULES = [module.name for module in pkgutil.iter_modules(importing.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples_hold(name):
    module = importlib.import_module(f"{importing.__name__}.{name}")
    assert 0 == doctest.testmod(module).failed
