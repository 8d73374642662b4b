"""Mapping tables: the LAMPIRAN of the Semarang plan, and drawn ones."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.catalog import Catalog, CatalogInfo, Entry
from nomenklatur.codes import Authority, Code, Level, Scheme
from nomenklatur.crosswalk import Relation
from nomenklatur.crosswalk.lampiran import check_mapping, mapping_of, relation_of
from nomenklatur.crosswalk.urusan import urusan_named
from nomenklatur.errors import CrosswalkError
from tests.strategies.tables import table

if TYPE_CHECKING:
    from nomenklatur.crosswalk.lampiran import MappingTable
    from nomenklatur.findings import Finding
    from nomenklatur.tables import Table


@pytest.fixture(scope="module")
def mapped(lampiran: Table) -> MappingTable:
    return mapping_of(lampiran, author="Dinas Koperasi", date="2020")


def _new(text: str) -> Code:
    return Code.parse(text, scheme=Scheme.NEW)


def _of(findings: tuple[Finding, ...], rule: str) -> list[Finding]:
    return [finding for finding in findings if finding.rule.code == rule]


def test_46_kegiatan_stand_on_the_left_and_44_have_a_target(mapped: MappingTable) -> None:
    relations = Counter((one.relation, len(one.targets)) for one in mapped.mappings)
    expected = {
        (Relation.EXACT, 1): 29,
        (Relation.BROAD, 1): 15,
        (Relation.BROAD, 0): 1,
        (None, 0): 1,
    }
    assert expected == relations


def test_a_mapping_says_everything_that_its_rows_say(mapped: MappingTable) -> None:
    first = mapped.mappings[0]
    assert "0.00.01.002" == str(first.source)
    assert "PENYEDIAAN JASA KOMUNIKASI, SUMBER DAYA AIR DAN LISTRIK" == first.source_name
    assert "PROGRAM PELAYANAN ADMINISTRASI PERKANTORAN" == first.program_name
    assert "Pembayaran rekening telepon dan listrik" == first.indikator
    assert "Sesuai Sub Kegiatan" == first.keterangan
    assert Authority.KABUPATEN_KOTA is first.authority
    assert [("X.XX.01.2.03.02", "Penyediaan Jasa Komunikasi, Sumber Daya Air dan Listrik")] == [
        (str(target.code), target.name) for target in first.targets
    ]
    assert ("Dinas Koperasi", "2020", 1174) == (first.author, first.date, first.place.row)


def test_the_last_row_of_the_document_is_read(mapped: MappingTable) -> None:
    last = mapped.mappings[-1]
    assert "1.15.00.21.006" == str(last.source)
    assert ["2.17.08.2.01.01"] == [str(target.code) for target in last.targets]


def test_a_ladder_keeps_every_step_as_printed(mapped: MappingTable) -> None:
    row = next(row for row in mapped.rows if row.source_text == "1.15.00.16.023")
    (ladder,) = row.ladders
    assert ["2", "02.17", "02.17.07", "2.17.07.2.01", "2.17.07.2.01.01"] == [
        rung.code_text for rung in ladder
    ]
    assert list(Level) == [rung.level for rung in ladder]
    assert [1281, 1282, 1283, 1285, 1286] == [rung.place.row for rung in ladder]


def test_both_sides_give_the_entries_of_their_catalogs(mapped: MappingTable) -> None:
    assert Counter({Level.KEGIATAN: 46, Level.PROGRAM: 7}) == Counter(
        entry.level for entry in mapped.legacy
    )
    assert sorted(mapped.entries, key=lambda entry: entry.code) == list(mapped.entries)
    urusan = next(entry for entry in mapped.entries if entry.level is Level.URUSAN)
    assert "URUSAN PEMERINTAHAN WAJIB YANG TIDAK BERKAITAN DENGAN PELAYANAN DASAR" == urusan.name
    assert () == urusan.aliases, "the name of urusan 1 is no other name of urusan 2"


def test_the_two_lost_kegiatan_are_found(mapped: MappingTable) -> None:
    findings = check_mapping(mapped)
    (absorbed,) = _of(findings, "NK203")
    assert 1207 == absorbed.place.row
    assert "0.00.01.028" in absorbed.message
    (unmapped,) = _of(findings, "NK201")
    assert 1260 == unmapped.place.row
    assert "0.00.06.029" in unmapped.message


def test_a_provinsi_name_under_a_kabupaten_code_is_found_once_with_its_rows(
    mapped: MappingTable,
) -> None:
    (finding,) = _of(check_mapping(mapped), "NK206")
    assert 1332 == finding.place.row
    assert finding.message.startswith("2.17.06.2.01.01 ")
    assert finding.message.endswith("(7 rows)")


def test_two_rows_put_2_17_under_the_name_of_urusan_1(mapped: MappingTable) -> None:
    findings = _of(check_mapping(mapped), "NK209")
    assert [1366, 1372] == [finding.place.row for finding in findings]
    assert all("which is the name of urusan 1" in finding.message for finding in findings)


def test_one_row_has_no_urusan_code(mapped: MappingTable) -> None:
    (finding,) = _of(check_mapping(mapped), "NK105")
    assert 1412 == finding.place.row


def test_each_spelling_of_a_code_that_was_mended_is_told(mapped: MappingTable) -> None:
    rows = [finding.place.row for finding in _of(check_mapping(mapped), "NK102")]
    assert [1173, 1213, 1235, 1270, 1299, 1359, 1365, 1371] == rows
    broken = next(f for f in check_mapping(mapped) if f.place.row == 1359)
    assert "'1.15.00.18.02.4' is understood as Kegiatan 1.15.00.18.024" in broken.message


def test_the_lampiran_has_these_findings_and_no_others(mapped: MappingTable) -> None:
    found = Counter(finding.rule.code for finding in check_mapping(mapped))
    expected = {"NK102": 8, "NK105": 1, "NK201": 1, "NK203": 1, "NK206": 1, "NK209": 2}
    assert expected == found


def test_names_are_compared_with_those_of_a_catalog(mapped: MappingTable) -> None:
    catalog = Catalog(
        CatalogInfo("90"),
        (
            Entry(
                _new("2"), "Urusan Pemerintahan Wajib yang Tidak Berkaitan dengan Pelayanan Dasar"
            ),
            Entry(
                _new("X.XX.01"),
                "PROGRAM PENUNJANG URUSAN PEMERINTAH DAERAH",
                official_name="PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH",
            ),
            Entry(_new("X.XX.01.2.03.10"), "PENYEDIAAN  ALAT TULIS KANTOR"),
            Entry(_new("X.XX.01.2.03.11"), "Penyediaan Barang Cetakan dan Penggandaan"),
        ),
    )
    first, second = _of(check_mapping(mapped, catalog), "NK205")
    assert 1175 == first.place.row
    assert first.message.endswith("(21 rows)")
    assert 1189 == second.place.row
    assert 2 == len(_of(check_mapping(mapped, catalog), "NK209"))


@pytest.mark.parametrize(
    ("note", "relation"),
    [
        ("Sesuai Sub Kegiatan", Relation.EXACT),
        ("Sesuai, Masuk Rincian Belanja pada Sub Kegiatan", Relation.BROAD),
        ("Sesuai, Masuk Rincian Belanja pada Sub Keg", Relation.BROAD),
        ("Sesuai. Masuk pada Rincian Belanja sub kegiatan", Relation.BROAD),
        ("Digabung dengan kegiatan lain", Relation.BROAD),
        ("Hampir sesuai", Relation.CLOSE),
        ("Tidak ada padanan", Relation.NONE),
        ("Tidak Sesuai", Relation.NONE),
        ("", None),
        ("lihat catatan", None),
    ],
)
def test_a_note_says_a_relation(note: str, relation: Relation | None) -> None:
    assert relation is relation_of(note)


HEADER = [["KODE", "URAIAN", "KODE", "URAIAN", "KETERANGAN"]]


def test_a_note_that_names_a_sub_kegiatan_beside_a_kegiatan_is_reported() -> None:
    rows = [*HEADER, ["1.15.16.021", "Penguatan", "2.17.08.2.01", "Usaha", "Sesuai Sub Kegiatan"]]
    (finding,) = check_mapping(mapping_of(table(rows)))
    assert "NK210" == finding.rule.code
    assert "the row ends at kegiatan 2.17.08.2.01" in finding.message


def test_a_note_that_is_not_understood_is_reported() -> None:
    rows = [*HEADER, ["1.15.16.021", "Penguatan", "2.17.08.2.01.01", "Usaha", "entahlah"]]
    (finding,) = check_mapping(mapping_of(table(rows)))
    assert ("NK210", None) == (finding.rule.code, mapping_of(table(rows)).mappings[0].relation)


def test_a_note_of_a_target_without_one_is_reported() -> None:
    rows = [*HEADER, ["1.15.16.021", "Penguatan", "", "", "Sesuai Sub Kegiatan"]]
    assert ["NK210"] == [finding.rule.code for finding in check_mapping(mapping_of(table(rows)))]


def test_a_row_recorded_as_having_no_home_is_no_finding() -> None:
    rows = [*HEADER, ["1.15.16.021", "Penguatan", "", "", "Tidak ada padanan"]]
    mapped = mapping_of(table(rows))
    assert (Relation.NONE, ()) == (mapped.mappings[0].relation, mapped.mappings[0].targets)
    assert () == check_mapping(mapped)


def test_a_kegiatan_that_splits_has_several_targets() -> None:
    rows = [
        *HEADER,
        ["1.15.16.021", "Penguatan", "2.17.08.2.01", "Usaha", "Sesuai"],
        ["", "", "2.17.08.2.01.01", "Satu", ""],
        ["", "", "2.17.08.2.01.02", "Dua", ""],
        ["", "", "2.17.07.2.01", "Mikro", ""],
        ["", "", "2.17.07.2.01.01", "Tiga", ""],
    ]
    (mapping,) = mapping_of(table(rows)).mappings
    assert ["2.17.08.2.01.01", "2.17.08.2.01.02", "2.17.07.2.01.01"] == [
        str(target.code) for target in mapping.targets
    ]


def test_a_step_under_another_branch_is_reported() -> None:
    rows = [
        *HEADER,
        ["1.15.16.021", "Penguatan", "2.17.08", "PROGRAM UMKM", "Sesuai"],
        ["", "", "2.17.07.2.01", "Mikro", ""],
    ]
    (finding,) = check_mapping(mapping_of(table(rows)))
    assert ("NK209", 3) == (finding.rule.code, finding.place.row)


def test_a_name_that_goes_on_in_the_next_row_is_joined() -> None:
    rows = [
        *HEADER,
        ["1.15.16.021", "Penguatan", "2.17.08.2.01.01", "Fasilitasi Usaha Mikro", "Sesuai"],
        ["", "pelaku usaha yang", "", "Menjadi Usaha Kecil", ""],
        ["", "difasilitasi", "", "", ""],
    ]
    mapped = mapping_of(table(rows))
    (mapping,) = mapped.mappings
    assert "Fasilitasi Usaha Mikro Menjadi Usaha Kecil" == mapping.targets[0].name
    assert "pelaku usaha yang difasilitasi" == mapping.indikator
    assert ["NK404", "NK404"] == [finding.rule.code for finding in mapped.findings]


def test_a_source_whose_code_cannot_be_read_stays_a_row_and_a_finding() -> None:
    rows = [
        *HEADER,
        ["1.15.16.021", "Penguatan", "2.17.08.2.01.01", "Usaha", "Sesuai"],
        ["1.15.A6.022", "Pendampingan", "2.17.08.2.01.01", "Usaha", "Sesuai"],
    ]
    mapped = mapping_of(table(rows))
    assert (1, 2) == (len(mapped.mappings), len(mapped.rows))
    assert ["NK101"] == [finding.rule.code for finding in check_mapping(mapped)]


def test_steps_before_the_first_entry_are_reported() -> None:
    rows = [
        *HEADER,
        ["", "", "2.17.08.2.01.01", "Usaha", ""],
        ["1.15.16.021", "Penguatan", "2.17.08.2.01.01", "Usaha", "Sesuai"],
    ]
    assert ["NK403"] == [finding.rule.code for finding in mapping_of(table(rows)).findings]


def test_another_table_is_no_mapping() -> None:
    with pytest.raises(CrosswalkError, match="this is no mapping"):
        mapping_of(table([["Uraian", "Pagu"], ["Penyediaan", "1.000.000"]]))


@pytest.mark.parametrize(
    ("name", "digit"),
    [
        ("URUSAN PEMERINTAHAN WAJIB YANG BERKAITAN DENGAN PELAYANAN DASAR", "1"),
        ("Urusan Pemerintahan Wajib yang Tidak Berkaitan dengan Pelayanan Dasar", "2"),
        ("URUSAN PEMERINTAHAN PILIHAN", "3"),
        ("UNSUR PENUNJANG URUSAN PEMERINTAHAN", "5"),
        ("URUSAN PEMERINTAHAN BIDANG KOPERASI", None),
    ],
)
def test_the_name_of_an_urusan_tells_its_digit(name: str, digit: str | None) -> None:
    assert digit == urusan_named(name)


kegiatan = st.tuples(
    st.integers(1, 3),  # program
    st.integers(1, 2),  # kegiatan below it
    st.integers(1, 4),  # sub kegiatan
)
entries = st.lists(
    st.tuples(
        st.sampled_from(["Sesuai Sub Kegiatan", "Sesuai, Masuk Rincian Belanja pada Sub Kegiatan"]),
        st.lists(kegiatan, max_size=2, unique=True),
        st.sampled_from(["", "Laporan", "Pelaku usaha yang dibina"]),
    ),
    min_size=1,
    max_size=8,
)


@given(drawn=entries, ladder=st.booleans(), every=st.integers(0, 4))
def test_a_drawn_mapping_is_read_back(
    drawn: list[tuple[str, list[tuple[int, int, int]], str]], ladder: bool, every: int
) -> None:
    rows = [*HEADER, ["1.15.16", "PROGRAM KEWIRAUSAHAAN", "", "", ""]]
    for number, (note, targets, indikator) in enumerate(drawn, 1):
        rows.append([f"1.15.16.{number:03}", f"Kegiatan Ke {number}", "", "", note])
        if indikator:
            rows.append(["", indikator, "", "", ""])
        for program, above, sub in targets:
            steps = [
                ["", "", f"2.17.{program:02}", "PROGRAM UMKM", ""],
                ["", "", f"2.17.{program:02}.2.{above:02}", "Usaha", ""],
                ["", "", f"2.17.{program:02}.2.{above:02}.{sub:02}", f"Sub {sub}", ""],
            ]
            rows += steps if ladder else steps[-1:]
    breaks = range(3, len(rows), every) if every else ()
    mapped = mapping_of(table(rows, breaks=breaks))

    expected = [
        (
            f"1.15.16.{number:03}",
            note,
            [f"2.17.{p:02}.2.{k:02}.{s:02}" for p, k, s in targets],
            indikator,
        )
        for number, (note, targets, indikator) in enumerate(drawn, 1)
    ]
    assert expected == [
        (str(one.source), one.keterangan, [str(t.code) for t in one.targets], one.indikator)
        for one in mapped.mappings
    ]
    assert () == mapped.findings
