"""Frames of three libraries, made and read in one way."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from nomenklatur.crosswalk import Crosswalk, CrosswalkInfo, Relation, Target
from tests.translate import small
from tests.translate.small import new

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nomenklatur.mapper import Mapper

pytest.importorskip("narwhals", reason="the extra 'frame' is not installed")

LIBRARIES = ("pandas", "polars", "pyarrow")

SPLIT = small.row(
    "1.15.00.18.024",
    "PEMASYARAKATAN KELEMBAGAAN KOPERASI",
    Relation.CLOSE,
    Target(new("2.17.04.2.01.01"), share=Fraction(1, 3)),
    Target(new("X.XX.01.2.03.10"), share=Fraction(2, 3)),
)
CROSSWALK = Crosswalk(CrosswalkInfo("old--new", "old", "new"), (*small.CROSSWALK.mappings, SPLIT))

KANTOR = "Program Pelayanan Administrasi Perkantoran"
KOPERASI = "Program Peningkatan Kualitas Kelembagaan Koperasi"
TABLE: dict[str, list[Any]] = {
    "kode": ["0.00.01.010", None, "1.15.00.18.024", None, "1.15.00.18.022", "0.00.01.010"],
    "program": [KANTOR, KOPERASI, KOPERASI, None, KOPERASI, KANTOR],
    "kegiatan": [
        "Penyediaan Alat Tulis Kantor",
        "Penilaian Kesehatan Koperasi",
        "Pemasyarakatan Kelembagaan Koperasi",
        None,
        "Fasilitasi Hari Koperasi",
        "Penyediaan Alat Tulis Kantor",
    ],
    "pagu": [95_562_000, 46_029_000, 100, 7, 5_000, 95_562_000],
}
WHERE = {"name": "kegiatan", "code": "kode", "program": "program"}


def mapper() -> Mapper:
    """The small office's mapper, with one activity that is split over two."""
    return small.mapper(crosswalks=(CROSSWALK,))


def made(library: str, table: Mapping[str, Sequence[Any]], **types: Any) -> Any:
    """A frame of a library."""
    module = pytest.importorskip(library, reason=f"{library} is not installed")
    columns = {name: list(values) for name, values in table.items()}
    match library:
        case "pandas":
            return module.DataFrame(columns).astype(types)
        case "polars":
            return module.DataFrame(columns, schema_overrides=types)
        case _:
            return module.table(columns)


def lists(frame: Any) -> dict[str, list[Any]]:
    """The columns of a frame as lists, with None for what is missing."""
    import narwhals.stable.v2 as nw  # noqa: PLC0415 - after the skip

    known = nw.from_native(frame, eager_only=True)
    return {
        name: [
            None if gone else value
            for value, gone in zip(
                known[name].to_list(), known[name].is_null().to_list(), strict=True
            )
        ]
        for name in known.columns
    }
