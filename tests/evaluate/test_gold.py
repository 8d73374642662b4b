"""Files of labelled activities: what is read, and what is said of wrong ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nomenklatur.codes import Code, Level, Scheme
from nomenklatur.errors import BadRowsError, ReadError
from nomenklatur.evaluate import read_gold

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "legacy_code,bidang,program,kegiatan,best,acceptable"


def gold(tmp_path: Path, *rows: str, header: str = HEADER) -> Path:
    path = tmp_path / "gold.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def test_a_row_says_where_an_activity_goes_and_what_else_is_right(tmp_path: Path) -> None:
    path = gold(tmp_path, "1.15.16.02,Koperasi,Program A,Kegiatan B,2.17.07.2.01.01,"
                "2.17.07.2.01.01;2.17.08.2.01.01;NONE")  # fmt: skip

    (row,) = read_gold(path)

    assert Code.parse("1.15.16.02", scheme=Scheme.LEGACY, level=Level.KEGIATAN) == row.code
    assert Code.parse("2.17.07.2.01.01") == row.best
    assert row.accepts(Code.parse("2.17.08.2.01.01"))
    assert not row.accepts(Code.parse("2.17.08.2.01.02"))
    assert row.has_home
    assert row.none_accepted
    assert 2 == row.place.row


def test_none_as_the_best_answer_is_an_activity_without_a_home(tmp_path: Path) -> None:
    (row,) = read_gold(gold(tmp_path, "1.15.16.02,K,P,N,NONE,NONE;2.17.07.2.01.01"))

    assert not row.has_home
    assert row.accepts(Code.parse("2.17.07.2.01.01"))


@pytest.mark.parametrize("label", ["X.XX.01.2.03.02", "2.17.01.2.03.02", "x.xx.01.2.03.02"])
@pytest.mark.parametrize("shown", ["X.XX.01.2.03.02", "1.01.01.2.03.02"])
def test_an_office_programme_is_right_under_any_bidang(
    tmp_path: Path, label: str, shown: str
) -> None:
    (row,) = read_gold(gold(tmp_path, f"1.15.01.02,K,P,N,{label},{label}"))

    assert row.accepts(Code.parse(shown))


def test_columns_of_no_use_are_let_be_and_semicolons_may_separate(tmp_path: Path) -> None:
    path = gold(
        tmp_path, "1;K;P;N;NONE;NONE;high".replace("1;", "1.15.16.02;", 1),
        header=HEADER.replace(",", ";") + ";confidence",
    )  # fmt: skip

    assert 1 == len(read_gold(path))


@pytest.mark.parametrize(
    ("row", "column", "what"),
    [
        ("1.15.16.02,K,P,,NONE,NONE", "kegiatan", "is empty"),
        ("1.15.16.02,K,P,N,,NONE", "best", "is empty"),
        ("1.15.16.02,K,P,N,abc,abc", "best", "'abc' is no code"),
        ("1.15.16.02,K,P,N,2.17.07.2.01.01,2.17.07.2.01.02", "acceptable", "not among"),
        ("1.15.16.02,K,P,N,2.17.07.2.01.01,NONE", "acceptable", "not among"),
        ("koperasi,K,P,N,NONE,NONE", "legacy_code", "'koperasi' is no code"),
    ],
)
def test_a_wrong_row_is_named_with_its_row_and_column(
    tmp_path: Path, row: str, column: str, what: str
) -> None:
    path = gold(tmp_path, "1.15.16.02,K,P,N,NONE,NONE", row)

    with pytest.raises(BadRowsError) as raised:
        read_gold(path)

    error = raised.value.errors[0]
    assert what in error.message
    assert (3, column) == (error.place.row, error.place.column)


def test_all_wrong_rows_are_told_at_once(tmp_path: Path) -> None:
    path = gold(tmp_path, "1.15.16.02,K,P,,NONE,NONE", "1.15.16.02,K,P,N,abc,abc")

    with pytest.raises(BadRowsError) as raised:
        read_gold(path)

    assert [2, 3, 3] == [error.place.row for error in raised.value.errors]


@pytest.mark.parametrize(
    ("header", "rows", "what"),
    [
        ("legacy_code,bidang,program,kegiatan,best", (), "has no column acceptable"),
        (HEADER, (), "has no rows"),
    ],
)
def test_a_file_that_holds_no_labels_is_refused(
    tmp_path: Path, header: str, rows: tuple[str, ...], what: str
) -> None:
    with pytest.raises(ReadError, match=what):
        read_gold(gold(tmp_path, *rows, header=header))
