from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given

from nomenklatur.catalog import Catalog, CatalogInfo, Entry, Status
from nomenklatur.catalog.store import Store
from nomenklatur.codes import Authority, Code
from nomenklatur.crosswalk import Crosswalk, CrosswalkInfo, Mapping, Relation, Target
from nomenklatur.crosswalk.validate import validate
from nomenklatur.findings import Severity
from nomenklatur.places import Place
from tests.conftest import FEW
from tests.strategies.catalogs import catalogs, crosswalks

KABKOTA, PROVINSI = Authority.KABUPATEN_KOTA, Authority.PROVINSI


def old(number):
    """A legacy kegiatan."""
    return Code.parse(f"1.15.00.16.{number:03}")


def target(code, name="", share=None):
    """A target."""
    return Target(Code.parse(code), name, None if share is None else Fraction(share))


SOURCE = Catalog(
    CatalogInfo("old"), tuple(Entry(old(n), f"Kegiatan {n}", aliases=(f"Keg {n}",)) for n in (1, 2))
)
TARGET = Catalog(
    CatalogInfo("new"),
    (
        Entry(Code.parse("2.17.07.2.01.01"), "Pendataan", frozenset({KABKOTA})),
        Entry(Code.parse("2.17.07.2.01.02"), "Lama", status=Status.RETIRED),
        Entry(Code.parse("2.17.07.2.01.03"), "Cetak", official_name="Cetakan"),
        Entry(Code.parse("2.17.07.2.01.04"), "Usaha Kewenangan Provinsi"),
        Entry(Code.parse("X.XX.01.2.03.10"), "Alat Tulis"),
    ),
)


def found(*mappings, source=None, target=None):
    """The rules that a crosswalk breaks."""
    placed = [
        Mapping(
            m.source, m.source_name, m.relation, m.targets, authority=m.authority,
            keterangan=m.keterangan, place=Place("own.csv", row=row),
        )
        for row, m in enumerate(mappings, 2)
    ]  # fmt: skip
    crosswalk = Crosswalk(CrosswalkInfo("old--new", "old", "new"), tuple(placed))
    return validate(crosswalk, source=source, target=target)


def rules(*mappings, source=None, target=None):
    """The codes of the rules that a crosswalk breaks."""
    return [finding.rule.code for finding in found(*mappings, source=source, target=target)]


def mapping(number, *targets, relation=Relation.EXACT, name="", **more):
    """A mapping of a legacy kegiatan."""
    return Mapping(old(number), name, relation, targets, **more)


GOOD = target("2.17.07.2.01.01", "Pendataan")


def test_a_sound_crosswalk_has_no_findings():
    rows = (mapping(1, GOOD, name="KEGIATAN 1"), mapping(2, GOOD, name="keg 2"))
    assert [] == rules(*rows, source=SOURCE, target=TARGET)
    generic = target("2.17.01.2.03.10", "alat tulis")
    assert [] == rules(mapping(1, generic), target=TARGET)


def test_a_row_without_target_is_what_its_relation_says():
    assert ["NK203"] == rules(mapping(1, relation=Relation.BROAD))
    assert ["NK201"] == rules(mapping(1, relation=None))
    assert ["NK210"] == rules(mapping(1, relation=Relation.EXACT))
    assert [] == rules(mapping(1, relation=Relation.NONE))
    (finding,) = found(mapping(1, relation=Relation.BROAD, keterangan="Masuk Rincian Belanja"))
    assert ("own.csv, row 2", True) == (str(finding.place), "(Masuk Rincian" in finding.message)


def test_a_target_against_the_relation_is_found():
    assert ["NK210"] == rules(mapping(1, GOOD, relation=Relation.NONE))
    assert ["NK210"] == rules(mapping(1, GOOD, relation=None))


def test_targets_are_looked_up_in_their_catalog():
    assert ["NK204"] == rules(mapping(1, target("2.17.09.2.01.01")), target=TARGET)
    assert ["NK207"] == rules(mapping(1, target("2.17.07.2.01.02", "LAMA")), target=TARGET)
    assert ["NK205"] == rules(mapping(1, target("2.17.07.2.01.01", "Pendata")), target=TARGET)
    assert ["NK205"] == rules(mapping(1, target("2.17.07.2.01.03", "Cetak")), target=TARGET)
    assert [] == rules(mapping(1, target("2.17.07.2.01.03", "Cetakan")), target=TARGET)
    assert ["NK206"] == rules(mapping(1, GOOD, authority=PROVINSI), target=TARGET)
    assert [] == rules(mapping(1, target("2.17.09.2.01.01")))


def test_a_target_whose_name_contradicts_its_code_is_found_once():
    wrong = target("2.17.07.2.01.04", "Usaha Kewenangan Provinsi")
    (finding,) = found(mapping(1, wrong), mapping(2, wrong), target=TARGET)
    assert ("NK206", "(2 rows)") == (finding.rule.code, finding.message[-8:])


def test_sources_are_looked_up_in_theirs():
    assert ["NK204"] == rules(mapping(1, GOOD), mapping(2, GOOD), mapping(3, GOOD), source=SOURCE)
    (finding,) = found(mapping(1, GOOD, name="Other"), mapping(2, GOOD), source=SOURCE)
    assert ("NK205", "'Other' is 'Kegiatan 1' in old") == (
        finding.rule.code,
        finding.message.partition(": ")[2],
    )


def test_entries_of_the_source_without_a_row_are_named_together():
    (finding,) = found(mapping(1, GOOD), source=SOURCE)
    assert "1 of 2 Kegiatan of old have no row: 1.15.00.16.002" == finding.message
    assert "NK201" == finding.rule.code


def test_shares_have_to_be_whole_positive_and_complete():
    first, second = "2.17.07.2.01.01", "2.17.07.2.01.03"
    assert [] == rules(mapping(1, target(first, share="1/3"), target(second, share="2/3")))
    for one, other in (("1/2", "1/3"), ("3/2", "-1/2"), ("1", "0"), ("1", None)):
        row = mapping(1, target(first, share=one), target(second, share=other))
        assert ["NK217"] == rules(row)
    assert ["NK217"] == rules(mapping(1, target(first, share="1/2")))
    (finding,) = found(mapping(1, target(first), target(second)))
    assert ("NK202", Severity.INFO) == (finding.rule.code, finding.severity)


def test_what_is_said_twice_is_found_unless_for_other_regions():
    other = target("2.17.07.2.01.03")
    (finding,) = found(mapping(1, GOOD), mapping(1, other))
    assert ("NK218", True) == (finding.rule.code, "something else as in row 2" in finding.message)
    assert "the same again" in found(mapping(1, GOOD), mapping(1, GOOD))[0].message
    assert ["NK218"] == rules(mapping(1, GOOD), mapping(1, other, authority=KABKOTA))
    regions = (mapping(1, GOOD, authority=KABKOTA), mapping(1, other, authority=PROVINSI))
    assert [] == rules(*regions)
    assert ["NK202", "NK218"] == rules(mapping(1, GOOD, GOOD))


def test_the_embedded_crosswalk_has_the_known_slips_and_no_other(tmp_path):
    store = Store(home=tmp_path)
    crosswalk = store.open_crosswalk("permendagri-13-2006--permendagri-90-2019")
    findings = validate(
        crosswalk,
        source=store.open_catalog(crosswalk.info.source),
        target=store.open_catalog(crosswalk.info.target),
    )
    serious = [
        (f.rule.code, f.place.row, f.message.split()[0].rstrip(":"))
        for f in findings
        if f.severity is not Severity.INFO
    ]
    assert [
        ("NK205", 5, "X.XX.01.2.03.11"),
        ("NK203", 10, "0.00.01.028"),
        ("NK201", 23, "0.00.06.029"),
        ("NK206", 34, "2.17.06.2.01.01"),
    ] == serious
    known = sorted(f.rule.code for f in findings if f.severity is Severity.INFO)
    assert ["NK102"] * 5 + ["NK205"] * 2 == known


@FEW
@given(crosswalks(), catalogs(), catalogs())
def test_no_crosswalk_is_too_odd_to_be_validated(crosswalk, source, target):
    for finding in validate(crosswalk, source=source, target=target):
        assert finding.message


@pytest.mark.parametrize("relation", [None, *Relation])
def test_every_open_row_but_one_recorded_so_is_found(relation):
    assert (relation is not Relation.NONE) == bool(found(mapping(1, relation=relation)))
