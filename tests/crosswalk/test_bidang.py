from __future__ import annotations

import csv

import pytest

from nomenklatur.catalog.folder import load_catalog
from nomenklatur.catalog.store import embedded_folder
from nomenklatur.codes import Code, Level, Scheme
from nomenklatur.crosswalk.bidang import Numbering, load_bidang, read_bidang
from nomenklatur.errors import BadRowsError, CatalogError
from tests.shared_catalogs import shared_catalog

PERMENDAGRI_13, UU_23 = Numbering


def legacy(text):
    """A legacy bidang urusan or programme."""
    level = Level.BIDANG_URUSAN if text.count(".") == 1 else Level.PROGRAM
    return Code.parse(text, scheme=Scheme.LEGACY, level=level)


def texts(codes):
    """Codes as texts."""
    return [str(code) for code in codes]


def test_koperasi_has_three_numbers():
    bidang = load_bidang()
    assert ["2.17"] == texts(bidang.to_new(legacy("1.15")))
    assert ["2.17"] == texts(bidang.to_new(legacy("2.11")))
    assert ["1.15"] == texts(bidang.to_legacy(Code.parse("2.17.07.2.01.01")))
    assert ["2.11"] == texts(bidang.to_legacy(Code.parse("2.17"), numbering=UU_23))


def test_a_number_that_only_one_numbering_has_says_which_it_is():
    bidang = load_bidang()
    assert PERMENDAGRI_13 is bidang.numbering(legacy("1.15.00.16"))
    assert UU_23 is bidang.numbering(legacy("2.11"))
    assert bidang.numbering(legacy("9.99")) is None


def test_where_both_numberings_have_a_number_the_name_decides():
    bidang = load_bidang()
    assert PERMENDAGRI_13 is bidang.numbering(legacy("2.01"), "Pertanian")
    assert UU_23 is bidang.numbering(legacy("2.01"), "TENAGA KERJA")
    assert UU_23 is bidang.numbering(legacy("2.06"), "Administrasi Kependudukan dan Capil")
    assert bidang.numbering(legacy("2.01")) is None
    assert bidang.numbering(legacy("2.01"), "Perkeretaapian") is None


def test_where_the_numbering_stays_open_both_are_answered():
    bidang = load_bidang()
    assert ["3.27", "2.07"] == texts(bidang.to_new(legacy("2.01")))
    assert ["3.27"] == texts(bidang.to_new(legacy("2.01"), "Pertanian"))
    assert ["2.07"] == texts(bidang.to_new(legacy("2.01"), numbering=UU_23))


def test_a_bidang_that_was_split_gives_its_heir_first_and_then_the_parts():
    bidang = load_bidang()
    assert ["1.04", "1.05"] == texts(bidang.to_new(legacy("1.04"), "Perumahan"))
    assert {"4.01", "4.02", "5.02", "5.03", "5.04", "6.01", "7.01", "2.21"} == set(
        texts(bidang.to_new(legacy("1.20")))
    )


def test_the_office_programmes_stand_under_every_bidang_and_have_no_answer():
    assert () == load_bidang().to_new(legacy("0.00"))
    assert () == load_bidang().to_new(Code.parse("2.17"))


def test_a_code_is_renumbered_with_its_programme_and_kegiatan():
    bidang = load_bidang()
    assert ["2.11.00.16.021"] == texts(bidang.renumber(Code.parse("1.15.00.16.021")))
    assert ["1.15.16"] == texts(bidang.renumber(legacy("2.11.16")))
    assert () == bidang.renumber(legacy("2.01"))


def test_a_bidang_has_a_name_under_each_numbering():
    bidang = load_bidang()
    assert "Pertanian" == bidang.name(legacy("2.01"))
    assert "Tenaga Kerja" == bidang.name(legacy("2.01"), UU_23)
    assert "Inspektorat Daerah" == bidang.name(Code.parse("6.01.02"))
    assert "" == bidang.name(Code.parse("X.XX"))


def test_every_bidang_of_the_legacy_catalog_has_a_new_one():
    catalog = load_catalog(embedded_folder() / "permendagri-13-2006")
    bidang = load_bidang()
    lost = [e for e in catalog.at(Level.BIDANG_URUSAN) if not bidang.to_new(e.code, e.name)]
    assert (34, []) == (len(catalog.at(Level.BIDANG_URUSAN)), lost)
    assert PERMENDAGRI_13 is bidang.numbering_of(catalog)


def test_the_numbers_follow_the_order_of_the_law():
    """Permendagri 90/2019 numbers the 32 urusan of UU 23/2014 Pasal 12 through."""
    new = {}
    for row in load_bidang().rows:
        if row.new.code.urusan in "123":
            new.setdefault(row.uu_23.code, row.new.code)
    assert list(range(1, 33)) == [int(new[code].bidang) for code in sorted(new)]


def test_a_damaged_file_is_said(tmp_path):
    with pytest.raises(CatalogError, match="not a bidang folder"):
        read_bidang(tmp_path)
    source = embedded_folder() / "bidang-urusan"
    for name in ("datapackage.json", "bidang.csv"):
        text = (source / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("1.15,", "1.I5,").replace('"hash"', '"was"'))
    with pytest.raises(BadRowsError, match=r"'1\.I5' is not a code"):
        read_bidang(tmp_path)


@pytest.mark.shared
def test_it_agrees_with_the_correspondence_that_others_wrote_down(shared_data):
    bidang = load_bidang()
    with (shared_data / "crosswalks" / "bidang-urusan.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert 34 == len(rows)
    for row in rows:
        code = legacy(row["permendagri_13_2006"])
        new = texts(bidang.to_new(code, numbering=PERMENDAGRI_13))
        theirs = row["permendagri_90_2019"].split("|")
        assert set(theirs) <= set(new), row
        assert new[0] in theirs, row
        old = {str(r.uu_23.code) for r in bidang.rows if r.legacy.code == code}
        assert set(row["permendagri_13_uu23"].split("|")) <= old, row


@pytest.mark.shared
def test_it_reads_the_numbering_of_the_real_legacy_catalog(shared_data):
    bidang = load_bidang()
    catalog = shared_catalog(shared_data, "permendagri-13-2006-uu23")
    assert UU_23 is bidang.numbering_of(catalog)
    lost = [e for e in catalog.at(Level.BIDANG_URUSAN) if not bidang.to_new(e.code, e.name)]
    assert [] == lost


@pytest.mark.shared
def test_the_labelled_moves_stay_within_the_candidates(shared_data):
    """Of the 138 labels with a target outside X.XX, those that leave the bidang are few."""
    bidang = load_bidang()
    with (shared_data / "gold" / "legacy-to-90-train.csv").open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["best"][0] not in "XN"]
    within = 0
    for row in rows:
        code = Code.parse(row["legacy_code"], scheme=Scheme.LEGACY, level=Level.KEGIATAN)
        within += Code.parse(row["best"]).bidang_urusan in bidang.to_new(code, row["bidang"])
    assert within / len(rows) > 0.9
