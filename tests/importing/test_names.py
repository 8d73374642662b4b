"""Glued and cut words: put right where the catalog proves them, left alone where it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.catalog.importing import import_catalog
from nomenklatur.catalog.importing.names import repair_names
from tests.importing.lists import write_csv

ROAD = [f"ANGKUTAN JALAN {letter}" for letter in "ABCDE"]


def repaired(names, texts=None):
    """What becomes of the names that are repaired."""
    found = repair_names(names, lambda name: (texts or {}).get(name, ""))
    return {name: repair.name for name, repair in found.items()}


def around(words, count=6):
    """Names that have some words, each among others."""
    return [f"{'X' * n} {words} {'Y' * n}" for n in range(1, count + 1)]


@pytest.mark.parametrize(
    ("names", "printed", "name"),
    [
        (ROAD, "PENYELENGGARAAN ANGKUTANJALAN(LLAJ)", "PENYELENGGARAAN ANGKUTAN JALAN(LLAJ)"),
        (around("Kelautan dan Perikanan"), "BIDANG KELAUTANDAN PERIKANAN",
         "BIDANG KELAUTAN DAN PERIKANAN"),
        (around("yang Menjadi Kewenangan"), "Izin yangMenjadi Kewenangan",
         "Izin yang Menjadi Kewenangan"),
        (around("SPBE dan Literasi"), "Promosi SPBEdan/atau Literasi",
         "Promosi SPBE dan/atau Literasi"),
        (around("di luar Kawasan"), "Permukiman diluar Kawasan", "Permukiman di luar Kawasan"),
        (around("dalam Daerah Kabupaten/Kota"), "Pelaku dalamDaerahKabupaten/Kota",
         "Pelaku dalam Daerah Kabupaten/Kota"),
    ],
)  # fmt: skip
def test_glued_words_are_taken_apart(names, printed, name):
    assert {printed: name} == repaired([*names, printed])


@pytest.mark.parametrize(
    ("names", "printed", "name"),
    [
        (around("Penyelenggara"), "Asesor/Penyelenggar a Pelatihan",
         "Asesor/Penyelenggara Pelatihan"),
        (around("Pemeliharaan"), "Pembangunan/P emeliharaan Sistem",
         "Pembangunan/Pemeliharaan Sistem"),
        (around("Pemukiman"), "Peremajaan/Pemuki man Kembali", "Peremajaan/Pemukiman Kembali"),
        (around("Rehabilitasi", 20), "Pengadaan/Rehab ilitasi Sarana",
         "Pengadaan/Rehabilitasi Sarana"),
        (around("DPA-SKPD"), "Penyusunan DPA- SKPD", "Penyusunan DPA-SKPD"),
        (around("Perundang-undangan"), "Peraturan Perundang- Undangan",
         "Peraturan Perundang-Undangan"),
    ],
)  # fmt: skip
def test_cut_words_are_put_together(names, printed, name):
    assert {printed: name} == repaired([*names, printed])


@pytest.mark.parametrize(
    ("names", "printed"),
    [
        (around("antar kota"), "Trayek Antarkota dalam Provinsi"),
        (around("pasca bencana"), "Penanganan Pascabencana"),
        (around("data base"), "Pengembangan database"),
        (around("wali kota"), "Peraturan Walikota"),
        (around("di produksi"), "Pangan yang diproduksi"),
        (around("per satuan bangsa"), "Pembinaan Persatuan"),
        (around("kota baru"), "Ruang Kotabaru"),
        ([*around("tim"), *around("bulan")], "Pengurangan timbulan sampah"),
        ([*around("meja"), *around("kursi")], "Pengadaan mejakursi"),
        (around("Non Pemerintah"), "Lembaga NonPemerintah"),
        (around("masterplan", 6), "Penyusunan Master Plan"),
        (around("masterplan", 6), "Penyusunan master plan"),
        (around("kerjasama kerja", 6), "Jaringan kerja sama"),
        (around("RT/RW rtrw", 6), "Kelembagaan RT, RW"),
        (around("dimiliki"), "Cagar budaya yang di Miliki"),
        (around("Daerah"), "Jalan Kerto- Pleret"),
        (around("RKA-SKPD")[:0], "Penyusunan RKA- SKPD"),
    ],
)
def test_what_may_be_meant_is_left_alone(names, printed):
    """Compounds, affixes, foreign words, names of places, and what nothing proves."""
    assert {} == {name: new for name, new in repaired([*names, printed]).items() if name == printed}


def test_a_word_that_stands_in_many_names_is_a_word():
    glued = [f"Pembangunan AngkutanJalan {n}" for n in "KLMN"]
    assert {} == repaired([*ROAD, *glued])


def test_two_ways_to_take_a_word_apart_are_none():
    names = [*around("meja kursi makan"), *around("mejak ursimakan"), *around("meja kursimakan")]
    assert "Pengadaan mejakursimakan" not in repaired([*names, "Pengadaan mejakursimakan"])


def test_the_text_beside_a_name_proves_it_or_speaks_against_it():
    names = [*around("layak"), *around("huni")]
    printed = "Rumah layakhuni"
    assert {} == repaired([*names, printed])
    assert {printed: "Rumah layak huni"} == repaired(
        [*names, printed], {printed: "Jumlah rumah layak huni"}
    )
    together = around("layak huni")
    assert {printed: "Rumah layak huni"} == repaired([*together, printed])
    assert {} == repaired([*together, printed], {printed: "Jumlah rumah layakhuni"})


def test_only_whole_words_are_changed():
    printed = "Kediluaran diluar Kawasan"
    assert {printed: "Kediluaran di luar Kawasan"} == repaired([*around("di luar Kota"), printed])


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
def test_no_repair_changes_anything_but_blanks(names):
    for name, new in repaired([" ".join(name.split()) for name in names]).items():
        assert name.replace(" ", "") == new.replace(" ", "")


@given(
    st.lists(
        st.lists(st.sampled_from(["dalam", "Daerah", "dalamDaerah", "da", "lam", "- ", "di"]),
                 min_size=1, max_size=6).map(" ".join),
        min_size=1, max_size=30,
    )
)  # fmt: skip
def test_no_repair_changes_anything_but_blanks_in_names_full_of_traps(names):
    for name, new in repaired([" ".join(name.split()) for name in names]).items():
        assert name.replace(" ", "") == new.replace(" ", "")
        assert name != new


def test_the_name_as_printed_is_kept_and_the_repair_reported(tmp_path):
    rows = [("kode", "nama"), *((f"1.0{n}", name) for n, name in enumerate(ROAD, 1))]
    path = write_csv(tmp_path / "list.csv", [*rows, ("1.09", "BIDANG ANGKUTANJALAN")])
    imported = import_catalog(path)
    entry = imported.catalog.entries[-1]
    assert "BIDANG ANGKUTAN JALAN" == entry.name
    assert ("BIDANG ANGKUTANJALAN",) == entry.aliases
    (finding,) = [f for f in imported.findings if f.rule.code == "NK407"]
    assert (7, "nama") == (finding.place.row, finding.place.column)
    assert finding.message.startswith("'ANGKUTANJALAN' is understood as 'ANGKUTAN JALAN': ")
