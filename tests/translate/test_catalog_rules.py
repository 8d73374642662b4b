"""Plans whose nomenclature, or whose bidang urusan, is in no catalog at hand."""

from __future__ import annotations

import pytest
from attrs import evolve
from click.testing import CliRunner

from nomenklatur.catalog import Catalog, CatalogInfo, Entry
from nomenklatur.catalog.folder import save_catalog
from nomenklatur.codes import Scheme
from nomenklatur.plan.read import read_plan
from nomenklatur.report import render_bytes
from nomenklatur.translate import translate
from nomenklatur_cli.main import cli
from tests.translate.small import TARGET, new

ROADS = """Kode,Sub Kegiatan,Pagu 2024
1.03.10.2.01.0032,Pembangunan Jalan,60248725808
1.03.10.2.01.0040,Pembangunan Jembatan,4339437400
"""
OLD_ROADS = """Kode,Kegiatan,Pagu 2020
1.03.1.03.01.15.01,Perencanaan pembangunan jalan,60248725808
1.03.1.03.01.15.03,Pembangunan jalan,4339437400
"""
CATALOG_RULES = {"NK241", "NK242"}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("NOMENKLATUR_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def plan_of(tmp_path, text):
    file = tmp_path / "renja.csv"
    file.write_text(text, encoding="utf-8")
    return read_plan(file)


def on_catalogs(translation):
    return [one for one in translation.findings if one.rule.code in CATALOG_RULES]


def test_codes_of_a_catalog_that_is_not_imported_are_said_to_be_unchecked(tmp_path):
    translation = translate(plan_of(tmp_path, ROADS))

    (found,) = on_catalogs(translation)
    assert "NK241" == found.rule.code
    assert "the codes are of kepmendagri-900-1317-2023 or sipd-2027, not imported here" in (
        found.message
    )
    assert "nomenklatur catalog import FILE --id kepmendagri-900-1317-2023" in found.suggestion
    assert "64.588.163.208" == str(translation.money("2024"))


def test_nothing_is_missing_once_the_catalog_is_imported(tmp_path, home):
    roads = Catalog(
        CatalogInfo("kepmendagri-900-1317-2023", scheme=Scheme.NEW),
        (
            Entry(new("1.03.10"), "PROGRAM PENYELENGGARAAN JALAN"),
            Entry(new("1.03.10.2.01.0032"), "Pembangunan Jalan"),
            Entry(new("1.03.10.2.01.0040"), "Pembangunan Jembatan"),
        ),
    )
    save_catalog(roads, home / "catalogs" / roads.id)

    translation = translate(plan_of(tmp_path, ROADS))

    assert [] == on_catalogs(translation)
    assert "kepmendagri-900-1317-2023" == translation.source.id == translation.target.id


def test_a_part_without_the_bidang_of_the_office_is_said_to_lack_it(tmp_path):
    (found,) = on_catalogs(translate(plan_of(tmp_path, OLD_ROADS)))

    assert "NK242" == found.rule.code
    assert "without bidang urusan 1.03" in found.message
    assert "nomenklatur catalog import FILE --id permendagri-90-2019" in found.suggestion


@pytest.mark.parametrize("partial", ["", "only koperasi"])
def test_a_whole_catalog_and_a_part_with_the_bidang_lack_nothing(tmp_path, partial):
    target = Catalog(evolve(TARGET.info, partial=partial), TARGET.entries)
    bidang = "2.17" if partial else "1.03"

    assert [] == on_catalogs(translate(plan_of(tmp_path, OLD_ROADS), to=target, bidang=bidang))


def test_what_is_missing_stands_above_the_figures(tmp_path):
    plan_of(tmp_path, ROADS)

    def said(*more):
        shown = CliRunner().invoke(
            cli, ["--lang", "id", "translate", str(tmp_path / "renja.csv"), *more]
        )
        assert 0 == shown.exit_code, shown.output
        return " ".join(shown.output.split())

    above, figures, _ = said().partition("64.588.163.208")
    assert figures
    assert "kepmendagri-900-1317-2023 atau sipd-2027, yang belum diimpor" in above
    assert "nomenklatur catalog import FILE --id kepmendagri-900-1317-2023" in above
    assert "NK241 kodenya milik kepmendagri-900-1317-2023" in said("--stream", "-f", "csv")


def test_what_is_missing_stands_first_on_the_page(tmp_path):
    page = render_bytes(translate(plan_of(tmp_path, ROADS)), "html").decode()

    answer = page[page.index('id="answer"') : page.index('class="tiles"')]
    assert "kepmendagri-900-1317-2023" in answer
    assert "nomenklatur catalog import FILE" in answer
