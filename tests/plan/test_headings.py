"""What the words of headings and of rows say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.codes import Authority, Level
from nomenklatur.plan.texts.content import Content, content_of, suits
from nomenklatur.plan.texts.headings import (
    Role,
    is_year_heading,
    level_of,
    names_period,
    ordinal_of,
    role_of,
    year_after,
    year_of,
)
from nomenklatur.plan.texts.offices import authority_of, is_office, office_in
from nomenklatur.plan.texts.ranks import Rank, bare_name, goes_on, rank_of


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("No", Role.NUMBER),
        ("NO.", Role.NUMBER),
        ("Nomor Urut", Role.NUMBER),
        ("Kode", Role.CODE),
        ("KODE SUB KEGIATAN", Role.CODE),
        ("Kode Rekening", Role.CODE),
        ("code_raw", Role.CODE),
        ("Uraian", Role.NAME),
        ("PROGRAM/ KEGIATAN", Role.NAME),
        ("Urusan/Bidang Urusan Pemerintah Daerah dan Program/Kegiatan", Role.NAME),
        ("NOMENKLATUR URUSAN", Role.NAME),
        ("Indikator Kinerja Program (outcome)/ Kegiatan (output)", Role.INDICATOR),
        ("TOLAK UKUR KELUARAN", Role.INDICATOR),
        ("KELUARAN SUB KEG.", Role.INDICATOR),
        ("Target Capaian Kinerja", Role.TARGET),
        ("Besaran / Volume", Role.TARGET),
        ("SATUAN", Role.SATUAN),
        ("Lokasi", Role.LOKASI),
        ("Pagu Indikatif", Role.AMOUNT),
        ("Kebutuhan Dana/Pagu Indikatif", Role.AMOUNT),
        ("ANGGARAN (Rp)", Role.AMOUNT),
        ("Jumlah", Role.AMOUNT),
        ("JUMLAH PAGU", Role.AMOUNT),
        ("DANA TAHUN 1", Role.AMOUNT),
        ("Target Anggaran", Role.AMOUNT),
        ("REALISASI ANGGARAN (Rp)", Role.REALISATION),
        ("PERSEN TASE (%)", Role.PERCENT),
        ("%", Role.PERCENT),
        ("Tingkat Realisasi (%)", Role.PERCENT),
        ("SELISIH", Role.DIFFERENCE),
        ("Bertambah/(Berkurang)", Role.DIFFERENCE),
        ("Sumber Dana", Role.SUMBER_DANA),
        ("Catatan Penting", Role.NOTE),
        ("KETERANGAN", Role.NOTE),
        ("Perangkat Daerah Penanggung Jawab", Role.OFFICE),
        ("unit", Role.OFFICE),
        ("Tahun", Role.YEAR),
        ("level", Role.LEVEL),
        ("AWAL PELAKSANAAN", Role.START),
        ("SASARAN", Role.OTHER),
        ("Rencana Tahun 2021", None),
        ("Penyediaan Alat Tulis Kantor", None),
        ("PROGRAM PELAYANAN ADMINISTRASI PERKANTORAN", None),
        ("PROGRAM PENGELOLAAN SUMBER DAYA AIR", None),
        ("Pengelolaan Dana Desa", None),
        ("Penyusunan Kode Etik", None),
        ("Perkiraan Kebutuhan Dana", Role.AMOUNT),
        ("4 keg", None),
        ("", None),
    ],
)
def test_a_heading_says_what_its_column_holds(heading: str, role: Role | None) -> None:
    assert role is role_of(heading)


@given(st.text(max_size=60))
def test_any_text_may_stand_in_a_header(text: str) -> None:
    role_of(text)
    content_of(text)
    rank_of(text)
    year_of(text)


@pytest.mark.parametrize(
    ("heading", "level"),
    [
        ("Program", Level.PROGRAM),
        ("Nama Kegiatan", Level.KEGIATAN),
        ("Kode Sub Kegiatan", Level.SUB_KEGIATAN),
        ("BIDANG URUSAN/BIDANG UNSUR", Level.BIDANG_URUSAN),
        ("URUSAN/UNSUR", Level.URUSAN),
        ("Program/Kegiatan", None),
        ("Uraian", None),
    ],
)
def test_a_heading_may_name_one_level(heading: str, level: Level | None) -> None:
    assert level is level_of(heading)


def test_a_heading_may_name_a_year_or_its_place_in_the_period() -> None:
    assert 2021 == year_of("Rencana Tahun 2021")
    assert year_of("Dana Tahun 1") is None
    assert 1 == ordinal_of("Dana Tahun 1")
    assert 5 == ordinal_of("TARGET TAHUN KE-5")
    assert ordinal_of("Rencana Tahun 2021") is None
    assert 1 == year_after("Prakiraan Maju Rencana Tahun 2022")
    assert 2 == year_after("Tahun n+2")
    assert year_after("Pagu Indikatif") is None


@pytest.mark.parametrize("text", ["2021", "Tahun 2020", "Th 2018", "tahun ke 3"])
def test_years_stand_alone_in_the_lower_row_of_a_header(text: str) -> None:
    assert is_year_heading(text)


@pytest.mark.parametrize("text", ["1", "3", "12", "Rencana 2021 ini", "1.500", "Tahun n"])
def test_a_bare_number_is_no_year(text: str) -> None:
    assert not is_year_heading(text)


@pytest.mark.parametrize(
    ("name", "rank"),
    [
        ("URUSAN PEMERINTAHAN WAJIB YANG BERKAITAN DENGAN PELAYANAN DASAR", Rank.URUSAN),
        ("UNSUR PENUNJANG", Rank.URUSAN),
        ("URUSAN PEMERINTAHAN BIDANG KOPERASI", Rank.BIDANG),
        ("URUSAN KOPERASI DAN UKM", Rank.BIDANG),
        ("PROGRAM Penguatan Kelembagaan Koperasi", Rank.PROGRAM),
        ("Kegiatan: Penyediaan Jasa", Rank.KEGIATAN),
        ("Sub Kegiatan Penyediaan Jasa", Rank.SUB_KEGIATAN),
        ("DINAS KOPERASI DAN USAHA MIKRO", Rank.OFFICE),
        ("BELANJA TIDAK LANGSUNG", Rank.SPENDING),
        ("BELANJA LANGSUNG", Rank.SPENDING),
        ("JUMLAH", Rank.TOTAL),
        ("Total Keseluruhan", Rank.TOTAL),
        ("Belanja Jasa Penunjang Administrasi Perkantoran", None),
        ("Pengadaan Peralatan Gedung Kantor", None),
        ("Programming", None),
    ],
)
def test_the_first_words_of_a_name_say_how_high_its_row_stands(
    name: str, rank: Rank | None
) -> None:
    assert rank is rank_of(name)


def test_a_name_is_bare_without_the_word_for_its_level() -> None:
    assert "Pelayanan" == bare_name("Program : Pelayanan")
    assert "PROGRAM PELAYANAN" == bare_name("PROGRAM PELAYANAN")


def test_a_text_that_was_cut_reads_on() -> None:
    assert goes_on("Dinas Koperasi dan", "Usaha Mikro")
    assert goes_on("Pelaku Usaha", "yang mendapat pembinaan")
    assert not goes_on("Penyediaan Jasa", "Pengadaan Alat")
    assert not goes_on("", "yang")


@pytest.mark.parametrize(
    ("lines", "office"),
    [
        (["TAHUN 2021", "DINAS KOPERASI & USAHA MIKRO", "KOTA SEMARANG"],
         "DINAS KOPERASI & USAHA MIKRO KOTA SEMARANG"),
        (["Perangkat Daerah : Dinas Kesehatan"], "Dinas Kesehatan"),
        (["SKPD: 2.17.01 - Dinas Koperasi"], "Dinas Koperasi"),
        (["Realisasi Keuangan Dinas Koperasi Kota Semarang Tahun 2019"],
         "Dinas Koperasi Kota Semarang"),
        (["Evaluasi Dinas Koperasi Kota Semarang dan", "Pencapaian Renstra"],
         "Dinas Koperasi Kota Semarang"),
        (["RENCANA KERJA", "TAHUN 2021"], ""),
    ],
)  # fmt: skip
def test_an_office_is_found_in_titles(lines: list[str], office: str) -> None:
    assert office == office_in(lines)


def test_an_office_is_told_from_a_kegiatan() -> None:
    assert is_office("Badan Perencanaan Pembangunan Daerah")
    assert not is_office("Pengadaan Kendaraan Dinas")


def test_an_offices_name_says_the_kind_of_region() -> None:
    assert Authority.KABUPATEN_KOTA is authority_of("Dinas PU Kabupaten Pasangkayu")
    assert Authority.PROVINSI is authority_of("Bappeda Provinsi Jawa Tengah")
    assert authority_of("Dinas Koperasi") is None


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("2.815.173.000", Content.MONEY),
        ("Rp 398.000,-", Content.MONEY),
        ("107928192.77", Content.MONEY),
        ("398.000", Content.SUM),
        ("1500", Content.SUM),
        ("88,41", Content.SMALL),
        ("002", Content.SMALL),
        ("88,6%", Content.PERCENT),
        ("100% (40%)", Content.PERCENT),
        ("200 org", Content.QUANTITY),
        ("1 dokumen", Content.QUANTITY),
        ("-", Content.DASH),
        ("1.15.00.18.02.4", Content.CODE),
        ("X.XX.01", Content.CODE),
        ("02.17", Content.SMALL),
        ("Kota Semarang", Content.WORDS),
        ("PROGRAM PELAYANAN", Content.TITLE),
        ("Program yang terlaksana", Content.WORDS),
        ("Jumlah", Content.TITLE),
        ("Jumlah dokumen", Content.WORDS),
        ("", Content.EMPTY),
    ],
)
def test_a_cell_is_told_by_its_text(text: str, content: Content) -> None:
    assert content is content_of(text)


def test_money_suits_a_column_of_money_and_no_other() -> None:
    scores = {role: suits(role, "2.815.173.000") for role in Role}
    assert {Role.AMOUNT, Role.REALISATION, Role.DIFFERENCE} == {
        role for role, score in scores.items() if score > 0
    }
    assert suits(None, "2.815.173.000") < 0


@pytest.mark.parametrize(
    ("heading", "expected"),
    [("TW I", True), ("Triwulan 4", True), ("Semester II", True), ("Agustus", True),
     ("Jumlah", False), ("Bulan", False), ("Jalan", False)],
)  # fmt: skip
def test_a_heading_may_be_of_a_part_of_the_year(heading: str, *, expected: bool) -> None:
    assert expected is names_period(heading)
