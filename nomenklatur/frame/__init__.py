"""Data frames: a table of activities in, the same rows with their new places out.

>>> from nomenklatur import frame
>>> frame.COLUMNS[:2]
('status', 'method')

The frame libraries are extras: ``pip install 'nomenklatur[frame]'`` for pandas, polars and
pyarrow, ``[dask]`` and ``[spark]`` for more than one machine. Nothing of them is imported before
it is needed.
"""

from __future__ import annotations

from nomenklatur.frame.job import COLUMNS
from nomenklatur.frame.partitioned import translate_dask, translate_polars, translate_spark
from nomenklatur.frame.whole import translate

__all__ = ["COLUMNS", "translate", "translate_dask", "translate_polars", "translate_spark"]
