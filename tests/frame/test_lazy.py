"""Lazy frames stay lazy, and come out as the frame at hand does."""

from __future__ import annotations

from typing import Any

import pytest

from nomenklatur import frame
from nomenklatur.errors import BadRowsError, ConfigError
from tests.frame.frames import TABLE, WHERE, lists, made, mapper

polars = pytest.importorskip("polars", reason="polars is not installed")

LONG = {name: values * 50 for name, values in TABLE.items()}
HOW: dict[str, Any] = WHERE | {"amounts": "pagu", "bidang": "2.17", "explode": True}


@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
def test_a_lazy_frame_of_polars_stays_lazy_and_comes_out_as_the_whole(engine: str) -> None:
    lazy = polars.LazyFrame(LONG)

    found = frame.translate(lazy, mapper=mapper(), **HOW)

    assert isinstance(found, polars.LazyFrame)
    whole = frame.translate(polars.DataFrame(LONG), mapper=mapper(), **HOW)
    assert whole.schema == found.collect_schema()
    assert lists(whole) == lists(found.collect(engine=engine))


def test_a_lazy_frame_is_read_when_it_is_collected() -> None:
    lazy = frame.translate(polars.LazyFrame(LONG | {"pagu": [0.5] * 300}), mapper=mapper(), **HOW)

    # older versions of polars wrap the error
    with pytest.raises((BadRowsError, polars.exceptions.ComputeError), match="no whole rupiah"):
        lazy.collect()


def test_a_frame_that_is_not_at_hand_has_to_say_its_source() -> None:
    with pytest.raises(ConfigError, match="say source='permendagri-13-2006', or give a mapper"):
        frame.translate(polars.LazyFrame(TABLE), **HOW)


def test_a_missing_column_of_a_lazy_frame_is_known_at_once() -> None:
    with pytest.raises(ConfigError, match="no column 'nama'"):
        frame.translate(polars.LazyFrame(TABLE), name="nama", mapper=mapper())


def test_a_lazy_frame_that_takes_no_work_in_python_is_an_error() -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    arrow = made("pyarrow", TABLE)  # noqa: F841 - the query reads it

    with pytest.raises(ConfigError, match=r"DuckDBPyRelation is no data frame at hand .*fetch"):
        frame.translate(duckdb.sql("from arrow"), mapper=mapper(), **HOW)
