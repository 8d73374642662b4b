"""The optional packages, with a word about how to get them."""

from __future__ import annotations

import importlib
from typing import Any, Final

from nomenklatur.errors import NomenklaturError
from nomenklatur.language import _

_EXTRAS: Final = {
    "narwhals.stable.v2": "frame",
    "dask.dataframe": "dask",
    "pyspark.sql.types": "spark",
}


def need(module: str) -> Any:  # noqa: ANN401 - a module that may be missing
    """Import a module of an extra.

    Raises:
        NomenklaturError: It is not installed; the message has the command that installs it.
    """
    try:
        return importlib.import_module(module)
    except ImportError as problem:
        raise NomenklaturError(
            _("{partition} cannot be imported: {problem}").format(
                partition=module.partition(".")[0], problem=problem
            ),
            remedy=_("pip install 'nomenklatur[{extra}]'").format(extra=_EXTRAS[module]),
        ) from problem
