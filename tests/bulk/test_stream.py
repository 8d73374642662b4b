"""Streamed plans come out as ordinary ones do."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nomenklatur.bulk import rows as rows_module
from nomenklatur.bulk import run, stream_plan, work
from nomenklatur.bulk import source as source_module
from nomenklatur.bulk.flat import NotFlatError
from nomenklatur.catalog.store import Store, embedded_folder
from nomenklatur.errors import CatalogError, ConfigError, ReadError
from nomenklatur.plan.read import read_plan
from nomenklatur.report import balances, render
from nomenklatur.translate import translate
from nomenklatur.translation import Status
from tests.bulk.plans import HEADER, OFFICE, as_csv, rows

if TYPE_CHECKING:
    from pathlib import Path

    from nomenklatur.bulk import BulkResult


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The embedded catalogs alone."""
    return Store(tmp_path_factory.mktemp("home"), embedded_folder(), None)


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of a few rows, so that a short plan has many."""
    monkeypatch.setattr(source_module, "CHUNK_BYTES", 2000)


def both(
    path: Path, store: Store, format_: str = "csv", **options: Any
) -> tuple[list[str], list[str], BulkResult]:
    """The rows of a plan, streamed and read as a whole."""
    out = io.StringIO()
    known = {"authority": "kabupaten_kota", "store": store} | options
    result = stream_plan(str(path), out, format=format_, **({"workers": 1} | known))
    known.pop("workers", None)
    whole = translate(read_plan(path), **known)
    assert [(b.column, b.plan, b.mapped, b.ambiguous, b.unmapped) for b in balances(whole)] == [
        (b.column, b.plan, b.mapped, b.ambiguous, b.unmapped) for b in result.balances
    ]
    assert {s: whole.count(s) for s in Status if whole.count(s)} == dict(result.items)
    return render(whole, format_).splitlines(), out.getvalue().splitlines(), result


@pytest.mark.parametrize("format_", ["csv", "jsonl"])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_rows_are_those_of_the_plan_read_as_a_whole(
    tmp_path: Path, store: Store, format_: str, seed: int
) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(as_csv(rows(300, seed)), encoding="utf-8")

    whole, stream, result = both(path, store, format_)

    assert whole == stream
    assert 300 == result.rows
    assert result.asked < 300


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6), count=st.integers(1, 40), separator=st.sampled_from(",;\t"))
def test_any_plan_comes_out_as_if_read_as_a_whole(
    tmp_path_factory: pytest.TempPathFactory, store: Store, seed: int, count: int, separator: str
) -> None:
    path = tmp_path_factory.mktemp("any") / "plan.csv"
    path.write_text(as_csv(rows(count, seed), separator=separator), encoding="utf-8")

    whole, stream, _ = both(path, store)

    assert whole == stream


def test_two_workers_write_what_one_writes(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(as_csv(rows(400, 5)), encoding="utf-8")

    _, one, _ = both(path, store)
    _, two, _ = both(path, store, workers=2)

    assert one == two


def test_what_a_target_gives_rise_to_is_said_once(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(as_csv(rows(300, 3)), encoding="utf-8")

    whole, stream, result = both(path, store)

    assert whole == stream
    assert 0 < result.rules["NK205"] < 10


def test_an_office_resolves_its_own_programmes(tmp_path: Path, store: Store) -> None:
    lines = [line for line in rows(60, 7) if line[1][:4] in {"1.15", "0.00"}]
    others = [("Dinas Lain", *line[1:]) for line in lines if line[1].startswith("0.00")]
    path = tmp_path / "plan.csv"
    path.write_text(as_csv([*lines, *others]), encoding="utf-8")
    out = io.StringIO()

    stream_plan(str(path), out, workers=1, authority="kabupaten_kota", store=store, format="jsonl")

    records = [json.loads(line) for line in out.getvalue().splitlines()]
    targets = [[t["code"][:4] for t in record["targets"]] for record in records]
    assert "X.XX" not in {code for codes in targets[: len(lines)] for code in codes}
    assert {"X.XX"} == {code for codes in targets[len(lines) :] for code in codes}


def test_titles_blank_rows_and_a_total_are_no_items(tmp_path: Path, store: Store) -> None:
    plan = as_csv(rows(30, 9))
    header, body = plan.split("\n", 1)
    text = f"RENCANA KERJA,,,,,\n{OFFICE},,,,,\n,,,,,\n{header}\n{body},,,,,\n{header}\n"
    text += ",,,JUMLAH,1000,1000\n"
    path = tmp_path / "plan.csv"
    path.write_text(text, encoding="utf-8")

    whole, stream, result = both(path, store)

    assert whole == stream
    assert 30 == result.rows


def test_names_over_several_lines_and_quotes_are_kept(tmp_path: Path, store: Store) -> None:
    lines = [list(line) for line in rows(40, 11)]
    lines[3][3] = 'Penyediaan "alat tulis"\nkantor'
    lines[20][3] = "=Penyediaan alat tulis kantor"
    path = tmp_path / "plan.csv"
    path.write_text(as_csv(lines), encoding="utf-8")

    whole, stream, _ = both(path, store)

    assert whole == stream


def test_an_old_encoding_is_read(tmp_path: Path, store: Store) -> None:
    lines = [list(line) for line in rows(40, 12)]
    lines[30][3] = "Penyediaan alat tulis kantor – tahap 1"
    path = tmp_path / "plan.csv"
    path.write_bytes(as_csv(lines).encode("cp1252"))

    whole, stream, _ = both(path, store)

    assert whole == stream


def test_a_wrong_amount_is_told_with_its_row(tmp_path: Path, store: Store) -> None:
    lines = [list(line) for line in rows(40, 13)]
    lines = [[*line[:5], "1000000"] for line in lines]
    lines[10][5] = "12,5,5"
    lines[11][5] = "1000000,50"
    path = tmp_path / "plan.csv"
    path.write_text(as_csv(lines), encoding="utf-8")

    _, _, result = both(path, store)

    assert 2 == result.problems
    assert [12, 13] == [row for row, _ in result.notes]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ((OFFICE, "", "Program Peningkatan Koperasi", "", "5", "5"), "heading"),
        (("", "", "", "", "500000", ""), "no name"),
        ((OFFICE, "", "", "tulis kantor", "", ""), "neither code nor money"),
    ],
)
def test_a_plan_that_is_not_flat_is_refused_and_nothing_written(
    tmp_path: Path, store: Store, line: tuple[str, ...], why: str
) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(as_csv([*rows(1100, 14), line]), encoding="utf-8")
    out = io.StringIO()

    with pytest.raises(NotFlatError, match=why) as raised:
        stream_plan(str(path), out, workers=1, store=store)

    assert 1102 == raised.value.place.row
    assert not out.getvalue()


def test_amounts_in_thousands_are_left_to_the_reader_of_whole_tables(
    tmp_path: Path, store: Store
) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("Kode,Uraian,Pagu (ribu Rp)\n1.15.00.18.021,Penilaian,1.500\n", "utf-8")

    with pytest.raises(NotFlatError, match="not in single rupiah"):
        stream_plan(str(path), io.StringIO(), workers=1, store=store)


def test_a_plan_with_programs_in_rows_of_their_own_is_refused(root: Path, store: Store) -> None:
    path = root / "examples" / "renja-2021-dinas-koperasi.csv"

    with pytest.raises(NotFlatError):
        stream_plan(str(path), io.StringIO(), workers=1, store=store)


def test_standard_input_is_streamed_too(tmp_path: Path, store: Store) -> None:
    text = as_csv(rows(50, 15))
    path = tmp_path / "plan.csv"
    path.write_text(text, encoding="utf-8")
    from_file, from_stream = io.StringIO(), io.StringIO()

    stream_plan(str(path), from_file, workers=1, store=store)
    stream_plan("-", from_stream, workers=1, store=store, stdin=io.BytesIO(text.encode()))

    named = from_file.getvalue().replace(str(path), "'-")  # a cell that begins with - is guarded
    assert named == from_stream.getvalue()


def test_progress_is_told_from_nothing_to_all(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(as_csv(rows(200, 16)), encoding="utf-8")
    told: list[tuple[str, float]] = []

    stream_plan(
        str(path), io.StringIO(), workers=1, store=store,
        progress=lambda what, share: told.append((what, share)),
    )  # fmt: skip

    for what in ("reading", "translating"):
        shares = [share for said, share in told if said == what]
        assert len(shares) > 3
        assert sorted(shares) == shares
        assert 1.0 == shares[-1]


def test_memory_of_equal_rows_is_bounded(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "REMEMBERED", 3)
    monkeypatch.setattr(rows_module, "REMEMBERED", 3)
    path = tmp_path / "plan.csv"
    path.write_text(as_csv(rows(200, 17)), encoding="utf-8")

    whole, stream, _ = both(path, store)

    assert whole == stream


def test_other_formats_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="not streamed as xlsx"):
        stream_plan(str(tmp_path / "plan.csv"), io.StringIO(), format="xlsx")


@pytest.mark.parametrize(
    ("text", "what"),
    [("", "empty"), ("a b c\n", "no table"), (",".join(HEADER) + "\n", "no rows below")],
)
def test_what_is_no_table_is_refused(tmp_path: Path, store: Store, text: str, what: str) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ReadError, match=what):
        stream_plan(str(path), io.StringIO(), store=store)


def test_what_a_worker_finds_wrong_is_told_as_by_one(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(as_csv([*rows(1100, 14), ("", "", "", "", "500000", "")]), encoding="utf-8")

    with pytest.raises(NotFlatError, match="money and no name") as raised:
        stream_plan(str(path), io.StringIO(), workers=2, store=store)

    assert 1102 == raised.value.place.row
    assert "leave --stream out" in raised.value.remedy


def test_workers_may_be_started_afresh(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "_method", lambda: "spawn")
    path = tmp_path / "plan.csv"
    path.write_text(as_csv(rows(100, 18)), encoding="utf-8")

    whole, stream, _ = both(path, store, workers=2)

    assert whole == stream


def test_a_catalog_that_is_not_there_is_told_before_anything_starts(
    tmp_path: Path, store: Store
) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(as_csv(rows(30, 19)), encoding="utf-8")

    with pytest.raises(CatalogError, match="permendagri-91"):
        stream_plan(str(path), io.StringIO(), workers=2, store=store, to="permendagri-91-2019")
