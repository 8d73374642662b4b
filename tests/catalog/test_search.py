from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.catalog import Catalog, CatalogInfo, Entry, Status
from nomenklatur.catalog.compiled import FORM, compile_catalog, opened
from nomenklatur.catalog.search import Match, search
from nomenklatur.catalog.sections import Sections
from nomenklatur.catalog.store import Store
from nomenklatur.catalog.words import WordIndex, words_of
from nomenklatur.codes import Authority, Code, Level, Scheme
from tests.shared_catalogs import ROWS, shared_catalog
from tests.strategies.catalogs import catalogs, plain_names, texts

PROVINSI, KABKOTA = Authority.PROVINSI, Authority.KABUPATEN_KOTA


def catalog_of(*entries, scheme=Scheme.NEW):
    """A catalog of codes and names, or of entries."""
    made = [e if isinstance(e, Entry) else Entry(Code.parse(e[0]), *e[1:]) for e in entries]
    return Catalog(CatalogInfo("own", scheme=scheme), tuple(made))


KOPERASI = catalog_of(
    ("2.17", "URUSAN PEMERINTAHAN BIDANG KOPERASI, USAHA KECIL, DAN MENENGAH"),
    ("2.17.07", "PROGRAM PEMBERDAYAAN USAHA MIKRO"),
    ("2.17.07.2.01.01", "Pendataan Potensi dan Pengembangan Usaha Mikro", frozenset({KABKOTA})),
    ("2.17.07.1.01.01", "Pendataan Usaha Kecil", frozenset({PROVINSI})),
    ("2.17.07.2.01.03", "Fasilitasi Kemudahan Perizinan Usaha Mikro", frozenset({KABKOTA})),
    ("2.17.02.2.01", "Penerbitan Izin Usaha Simpan Pinjam", frozenset({KABKOTA})),
    ("X.XX.01.2.03.10", "Penyediaan Alat Tulis Kantor", frozenset({KABKOTA})),
    ("3.26.02.2.01.01", "Pendataan Daya Tarik Wisata", frozenset({KABKOTA})),
)


def codes(text, catalog=KOPERASI, **filters):
    """The codes of what is found."""
    return [str(hit.entry.code) for hit in search(catalog, text, **filters)]


def test_words_are_found_in_any_order_and_case():
    for text in ("alat tulis kantor", "KANTOR tulis Alat", "  tulis-kantor, alat "):
        assert ["X.XX.01.2.03.10"] == codes(text)


def test_the_entry_with_more_of_the_words_and_less_else_comes_first():
    assert ["2.17.07", "2.17.07.2.01.03", "2.17.07.2.01.01"] == codes("usaha mikro")[:3]
    assert "2.17.07.2.01.01" == codes("pendataan usaha mikro")[0]
    assert "2.17.07.1.01.01" == codes("pendataan usaha kecil")[0]


def test_a_word_may_be_misspelled_or_cut_short():
    assert "2.17.07.2.01.03" == codes("fasilitasi perijinan")[0]
    assert "2.17.07.2.01.03" == codes("fasiltasi kemudahn")[0]
    assert "2.17.07.2.01.03" == codes("fasil periz")[0]
    assert "2.17.02.2.01" == codes("simpna pinjam")[0]


def test_a_hit_says_which_words_it_has_and_how():
    (hit,) = search(KOPERASI, "perijinan fasil mikro zebra", limit=1)
    assert (
        Match("perijinan", "perizinan", "spelling"),
        Match("fasil", "fasilitasi", "beginning"),
        Match("mikro", "mikro", "word"),
    ) == hit.matches
    assert ("zebra",) == hit.missing
    assert "has perijinan as perizinan, fasil as fasilitasi, mikro; lacks zebra" == hit.explain()
    assert 0 < hit.score < 1


def test_a_name_in_full_is_a_perfect_fit():
    (hit,) = search(KOPERASI, "Penyediaan Alat Tulis Kantor")
    assert 1.0 == pytest.approx(hit.score)


def test_other_texts_are_found_after_names():
    catalog = catalog_of(
        ("1.02.02.2.01.01", "Pelayanan Balita"),
        Entry(Code.parse("1.02.02.2.01.02"), "Pelayanan Lansia", definition="Balita di posyandu"),
        Entry(Code.parse("1.02.02.2.01.03"), "Pelayanan", indikator="Jumlah posyandu"),
    )
    assert ["1.02.02.2.01.01", "1.02.02.2.01.02"] == codes("pelayanan balita", catalog)[:2]
    hits = search(catalog, "posyandu")
    assert ["text", "text"] == [hit.matches[0].how for hit in hits]
    assert "has posyandu (not in the name)" == hits[0].explain()
    assert {"1.02.02.2.01.02", "1.02.02.2.01.03"} == {str(hit.entry.code) for hit in hits}


def test_aliases_and_official_names_are_names():
    code = Code.parse("X.XX.01.2.03.11")
    barang = Entry(code, "Barang Cetak", aliases=("Fotokopi",), official_name="Barang Cetakan")
    for text in ("cetakan", "fotokopi", "cetak"):
        assert [str(code)] == codes(text, catalog_of(barang))


def test_the_beginning_of_a_code_finds_the_branch_in_tree_order():
    assert ["2.17.07", "2.17.07.1.01.01", "2.17.07.2.01.01", "2.17.07.2.01.03"] == codes("2.17.07")
    assert ["2.17", "2.17.02.2.01", "2.17.07"] == codes("2.1")[:3]
    assert codes("2.17.07") == codes("02.17.07.")
    assert ["3.26.02.2.01.01"] == codes("3")
    assert 1.0 == search(KOPERASI, "2.17.07")[0].score


def test_the_code_of_an_office_programme_finds_the_generic_entry():
    for text in ("2.17.01.2.03.10", "X.XX.01", "x.xx.01.2.03.1"):
        assert ["X.XX.01.2.03.10"] == codes(text)


def test_a_legacy_code_is_found_with_and_without_the_unit():
    code = Code.parse("1.15.00.16.021")
    catalog = catalog_of(Entry(code, "Penguatan Mutu"), scheme=Scheme.LEGACY)
    for text in ("1.15.00.16", "1.15.16.021", "1.15.16"):
        assert [str(code)] == codes(text, catalog)


def test_a_code_and_words_narrow_each_other_down():
    assert ["2.17.07.2.01.01", "2.17.07.1.01.01"] == sorted(codes("2.17 pendataan"), reverse=True)
    assert ["3.26.02.2.01.01"] == codes("pendataan 3.26")
    assert [] == codes("3.26 koperasi")


def test_a_number_among_words_is_a_word():
    catalog = catalog_of(("2.17", "Dokumen 2021"), ("2.18", "Dokumen 2022"))
    assert "2.17" == codes("dokumen 2021", catalog)[0]


def test_results_are_filtered_by_level_bidang_and_kind_of_region():
    assert ["2.17.07"] == codes("usaha", level=Level.PROGRAM)
    assert ["2.17.07.2.01.01"] == codes("pendataan", authority=KABKOTA, bidang=Code.parse("2.17"))
    assert ["X.XX.01.2.03.10"] == codes("alat tulis", bidang=Code.parse("2.17"))
    assert [] == codes("alat tulis", authority=PROVINSI)
    assert [] == codes("2.17.02", level=Level.PROGRAM)


def test_no_more_than_the_limit_is_given():
    assert 2 == len(search(KOPERASI, "usaha", limit=2))
    assert 2 == len(search(KOPERASI, "2.17", limit=2))


def test_nothing_is_found_for_nothing_or_for_words_that_are_not_there():
    for text in ("", "  ", "…", "zebra", "zebra xylofon"):
        assert [] == codes(text)
    assert [] == codes("usaha", catalog_of())


def test_a_retired_entry_comes_after_one_that_fits_as_well():
    retired = Entry(Code.parse("2.16"), "Pendataan", status=Status.RETIRED)
    assert ["2.17", "2.16"] == codes("pendataan", catalog_of(retired, ("2.17", "Pendataan")))


def test_several_catalogs_are_ranked_together():
    other = catalog_of(("2.17.09", "Alat Tulis Kantor"))
    hits = search((KOPERASI, other), "alat tulis kantor")
    assert ["2.17.09", "X.XX.01.2.03.10"] == [str(hit.entry.code) for hit in hits]
    assert other is hits[0].catalog


def test_what_stands_under_every_bidang_is_shown_once_with_its_number():
    rows = [
        Entry(Code.parse(f"1.{n:02}.01.010", scheme=Scheme.LEGACY), "Penyediaan alat tulis kantor")
        for n in range(1, 27)
    ]
    (hit,) = search(catalog_of(*rows, scheme=Scheme.LEGACY), "alat tulis")
    assert 25 == hit.repeats


def test_a_catalog_can_be_asked_itself():
    assert search(KOPERASI, "mikro", limit=2) == KOPERASI.search("mikro", limit=2)


def test_the_embedded_catalogs_are_searched(tmp_path):
    store = Store(home=tmp_path)
    opened = [store.open_catalog(listed.id) for listed in store.catalogs()]
    hits = search(opened, "penyusunan renja", limit=2)
    assert ["0.00.06.028", "X.XX.01.2.01.01"] == [str(hit.entry.code) for hit in hits]


@given(st.lists(texts))
def test_an_index_has_every_word_of_every_row_and_survives_its_bytes(rows):
    index = WordIndex.from_parts(*WordIndex.build(rows).parts())
    for row, text in enumerate(rows):
        for word in words_of(text):
            number = index.find(word)
            assert number is not None
            assert row in index.rows_of(number)
            assert number in index.beginning(word[:1])
    assert sum(len(set(words_of(text))) for text in rows) == len(index.rows)
    assert index.find("\x00") is None


def test_bytes_that_are_no_index_are_refused():
    with pytest.raises(ValueError, match="fit together"):
        WordIndex.from_parts(b"a\nb", b"\0" * 8, b"")


@given(catalogs(plain=True, min_size=1), st.data())
def test_every_entry_is_found_by_its_name(catalog, data):
    entry = data.draw(st.sampled_from(catalog.entries))
    hits = search(catalog, entry.name, limit=len(catalog))
    best = [hit for hit in hits if hit.score == pytest.approx(hits[0].score)]
    same = {(hit.entry.code.generic(), hit.entry.name) for hit in best}
    assert (entry.code.generic(), entry.name) in same


@given(catalogs(plain=True), plain_names, st.sampled_from([None, *Level]))
def test_a_compiled_catalog_answers_the_same(catalog, text, level):
    other = opened(Sections(compile_catalog(catalog, b""), FORM))
    hits = [search(one, text, level=level) for one in (catalog, other)]
    assert [(h.entry, h.score, h.matches) for h in hits[0]] == [
        (h.entry, h.score, h.matches) for h in hits[1]
    ]


@given(catalogs(), texts)
def test_no_query_is_too_odd(catalog, text):
    for hit in search(catalog, text):
        assert 0 < hit.score <= 1.0001
        assert hit.explain()


@pytest.mark.shared
def test_five_real_catalogs_are_searched_in_a_tenth_of_a_second(shared_data):
    opened = [shared_catalog(shared_data, name) for name in ROWS]
    queries = ("alat tulis kantor", "fasilitasi perijinan usaha mikro", "kopersi simpn pinjam")
    search(opened, "indeks")
    start = time.process_time()
    found = [search(opened, text, limit=10) for text in queries]
    assert (time.process_time() - start) / len(queries) < 0.1
    assert "Penyediaan alat tulis kantor" == found[0][0].entry.name
    assert "Fasilitasi Kemudahan Perizinan Usaha Mikro" == found[1][0].entry.name
    assert "Koperasi Simpan Pinjam" in found[2][0].entry.name


@pytest.mark.shared
def test_every_sub_kegiatan_of_the_list_for_2027_is_found_by_its_name(shared_data):
    catalog = shared_catalog(shared_data, "sipd-2027")
    for entry in catalog.at(Level.SUB_KEGIATAN)[::97]:
        hits = catalog.search(entry.name, limit=50)
        best = [hit.entry.name for hit in hits if hit.score > hits[0].score - 0.001]
        assert entry.name.casefold() in [name.casefold() for name in best]
