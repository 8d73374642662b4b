"""Rows of cells that have stood in rows before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.bulk.flat import FlatReader, flat_reader
from nomenklatur.bulk.rows import Met
from nomenklatur.tables.delimited import read_delimited, split_lines
from nomenklatur.tables.limits import DEFAULT_LIMITS
from tests.bulk.plans import HEADER, as_csv, rows


def reader():
    text = as_csv(rows(30, 3), header=HEADER)
    return flat_reader(read_delimited(split_lines(text), ",", "a.csv", DEFAULT_LIMITS))[0]


def said(read, cells):
    try:
        return read.read(99, cells)
    except Exception as error:  # noqa: BLE001 - a refusal is an answer too
        return type(error), str(error)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Dinas Koperasi", " Dinas  Koperasi", ""]),
            st.sampled_from(["1.15.00.18.024", "1.15.00.18.024.", "1.15.00.16.021", "", "?"]),
            st.sampled_from(["Program Peningkatan Pemasaran", "PROGRAM Lain", ""]),
            st.sampled_from(["Fasilitasi promosi", "FASILITASI  promosi", "Kegiatan Rapat", ""]),
            st.sampled_from(["5", "0", "05", "", "1.500", "9" * 19, "٣", "-", "5 orang"]),
            st.sampled_from(["7", "", "0"]),
        ),
        max_size=12,
    )
)
def test_a_row_says_the_same_whatever_stood_before(many) -> None:
    one = reader()
    for cells in many:
        quick = said(one, cells)
        one._met, kept = None, one._met
        assert said(one, cells) == quick
        one._met = kept


def test_a_row_of_known_cells_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    one = reader()
    cells = ("Dinas", "1.15.00.18.024", "Program Pemasaran", "Fasilitasi promosi", "5", "6")
    first = [one.read(9, cells) for _time in range(2)]
    monkeypatch.setattr(FlatReader, "_fit", lambda _self, _texts: pytest.fail("looked at again"))

    again = one.read(10, (*cells[:4], "7", ""))

    assert first[-1] is not None
    assert first[-1]._replace(amounts=(7, None)) == again


def test_cells_are_known_by_their_column() -> None:
    met = Met(3, 0, None, 1, (), (2,), ())
    read = reader().read(9, ("", "1.15.00.18.024", "", "Fasilitasi promosi", "5", ""))
    assert read is not None
    met.keep(("1.15", "Rapat", "5"), read)

    assert met.read(("1.15", "Rapat", "6")) is not None
    assert met.read(("Rapat", "1.15", "6")) is None
    assert met.read(("1.15", "Rapat", "06")) is None
    assert met.read(("1.15", "Rapat")) is None
