"""A frame comes back with the same rows, and what becomes of each."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur import frame, read_plan
from nomenklatur import translate as translate_plan
from nomenklatur.codes import Code
from nomenklatur.errors import BadRowsError, ConfigError
from nomenklatur.frame.answers import Answerer
from nomenklatur.frame.job import Job, Layout
from nomenklatur.translate import make_mapper
from nomenklatur.translation import Method
from tests.conftest import FEW
from tests.frame.frames import LIBRARIES, TABLE, WHERE, lists, made, mapper

if TYPE_CHECKING:
    from pathlib import Path

every_library = pytest.mark.parametrize("library", LIBRARIES)


def translated(library: str, table: dict[str, list[Any]] = TABLE, **how: Any) -> Any:
    where = WHERE | {"amounts": ["pagu"], "mapper": mapper(), "bidang": "2.17"}
    return frame.translate(made(library, table), **(where | how))


@every_library
def test_the_same_rows_come_out_with_the_new_columns_behind(library: str) -> None:
    found = translated(library)

    assert type(found) is type(made(library, TABLE))
    columns = lists(found)
    assert [*TABLE, *frame.COLUMNS] == list(columns)
    assert {name: columns[name] for name in TABLE} == TABLE
    assert ["mapped", "mapped", "mapped", "unmapped", "unmapped", "mapped"] == columns["status"]
    assert [*["crosswalk"] * 3, None, "crosswalk", "crosswalk"] == columns["method"]
    assert ["exact", "exact", "close", None, "none", "exact"] == columns["relation"]
    assert [1.0, 1.0, 1.0, None, None, 1.0] == columns["score"]
    assert [
        "2.17.01.2.03.10",
        "2.17.04.2.01.01",
        "2.17.04.2.01.01|2.17.01.2.03.10",
        None,
        None,
        "2.17.01.2.03.10",
    ] == columns["target_code"]
    assert columns["target_name"][0] == "Penyediaan Alat Tulis Kantor"
    assert ["1", "1", "1/3|2/3", None, None, "1"] == columns["share"]
    assert ["", "", "", "NK201", "NK201", ""] == columns["findings"]
    assert [None] * 4 + ["2.17.06.2.01.01", None] == columns["candidate_code"]
    assert [None] * 4 + [0.9, None] == columns["candidate_score"]


@every_library
def test_an_exploded_frame_has_a_row_a_target_and_loses_no_rupiah(library: str) -> None:
    columns = lists(translated(library, explode=True))

    assert [95_562_000, 46_029_000, 33, 67, 7, 5_000, 95_562_000] == columns["pagu"]
    assert ["2.17.04.2.01.01", "2.17.01.2.03.10"] == columns["target_code"][2:4]
    assert ["1/3", "2/3"] == columns["share"][2:4]
    assert sum(TABLE["pagu"]) == sum(columns["pagu"])


@every_library
def test_an_exploded_frame_keeps_the_types_of_its_columns(library: str) -> None:
    before, after = made(library, TABLE), translated(library, explode=True)

    assert str(before["pagu"].dtype if library != "pyarrow" else before["pagu"].type) == str(
        after["pagu"].dtype if library != "pyarrow" else after["pagu"].type
    )


@every_library
def test_decimals_stay_decimals_and_are_split_exactly(library: str) -> None:
    money = [Decimal(value) for value in TABLE["pagu"]]
    table = TABLE | {"pagu": [*money[:3], None, *money[4:]]}

    assert table["pagu"] == lists(translated(library, table))["pagu"]
    exploded = lists(translated(library, table, explode=True))["pagu"]
    assert [Decimal(33), Decimal(67), None] == exploded[2:5]
    assert all(value is None or isinstance(value, Decimal) for value in exploded)


@every_library
def test_floats_that_are_whole_become_integers_and_missing_ones_stay_missing(library: str) -> None:
    table = TABLE | {"pagu": [95_562_000.0, 46_029_000.0, 100.0, None, 5_000.0, 0.0]}

    for explode, expected in ((False, [100]), (True, [33, 67])):
        money = lists(translated(library, table, explode=explode))["pagu"]
        assert [95_562_000, 46_029_000, *expected, None, 5_000, 0] == money
        assert {int, type(None)} == {type(value) for value in money}


@every_library
@pytest.mark.parametrize(
    ("value", "message"),
    [
        (0.5, "row 3, column pagu: 0.5 is no whole number of rupiah"),
        (float("inf"), "inf is no whole number of rupiah"),
        (2.0**60, "is too large for a float to be exact"),
        (Decimal("107928192.77"), "is no whole number of rupiah"),
        ("2.815.173.000", r"is text \(make numbers of it first: int\("),
    ],
)
def test_what_is_no_whole_rupiah_is_an_error_that_says_where_and_what_to_do(
    library: str, value: object, message: str
) -> None:
    kind = type(value)
    table = TABLE | {"pagu": [kind(1), kind(2), value, kind(4), kind(5), kind(6)]}

    with pytest.raises(BadRowsError, match=message):
        translated(library, table)


@every_library
def test_codes_that_have_become_numbers_are_an_error(library: str) -> None:
    with pytest.raises(ConfigError, match="'kode' is Float64, not text"):
        translated(library, TABLE | {"kode": [1.1, None, 2.1, 3.1, 4.1, 5.1]})


def test_a_number_among_the_codes_is_an_error_with_its_row() -> None:
    with pytest.raises(BadRowsError, match=r"row 3, column kode: 1\.1 is no text"):
        translated("pandas", TABLE | {"kode": ["1.15", None, 1.1, None, None, None]})


@every_library
@pytest.mark.parametrize("explode", [False, True])
def test_an_empty_frame_stays_empty_and_gets_the_columns(library: str, explode: bool) -> None:
    whole = translated(library, explode=explode)
    empty = frame.translate(
        made(library, TABLE)[:0], **WHERE, mapper=mapper(), amounts="pagu", explode=explode
    )

    assert (0, list(lists(whole))) == (len(empty), list(lists(empty)))
    if library != "pyarrow":
        assert list(whole.dtypes) == list(empty.dtypes)
    else:
        assert whole.schema == empty.schema


@every_library
def test_a_frame_of_missing_values_alone_is_unmapped(library: str) -> None:
    table = {name: [None, None] for name in TABLE}

    found = lists(translated(library, table, explode=True))

    assert ["unmapped", "unmapped"] == found["status"]
    assert [None, None] == found["pagu"]


def test_the_index_of_pandas_stays_whatever_it_is() -> None:
    index = [7, 7, "x", None, (1, 2), 7]
    before = made("pandas", TABLE)
    before.index = index

    def found(**how: Any) -> Any:
        return frame.translate(before, **WHERE, mapper=mapper(), amounts="pagu", **how)

    assert index == list(found().index)
    assert TABLE["kegiatan"][0] == found().iloc[5]["kegiatan"]
    assert [*index[:3], *index[2:]] == list(found(explode=True).index)
    assert ["mapped"] * 3 == list(found().iloc[[0, 1, 5]]["status"])


@every_library
def test_two_columns_of_money_are_split_each(library: str) -> None:
    table = TABLE | {"pagu 2022": [1, 2, 101, None, 5, 6]}

    found = lists(translated(library, table, amounts=("pagu", "pagu 2022"), explode=True))

    assert [33, 67] == found["pagu"][2:4]
    assert [34, 67] == found["pagu 2022"][2:4]


@every_library
def test_each_row_may_name_the_bidang_of_its_office(library: str) -> None:
    table = TABLE | {"bidang": ["1.01", None, "1.02", None, None, "1.03"]}

    codes = lists(translated(library, table, bidang_column="bidang"))["target_code"]

    assert "1.01.01.2.03.10" == codes[0]
    assert "2.17.04.2.01.01|1.02.01.2.03.10" == codes[2]
    assert "1.03.01.2.03.10" == codes[5]
    assert "X.XX.01.2.03.10" == lists(translated(library, bidang=None))["target_code"][0]


def test_a_row_whose_bidang_is_none_is_an_error() -> None:
    with pytest.raises(ConfigError, match=r"'Dinas Koperasi' is no bidang urusan \(write it like"):
        translated("pandas", TABLE | {"bidang": ["Dinas Koperasi"] * 6}, bidang_column="bidang")


def test_findings_on_codes_stand_at_their_rows() -> None:
    table = TABLE | {"kode": ["0.00.01.0.10", None, "zzz", "1.15.00.18.02.4", None, None]}

    found = lists(translated("pandas", table))

    assert "NK102" in found["findings"][0]
    assert "NK101" in found["findings"][2]
    assert "NK102|NK201" == found["findings"][3]


def test_findings_on_a_target_stand_at_every_row_that_goes_there() -> None:
    table = {"kegiatan": ["Pemberdayaan Usaha Koperasi Kewenangan Provinsi"] * 3}

    found = lists(frame.translate(made("pandas", table), name="kegiatan", mapper=mapper()))

    assert ["NK206"] * 3 == found["findings"]


def test_a_column_that_is_missing_or_in_the_way_is_an_error() -> None:
    with pytest.raises(ConfigError, match=r"no column 'nama' \(it has 'kode', 'program'"):
        translated("pandas", name="nama")
    with pytest.raises(ConfigError, match=r"already has a column 'status' \(choose a prefix"):
        translated("pandas", TABLE | {"status": [1] * 6})
    found = translated("pandas", TABLE | {"status": [1] * 6}, prefix="nk_")
    assert [f"nk_{name}" for name in frame.COLUMNS] == list(found.columns)[-len(frame.COLUMNS) :]


def test_two_columns_of_one_name_are_an_error() -> None:
    double = made("pandas", TABLE)
    double.columns = ["kode", "kegiatan", "kegiatan", "pagu"]

    with pytest.raises(ConfigError, match="two columns have one name"):
        frame.translate(double, name="kegiatan", mapper=mapper())


def test_what_is_no_frame_is_an_error() -> None:
    with pytest.raises(ConfigError, match=r"builtins\.list is no data frame at hand"):
        frame.translate([{"kegiatan": "Rapat"}], name="kegiatan")


def test_a_mapper_and_options_for_another_are_an_error() -> None:
    with pytest.raises(ConfigError, match="a mapper and source, to say the same twice"):
        translated("pandas", source="permendagri-13-2006", to="permendagri-90-2019")


@every_library
def test_the_semarang_plan_comes_out_as_its_translation_does(library: str, root: Path) -> None:
    plan = read_plan(root / "examples" / "renja-2021-dinas-koperasi.csv")
    years = ("2021", "2022")
    table: dict[str, list[Any]] = {
        "program": [item.program.name if item.program else None for item in plan],
        "kegiatan": [item.name for item in plan],
        **{year: [int(item.amounts[year]) for item in plan] for year in years},
    }

    found = lists(
        frame.translate(
            made(library, table), name="kegiatan", program="program", amounts=years,
            authority="kabupaten_kota", bidang="2.17",
        )
    )  # fmt: skip

    outcomes = list(translate_plan(plan))
    assert [outcome.status.value for outcome in outcomes] == found["status"]
    assert ["|".join(str(t.code) for t in o.targets) or None for o in outcomes] == found[
        "target_code"
    ]
    money = dict.fromkeys(("mapped", "ambiguous", "unmapped"), 0)
    for status, amount in zip(found["status"], found["2021"], strict=True):
        money[status] += amount
    assert {"mapped": 9_984_824_000, "ambiguous": 282_785_000, "unmapped": 398_000} == money
    assert "2.17.01.2.01.01" in found["candidate_code"]


def test_the_codes_of_a_frame_say_which_nomenclature_it_is_written_in() -> None:
    table = {
        "kode": ["1.15.00.18.021", "0.00.01.002"],
        "kegiatan": [
            "Penilaian Kesehatan KSP/USP Koperasi",
            "Penyediaan Jasa Komunikasi, Sumber Daya Air dan Listrik",
        ],
    }

    found = lists(
        frame.translate(
            made("pandas", table), name="kegiatan", code="kode", authority="kabupaten_kota"
        )
    )

    assert "X.XX.01.2.03.02" == found["target_code"][1]
    assert "crosswalk" == found["method"][1]


def test_threads_that_share_a_job_say_what_one_says(root: Path) -> None:
    plan = read_plan(root / "examples" / "renja-2021-dinas-koperasi.csv")
    table = made("pyarrow", {"kegiatan": [item.name for item in plan]})
    makers = [make_mapper(plan, steps={Method.EXACT, Method.FUZZY}) for _ in range(2)]
    alone, shared = (Job(Answerer(one), Layout("kegiatan")) for one in makers)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(shared, [table.slice(start) for start in range(8)]))

    assert [alone(table.slice(start)) for start in range(8)] == found


@FEW
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(
                [*zip(TABLE["kode"], TABLE["program"], TABLE["kegiatan"], strict=True)]
            ),
            st.one_of(st.none(), st.integers(-(10**15), 10**15)),
        ),
        max_size=12,
    ),
    cuts=st.sets(st.integers(0, 12), max_size=3),
    explode=st.booleans(),
)
def test_a_frame_cut_anywhere_comes_out_as_the_whole(
    rows: list[tuple[tuple[str, str, str], int | None]], cuts: set[int], explode: bool
) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    schema = pyarrow.schema(
        [(name, pyarrow.string()) for name in ("kode", "program", "kegiatan")]
        + [("pagu", pyarrow.int64())]
    )
    table = pyarrow.Table.from_pylist(
        [dict(zip(TABLE, (*texts, money), strict=True)) for texts, money in rows], schema
    )

    def job() -> Job:
        layout = Layout("kegiatan", "kode", "program", amounts=("pagu",), explode=explode)
        return Job(Answerer(mapper(), bidang=Code.parse("2.17")), layout)

    whole = job()(table)
    edges = [0, *sorted(cuts), len(rows)]
    parts = [
        job()(table.slice(start, max(end - start, 0))) for start, end in itertools.pairwise(edges)
    ]

    assert whole.to_pylist() == [row for part in parts for row in part.to_pylist()]
    assert sum(money or 0 for _, money in rows) == sum(whole["pagu"].drop_null().to_pylist())


@every_library
def test_the_code_of_a_row_says_its_bidang_before_the_one_for_all_rows(library: str) -> None:
    table = TABLE | {"kode": ["1.03.00.01.010", *TABLE["kode"][1:]]}

    for bidang in (None, "2.11"):
        codes = lists(translated(library, table, bidang=bidang))["target_code"]
        assert "1.03.01.2.03.10" == codes[0]  # by its own code
        assert f"{bidang or 'X.XX'}.01.2.03.10" == codes[5]  # 0.00 says nothing
