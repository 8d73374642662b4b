"""Worksheets come back: checked cell by cell, merged three ways, all or nothing."""

from __future__ import annotations

import shutil
import subprocess
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from nomenklatur.catalog import Status
from nomenklatur.catalog.fingerprint import catalog_key
from nomenklatur.crosswalk import Relation
from nomenklatur.decisions import Decisions
from nomenklatur.decisions.worksheets import Imported, import_worksheets, read_judgements
from nomenklatur.errors import BadRowsError, ReadError
from nomenklatur.report.xlsx.words import BROAD
from tests.decisions.desk import (
    CATALOG,
    FIRST,
    NAMES,
    SECOND,
    TYPED,
    Desk,
    changed,
    office_plan,
    translated,
)
from tests.decisions.strategies import decided
from tests.translate.small import new, old

if TYPE_CHECKING:
    from pathlib import Path

    from nomenklatur.catalog import Catalog

HARI, KESEHATAN, RAPAT, STUDI = NAMES
CODE = old("1.15.00.18.022")
"""What Fasilitasi Hari Koperasi is recognised as."""
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


TRANSLATION = translated()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, TRANSLATION)


def take(*paths: Path, catalog: Catalog = CATALOG, **more: object) -> Imported:
    at_hand = {catalog.id: catalog}
    return import_worksheets(paths, catalog=at_hand.get, **more)  # type: ignore[arg-type]


def found(imported: Imported) -> list[tuple[str, str | None]]:
    return [(finding.rule.code, finding.place.column) for finding in imported.findings]


def where(imported: Imported) -> dict[str, str]:
    """Where each activity goes."""
    return {
        one.name: "flag" if one.flagged else " + ".join(str(t.code) for t in one.targets)
        for one in imported.decisions
    }


# -- one workbook --------------------------------------------------------------------------


def test_every_kind_of_choice_becomes_a_decision(desk):
    path = desk.fill(
        "Siti",
        {
            HARI: (FIRST, BROAD, "masuk rincian"),
            KESEHATAN: "tidak ada",
            RAPAT: "lain: 2.17.06.2.01.03 = 1/3; 2.17.04.2.01.01 = 2/3",
            STUDI: (None, None, "tanya Bappeda"),
        },
    )

    taken = take(path)

    assert () == taken.findings
    by_name = {one.name: one for one in taken.decisions}
    hari, kesehatan, rapat, studi = (by_name[name] for name in NAMES)
    assert (Relation.BROAD, "masuk rincian") == (hari.relation, hari.note)
    assert [new("2.17.06.2.01.03")] == [target.code for target in hari.targets]
    assert (Relation.NONE, ()) == (kesehatan.relation, kesehatan.targets)
    assert [Fraction(1, 3), Fraction(2, 3)] == [target.share for target in rapat.targets]
    assert (True, "tanya Bappeda", None) == (studi.flagged, studi.note, studi.relation)
    assert {"Siti"} == {one.author for one in taken.decisions}
    assert {"2021-02-03"} == {one.date for one in taken.decisions}
    assert {catalog_key(CATALOG)} == {one.catalog for one in taken.decisions}
    assert ["2.17.06.2.01.03", "2.17.06.2.01.04"] == [str(one.code) for one in hari.proposed]
    assert 1 == taken.undecided


def test_an_english_workbook_is_read_back_in_its_words(tmp_path):
    english = Desk(tmp_path, translated(), "en")
    path = english.fill(
        "Siti", {HARI: (FIRST, None, "yes"), RAPAT: "nothing fits", STUDI: f"other: {TYPED}"}
    )

    taken = take(path)

    assert () == taken.findings
    assert {HARI: "2.17.06.2.01.03", RAPAT: "", STUDI: TYPED} == where(taken)
    assert {"Siti"} == {one.author for one in taken.decisions}


def test_a_second_plan_translated_with_the_decisions_has_them(desk):
    taken = take(desk.fill("Siti", {HARI: FIRST, RAPAT: f"lain: {TYPED}"}))

    again = translated(decisions=Decisions(taken.decisions))

    codes = {o.item.name: [str(t.code) for t in o.targets] for o in again}
    assert {HARI: ["2.17.06.2.01.03"], KESEHATAN: [], RAPAT: [TYPED], STUDI: []} == codes


def test_an_untouched_workbook_decides_nothing(desk):
    assert Imported((), (), 0, 4) == take(desk.export())


def test_the_same_workbook_taken_twice_adds_nothing(desk):
    path = desk.fill("Siti", {HARI: FIRST, STUDI: (None, None, "tanya")}, date=None)
    first = take(path)

    again = take(path, known=Decisions(first.decisions))

    assert ((), (), 2) == (again.decisions, again.findings, again.known)


def test_a_sheet_without_a_name_is_refused_unless_somebody_is_named(desk):
    path = desk.fill("", {HARI: FIRST})

    assert [("NK229", "C4")] == found(take(path))
    assert () == take(path).decisions
    assert "Budi" == take(path, author="Budi").decisions[0].author


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ("2.17.04.2.01.01 Pelaksanaan Penilaian", "none of the row's candidates"),
        (TYPED, "none of the row's candidates"),
        ("lain: 2.17.09.2.01.01", "has no 2.17.09.2.01.01"),
        ("lain: 2.17.06.2.01.02", "2.17.06.2.01.02 Pemberdayaan Lama is retired"),
        ("lain: 2.17.04.2.01.01 Rapat Kerja", "not Rapat Kerja"),
        ("lain: 2.17.06.2.01.03 = 60%; 2.17.04.2.01.01 = 30%", "add up to 9/10"),
        ("lain: kode", "the code is missing"),
        ("mungkin nanti", "is not a code"),
    ],
)
def test_a_wrong_choice_is_a_finding_with_its_cell_and_nothing_is_taken_of_it(
    desk, choice, message
):
    path = desk.fill("Siti", {HARI: choice, RAPAT: SECOND})

    taken = take(path)

    assert [("NK229", desk.cell(path, HARI))] == found(taken)
    assert message in taken.findings[0].message
    assert str(path) == taken.findings[0].place.file
    assert desk.sheet(path) == taken.findings[0].place.sheet
    assert {RAPAT: "2.17.06.2.01.04"} == where(taken)
    assert not taken.is_whole


# -- the catalog changed -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "2.17.06.2.01.03 Pemberdayaan Koperasi is gone"),
        ({"name": "Pengadaan Kendaraan"}, "and is Pengadaan Kendaraan now"),
        ({"name": "Pemberdayaan Koperasi Kota"}, "is called Pemberdayaan Koperasi Kota now"),
        ({"status": Status.RETIRED}, "is retired"),
    ],
)
def test_a_candidate_that_changed_since_is_stale(desk, values, message):
    path = desk.fill("Siti", {HARI: FIRST, RAPAT: SECOND})

    taken = take(path, catalog=changed("2.17.06.2.01.03", **values))

    assert [("NK228", desk.cell(path, HARI))] == found(taken)
    assert message in taken.findings[0].message
    assert {RAPAT: "2.17.06.2.01.04"} == where(taken)  # which the catalog bears out as before


def test_where_the_name_moved_to_is_suggested(desk):
    path = desk.fill("Siti", {HARI: FIRST})
    moved = changed("2.17.06.2.01.04", name="Pemberdayaan Koperasi")
    moved = type(moved)(
        moved.info, tuple(one for one in moved if one.code != new("2.17.06.2.01.03"))
    )

    taken = take(path, catalog=moved)

    assert "that name stands at 2.17.06.2.01.04 now" in taken.findings[0].suggestion


def test_a_catalog_that_is_not_at_hand_is_a_finding(desk):
    taken = import_worksheets([desk.fill("Siti", {HARI: FIRST})], catalog=lambda _id: None)

    assert ["NK228"] == [finding.rule.code for finding in taken.findings]
    assert "the catalog new is not at hand" in taken.findings[0].message


# -- the plan changed ----------------------------------------------------------------------


def test_a_row_that_the_plan_lost_or_renamed_is_stale(desk):
    path = desk.fill("Siti", {HARI: FIRST, STUDI: FIRST, RAPAT: SECOND})
    now = translated("Fasilitasi Koperasi", RAPAT, KESEHATAN)

    taken = take(path, translation=now)

    assert {
        ("NK228", desk.cell(path, HARI, "nama asal")),
        ("NK228", desk.cell(path, STUDI, "nama asal")),
    } == set(found(taken))
    assert {RAPAT: "2.17.06.2.01.04"} == where(taken)


def test_a_plan_whose_other_rows_changed_is_no_hindrance(desk):
    path = desk.fill("Siti", {HARI: FIRST})

    assert () == take(path, translation=translated(HARI, "Kegiatan Baru")).findings


def test_a_row_is_known_by_its_name_where_the_old_catalog_is_not_at_hand(desk):
    path = desk.fill("Siti", {HARI: FIRST})

    taken = take(path, translation=translated(source=None))

    assert () == taken.findings


# -- several reviewers ---------------------------------------------------------------------


def test_what_only_one_changed_is_taken_and_what_both_changed_alike_is_taken_once(desk):
    base = desk.export()
    siti = desk.fill("Siti", {HARI: (FIRST, None, "lihat Renstra"), RAPAT: SECOND})
    budi = desk.fill("Budi", {RAPAT: (SECOND, None, "setuju"), STUDI: "tidak ada"}, date=None)

    taken = take(siti, budi, base=base)

    assert () == taken.findings
    assert {HARI: "2.17.06.2.01.03", RAPAT: "2.17.06.2.01.04", STUDI: ""} == where(taken)
    assert {HARI: "Siti", RAPAT: "Siti, Budi", STUDI: "Budi"} == {
        one.name: one.author for one in taken.decisions
    }
    assert {HARI: "lihat Renstra", RAPAT: "setuju", STUDI: ""} == {
        one.name: one.note for one in taken.decisions
    }


def test_what_both_changed_differently_is_taken_from_neither_and_both_cells_are_named(desk):
    siti = desk.fill("Siti", {HARI: FIRST, RAPAT: SECOND})
    budi = desk.fill("Budi", {HARI: SECOND})

    taken = take(siti, budi)

    assert {RAPAT: "2.17.06.2.01.04"} == where(taken)
    assert ["NK230"] == [finding.rule.code for finding in taken.findings]
    message = taken.findings[0].message
    for path, code in ((siti, "2.17.06.2.01.03"), (budi, "2.17.06.2.01.04")):
        assert f"({path}, {desk.sheet(path)} {desk.cell(path, HARI)}): {code}" in message


def test_another_keterangan_is_a_difference_too(desk):
    taken = take(desk.fill("Siti", {HARI: FIRST}), desk.fill("Budi", {HARI: (FIRST, BROAD)}))

    assert ["NK230"] == [finding.rule.code for finding in taken.findings]
    assert "2.17.06.2.01.03 (exact)" in taken.findings[0].message
    assert "2.17.06.2.01.03 (broad)" in taken.findings[0].message


def test_the_notes_of_both_are_kept_beside_their_names(desk):
    siti = desk.fill("Siti", {HARI: (FIRST, None, "ya"), STUDI: (None, None, "apa ini?")})
    budi = desk.fill("Budi", {HARI: (None, None, "tidak yakin"), STUDI: (None, None, "entah")})

    by_name = {one.name: one for one in take(siti, budi).decisions}

    assert ("Siti", "Siti: ya; Budi: tidak yakin") == (by_name[HARI].author, by_name[HARI].note)
    assert by_name[STUDI].flagged
    assert ("Siti, Budi", "Siti: apa ini?; Budi: entah") == (
        by_name[STUDI].author,
        by_name[STUDI].note,
    )


def test_a_note_of_another_than_the_one_who_decided_has_its_name(desk):
    siti = desk.fill("Siti", {HARI: FIRST})
    budi = desk.fill("Budi", {HARI: (None, None, "tanya Siti")})

    (one,) = take(siti, budi).decisions

    assert ("Siti", "Budi: tanya Siti") == (one.author, one.note)


def test_with_a_filled_base_only_changes_count(desk):
    base = desk.fill("Ani", {HARI: (FIRST, None, "usul Ani"), RAPAT: FIRST})
    base = base.rename(base.with_name("dasar.xlsx"))
    siti = desk.fill("Siti", {HARI: SECOND}, base=base)
    budi = desk.fill("Budi", {STUDI: "tidak ada"}, base=base)

    taken = take(siti, budi, base=base)

    assert () == taken.findings
    assert {
        HARI: "2.17.06.2.01.04",
        RAPAT: "2.17.06.2.01.03",
        STUDI: "",
    } == where(taken)
    assert "Siti" == next(one for one in taken.decisions if one.name == HARI).author


def test_a_choice_that_one_cleared_and_the_other_changed_is_a_conflict(desk):
    base = desk.fill("Ani", {HARI: FIRST})
    base = base.rename(base.with_name("dasar.xlsx"))
    siti = desk.fill("Siti", {HARI: ""}, base=base)
    budi = desk.fill("Budi", {HARI: SECOND}, base=base)

    taken = take(siti, budi, base=base)

    assert ["NK230"] == [finding.rule.code for finding in taken.findings]
    assert ": nothing" in taken.findings[0].message
    assert () == take(siti, base=base).decisions


def test_a_row_that_the_exported_workbook_does_not_have_is_a_finding(desk):
    other = Desk(desk.folder, translated("Kegiatan Lain"))
    base = other.export("lain.xlsx")

    taken = take(desk.fill("Siti", {HARI: FIRST}), base=base)

    assert [("NK228", desk.cell(desk.folder / "Siti.xlsx", HARI))] == found(taken)


def test_a_row_that_stands_twice_in_the_plan_has_to_be_filled_in_alike(tmp_path):
    twice = Desk(tmp_path, translated(HARI, RAPAT, HARI))

    assert {HARI: "2.17.06.2.01.03"} == where(take(twice.fill("Siti", {HARI: FIRST})))

    def differ(book):
        sheet = book[twice.sheet(twice.export())]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == FIRST and cell.column_letter == "G":
                    cell.value = SECOND
                    return

    path = twice.fill("Budi", {HARI: FIRST}, touch=differ)
    assert ["NK230"] == [finding.rule.code for finding in take(path).findings]


# -- what was decided before ---------------------------------------------------------------


def test_a_decision_that_another_made_before_is_overtaken_and_said(desk):
    before = decided(HARI, "2.17.06.2.01.04", author="Ani", date="2021-01-01", code=CODE)

    taken = take(desk.fill("Siti", {HARI: FIRST}), known=Decisions((before,)))

    assert ["NK223"] == [finding.rule.code for finding in taken.findings]
    assert "decided otherwise before by Ani; the worksheet holds" in taken.findings[0].message
    assert taken.is_whole
    assert taken.decisions[0] == Decisions((before, *taken.decisions)).get(CODE, HARI)


def test_a_decision_that_another_made_since_holds_and_is_said(desk):
    since = decided(HARI, "2.17.06.2.01.04", author="Ani", date="2021-03-01", code=CODE)

    taken = take(desk.fill("Siti", {HARI: FIRST}), known=Decisions((since,)))

    assert "decided otherwise since by Ani, which holds" in taken.findings[0].message
    assert since == Decisions((since, *taken.decisions)).get(CODE, HARI)


# -- other programs ------------------------------------------------------------------------


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_what_libreoffice_saves_says_the_same(desk, kind):
    path = desk.fill(
        "Siti", {HARI: (FIRST, BROAD, "ya"), KESEHATAN: "tidak ada", RAPAT: f"lain: {TYPED}"}
    )
    folder = desk.folder / "disimpan"
    profile = (desk.folder / "profil").as_uri()
    subprocess.run(
        [
            str(OFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind,
            "--outdir", str(folder), str(path),
        ],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip

    before, after = take(path), take(folder / f"Siti.{kind}")

    assert () == after.findings
    assert before.decisions == after.decisions


# -- a workbook as somebody's judgements ----------------------------------------------------


def test_a_workbook_and_a_decisions_file_are_read_as_judgements(desk, tmp_path):
    path = desk.fill("Siti", {HARI: FIRST, STUDI: (None, None, "tanya")})

    (judgement,) = read_judgements(path)

    assert (HARI, "Siti") == (judgement.name, judgement.author)
    file = tmp_path / "k.jsonl"
    file.write_text('{"author": "Budi", "name": "Rapat", "relation": "none"}\n', "utf-8")
    assert ["Budi"] == [one.author for one in read_judgements(file)]
    with pytest.raises(ReadError, match="cannot be read"):
        read_judgements(tmp_path / "tidak-ada.xlsx")
    (tmp_path / "x.csv").write_text("kode;nama\n")
    with pytest.raises(BadRowsError, match="1 line"):
        read_judgements(tmp_path / "x.csv")


def test_the_plan_of_the_tests_is_that_of_the_workbook(desk):
    assert list(NAMES) == [item.name for item in office_plan().items]
    assert list(NAMES) == [outcome.item.name for outcome in desk.translation]
