"""Columns of every type in which texts and whole money come."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from nomenklatur import frame
from tests.frame.frames import TABLE, WHERE, lists, mapper

MONEY = [95_562_000, 46_029_000, None, 7, 5_000, 95_562_000]
EXPLODED = [95_562_000, 46_029_000, None, None, 7, 5_000, 95_562_000]
HOW: dict[str, Any] = WHERE | {"amounts": "pagu", "explode": True}


def found(table: Any) -> dict[str, list[Any]]:
    columns = lists(frame.translate(table, mapper=mapper(), **HOW))
    assert ["mapped"] * 4 + ["unmapped"] * 2 + ["mapped"] == columns["status"]
    return columns


@pytest.mark.parametrize("kind", ["Int64", "Float64", "float64", "object"])
def test_columns_of_pandas_with_missing_values(kind: str) -> None:
    pd = pytest.importorskip("pandas", reason="pandas is not installed")
    table = pd.DataFrame(TABLE | {"pagu": pd.Series(MONEY, dtype=kind)})

    assert EXPLODED == found(table)["pagu"]
    after = frame.translate(table, mapper=mapper(), **HOW)["pagu"].dtype
    assert ("object" if kind == "object" else "Int64") == str(after)


@pytest.mark.parametrize("kind", ["int64", "double", "decimal128"])
def test_columns_of_pandas_that_are_arrow_inside(kind: str) -> None:
    pd = pytest.importorskip("pandas", reason="pandas is not installed")
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    arrow = pa.decimal128(20, 0) if kind == "decimal128" else pa.type_for_alias(kind)
    values = [v if v is None or kind != "decimal128" else Decimal(v) for v in MONEY]
    table = pd.DataFrame(
        {name: pd.Series(TABLE[name], dtype=pd.ArrowDtype(pa.string())) for name in TABLE}
        | {"pagu": pd.Series(pa.array(values, arrow), dtype=pd.ArrowDtype(arrow))}
    )

    assert EXPLODED == found(table)["pagu"]


def test_texts_of_pandas_may_be_categories_or_strings() -> None:
    pd = pytest.importorskip("pandas", reason="pandas is not installed")
    table = pd.DataFrame(TABLE).astype(
        {"kegiatan": "category", "program": "string", "kode": "category"}
    )

    found(table)


@pytest.mark.parametrize("kind", ["Int32", "UInt64", "Int128", "Float32", "Decimal"])
def test_columns_of_polars(kind: str) -> None:
    pl = pytest.importorskip("polars", reason="polars is not installed")
    exact = pl.Decimal(20, 0) if kind == "Decimal" else getattr(pl, kind)
    money = pl.Series("pagu", MONEY, dtype=pl.Int64).cast(exact)
    table = pl.DataFrame(TABLE | {"pagu": MONEY}).with_columns(
        money, pl.col("kegiatan").cast(pl.Categorical), pl.col("program").cast(pl.Categorical)
    )
    if kind == "Float32":  # whole numbers above 2 ** 24 are not exact
        table = table.with_columns(pl.col("pagu") // 1000)

    scale = 1000 if kind == "Float32" else 1
    assert [v if v is None else v // scale for v in EXPLODED] == found(table)["pagu"]
    after = frame.translate(table, mapper=mapper(), **HOW)
    assert (pl.Int64 if kind == "Float32" else money.dtype) == after["pagu"].dtype
    assert pl.Categorical == after["kegiatan"].dtype


def test_columns_of_arrow_in_chunks() -> None:
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    schema = pa.schema(
        [
            ("kode", pa.large_string()),
            ("program", pa.dictionary(pa.int32(), pa.string())),
            ("kegiatan", pa.large_string()),
            ("pagu", pa.decimal128(20, 0)),
        ]
    )
    money = [value if value is None else Decimal(value) for value in MONEY]
    whole = pa.table(TABLE | {"pagu": money}, schema)
    table = pa.concat_tables([whole.slice(0, 2), whole.slice(2, 0), whole.slice(2)])

    assert EXPLODED == found(table)["pagu"]
    after = frame.translate(table, mapper=mapper(), **HOW).schema
    assert list(schema) == list(after)[:4]


def test_names_alone_give_the_same_whatever_rows_stand_beside_them(root: Any) -> None:
    pl = pytest.importorskip("polars", reason="polars is not installed")
    from nomenklatur import Method, read_plan  # noqa: PLC0415 - for this test

    plan = read_plan(root / "examples" / "renja-2021-dinas-koperasi.csv")
    table = pl.DataFrame(
        {
            "kegiatan": [item.name for item in plan],
            "program": [item.program.name if item.program else None for item in plan],
        }
    )
    how: dict[str, Any] = {
        "name": "kegiatan", "program": "program", "source": "permendagri-13-2006",
        "authority": "kabupaten_kota", "bidang": "2.17", "steps": {Method.EXACT, Method.FUZZY},
    }  # fmt: skip

    whole = frame.translate(table, **how)

    assert {"exact", "fuzzy", None} >= set(whole["method"])
    assert 0 < whole["method"].eq_missing("fuzzy").sum()
    parts = [frame.translate(part, **how) for part in table[::-1].iter_slices(5)]
    assert whole.equals(pl.concat(parts)[::-1])
