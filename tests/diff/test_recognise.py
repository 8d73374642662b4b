"""The version of a plan, told from its codes and names."""

from __future__ import annotations

import pytest

from nomenklatur.catalog import Catalog, CatalogInfo
from nomenklatur.catalog.recognise import recognise_version
from nomenklatur.codes import Code, Scheme
from tests.diff.made_up import ROADS, catalog


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("1.15.00.16.021", "Fasilitasi Kelembagaan Koperasi")], "permendagri-13-2006"),
        ([("0.00.01.002", "Penyediaan Jasa Komunikasi")], "permendagri-13-2006"),
        ([("2.17.01.2.03", "Administrasi Umum")], "permendagri-90-2019"),
        ([("X.XX.01.2.03", "ADMINISTRASI UMUM"), ("2.17.07.2.01.01", "x")], "permendagri-90-2019"),
        (
            [("2.17.01.2.03", "Administrasi Barang Milik Daerah pada Perangkat Daerah")],
            "kepmendagri-050-3708-2020",
        ),
        (
            [
                ("2.17.01.2.06", "Administrasi Umum Perangkat Daerah"),
                ("2.17.01.2.06.02", "Penyediaan Peralatan"),
            ],
            "kepmendagri-050-3708-2020",
        ),
        ([("1.01.02.2.01.0001", "Pembangunan")], "kepmendagri-900-1317-2023"),
    ],
)
def test_the_shape_and_telling_names_say_the_version(
    rows: list[tuple[str, str]], expected: str
) -> None:
    best = recognise_version(rows)[0]
    assert best.catalog == expected
    assert best.evidence


def test_probabilities_add_up_to_one() -> None:
    ranked = recognise_version([("2.17.01.2.03", "Administrasi Umum")])
    assert sum(each.probability for each in ranked) == pytest.approx(1, abs=0.001)
    assert sorted((each.probability for each in ranked), reverse=True) == [
        each.probability for each in ranked
    ]


def test_nothing_read_makes_all_equally_probable() -> None:
    assert 1 == len({each.probability for each in recognise_version([(None, ""), ("abc", "")])})


def test_a_catalog_at_hand_counts_what_it_knows() -> None:
    known = catalog(ROADS, "mine")
    other = catalog(dict(zip(ROADS, reversed(ROADS.values()), strict=True)), "another")
    rows = [(Code.parse(code), name) for code, name in ROADS.items()]
    best, *rest = recognise_version(rows, [known, other])
    assert best.catalog == "mine"
    assert best.probability > 0.9
    assert "mine knows 9 of 9 rows" in [each.text for each in best.evidence]
    against = [each.text for one in rest if one.catalog == "another" for each in one.evidence]
    assert any("have other names in it" in text for text in against)


def test_names_alone_are_recognised_by_a_catalog() -> None:
    ranked = recognise_version([(None, name) for name in ROADS.values()], [catalog(ROADS, "mine")])
    assert ranked[0].catalog == "mine"


def test_a_special_regions_code_is_not_of_permendagri_90() -> None:
    ranked = recognise_version([("1.01.02.5.01.01", "Keistimewaan")])
    assert ranked[0].catalog == "kepmendagri-050-3708-2020"


def test_the_shape_of_an_unknown_version_is_read_off_its_catalog() -> None:
    subs = {code: name for code, name in ROADS.items() if code.count(".") == 5}
    four = {f"{code[:-2]}00{code[-2:]}": name for code, name in subs.items()}
    mine = catalog(four, "region-2030")
    ranked = recognise_version(list(four.items()), [mine])
    assert ranked[0].catalog == "region-2030"


def test_a_part_of_a_catalog_does_not_rule_its_version_out() -> None:
    part = Catalog(
        CatalogInfo("permendagri-13-2006", scheme=Scheme.LEGACY, partial="one office's"), ()
    )
    ranked = recognise_version([("1.15.00.16.021", "Fasilitasi")], [part])
    assert ranked[0].catalog == "permendagri-13-2006"
