"""What `check` finds in the Semarang document: every trap, and nothing that is not there."""

from __future__ import annotations

from collections import Counter

import pytest

from nomenklatur.check import check_document
from nomenklatur.tables import read_document


@pytest.fixture(scope="module")
def document(root):
    return read_document(root / "examples/renja-2021-dinas-koperasi-kota-semarang.txt")


def found(document, table, *, above="info"):
    severities = {"info": set(), "warning": {"info"}}[above]
    return {
        (finding.rule.code, finding.place.row)
        for finding in check_document(document, table=table)
        if finding.severity.value not in severities
    }


def test_the_plan_table(document):
    assert found(document, None, above="warning") == {
        ("NK305", 954),  # 7 program dengan 44 kegiatan, the table has 46
        ("NK205", 1050),  # Barang Cetak for Barang Cetakan
        ("NK203", 1056),  # 0.00.01.028, absorbed by nothing that is named
        ("NK406", 1052),  # the table is drawn in two styles
        ("NK301", 1065),  # 269.470.000 for parts of 285.600.000
        ("NK201", 1073),  # 0.00.06.029
        ("NK406", 1076),
        ("NK206", 1092),  # Kewenangan Provinsi under digit 2
        ("NK406", 1105),
    }


def test_the_realisation(document):
    assert found(document, "2.2", above="warning") == {
        ("NK305", 175),  # 44 kegiatan in 2019: one row is missing from the table
        ("NK205", 440),
        ("NK203", 445),
        ("NK302", 461),  # 423.000 of 500.000 is not 39,05 %
        ("NK206", 474),
        ("NK301", 487),  # 2.060.887.000 for parts of 2.056.468.000
        ("NK305", 491),  # 39 kegiatan
    }


def test_the_review_of_both_sides(document):
    assert found(document, "2.4", above="warning") == {
        ("NK301", 606),  # the grand total agrees with neither programs nor kegiatan
        ("NK205", 611),
        ("NK203", 617),
        ("NK301", 619),  # 670.390.000 for parts of 755.320.000
        ("NK301", 627),  # 285.600.000 for parts of 286.100.000
        ("NK104", 636),  # Renja twice on the right
        ("NK405", 636),  # Renstra on the left
        ("NK201", 636),
        ("NK206", 657),
    }


def test_the_mapping(document):
    codes = Counter(code for code, _ in found(document, "LAMPIRAN"))

    assert codes == {
        "NK102": 8,
        "NK105": 1,  # a row without the code of its urusan
        "NK201": 1,
        "NK203": 1,
        "NK205": 2,  # PEMERINTAH DAERAH, Barang Cetak
        "NK206": 1,
        "NK209": 2,  # 2.17 under BERKAITAN
    }


def test_every_finding_has_its_place(document):
    for table in (None, "2.2", "2.4", "LAMPIRAN"):
        for finding in check_document(document, table=table):
            assert finding.place.file
            assert finding.place.row
