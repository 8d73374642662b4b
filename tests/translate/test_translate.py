from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from nomenklatur.catalog.folder import save_catalog
from nomenklatur.catalog.store import Store
from nomenklatur.codes import Authority
from nomenklatur.crosswalk import Crosswalk, CrosswalkInfo, Mapping, Relation, Target
from nomenklatur.errors import CatalogError, CodeError, ConfigError
from nomenklatur.plan.read import read_plan
from nomenklatur.translate import authority_of, make_mapper, source_of, translate
from nomenklatur.translation import Method, Status
from tests.translate.small import SOURCE, item, mapper, new, old, plan

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("NOMENKLATUR_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def semarang(root: Path):
    return read_plan(root / "examples/renja-2021-dinas-koperasi-kota-semarang.txt")


def test_the_semarang_plan_goes_where_its_own_mapping_says(root):
    translation = translate(semarang(root))

    assert [translation.count(status) for status in Status] == [44, 1, 1]
    assert [str(translation.money("2021", status)) for status in (None, *Status)] == [
        "10.268.007.000",
        "9.984.824.000",
        "282.785.000",
        "398.000",
    ]
    assert str(translation.money("2022")) == "12.909.926.000"
    assert str(translation.bidang) == "2.17"
    rows = {
        mapping.source: [target.code for target in mapping.targets]
        for mapping in Store().open_crosswalk("permendagri-13-2006--permendagri-90-2019")
    }
    for outcome in translation:
        if outcome.status is Status.MAPPED:
            assert [target.entry.code for target in outcome.targets] == rows[
                outcome.source.entry.code
            ]
        else:
            assert str(outcome.source.entry.code) in {"0.00.01.028", "0.00.06.029"}
            assert outcome.candidates


def test_csv_xlsx_and_text_of_the_semarang_plan_translate_alike(root):
    def summary(name):
        translation = translate(read_plan(root / "examples" / name))
        return [
            (o.item.name, o.item.amounts, o.status, [str(t.code) for t in o.targets])
            for o in translation
        ]

    text = summary("renja-2021-dinas-koperasi-kota-semarang.txt")

    assert summary("renja-2021-dinas-koperasi.csv") == text
    assert summary("renja-2021-dinas-koperasi.xlsx") == text


def test_a_whole_catalog_in_the_place_of_the_embedded_part_changes_no_published_row(root, home):
    whole = evolve(SOURCE, info=evolve(SOURCE.info, id="permendagri-13-2006"))
    save_catalog(whole, home / "catalogs" / "permendagri-13-2006")

    translation = translate(semarang(root))

    assert [translation.count(status) for status in Status] == [44, 1, 1]


def test_the_version_of_a_plan_is_told_from_its_codes():
    legacy = plan(item("Penilaian Kesehatan Koperasi", code=old("1.15.00.18.021")))
    two_digits = plan(item("Penyediaan Alat Tulis Kantor", code=new("2.17.01.2.03.10")))
    four_digits = plan(item("Pembangunan Jalan", code=new("1.03.10.2.01.0032")))

    assert source_of(legacy)[0].catalog == "permendagri-13-2006"
    assert source_of(two_digits)[0].catalog == "permendagri-90-2019"
    assert {one.catalog for one in source_of(four_digits)[:2]} == {
        "kepmendagri-900-1317-2023",
        "sipd-2027",
    }


@pytest.mark.parametrize(
    ("title", "authority"),
    [
        ("RENJA DINAS KOPERASI KOTA SEMARANG", Authority.KABUPATEN_KOTA),
        ("Pemerintah Kab. Pasangkayu, Provinsi Sulawesi Barat", Authority.KABUPATEN_KOTA),
        ("Dinas Pendidikan Provinsi Jawa Tengah", Authority.PROVINSI),
        ("Rencana Kerja", None),
    ],
)
def test_the_kind_of_region_is_told_from_the_title(title, authority):
    assert authority_of(evolve(plan(), title=title)) is authority


def test_the_digits_of_the_codes_say_the_kind_of_region_before_the_title_does():
    plan_ = evolve(plan(item("Apa", code=new("1.03.10.1.01.0032"))), title="Kota Semarang")

    assert authority_of(plan_) is Authority.PROVINSI


def test_the_bidang_of_the_office_is_told_from_its_old_number():
    koperasi = evolve(plan(item("Apa")), bidang=old("1.15"))

    assert str(mapper().translate(koperasi).bidang) == "2.17"


def test_a_row_that_its_author_doubts_names_a_candidate_and_no_answer():
    doubted = Crosswalk(
        CrosswalkInfo("old--new", "old", "new"),
        (
            Mapping(
                old("1.15.00.18.021"),
                "PENILAIAN KESEHATAN KOPERASI",
                Relation.CLOSE,
                (Target(new("2.17.04.2.01.01")),),
                score=0.6,
            ),
        ),
    )

    outcome = (
        mapper(crosswalks=(doubted,))
        .translate(plan(item("Penilaian Kesehatan Koperasi", 5)))
        .outcomes[0]
    )

    assert (outcome.status, outcome.method) == (Status.AMBIGUOUS, Method.CROSSWALK)
    assert [(str(c.entry.code), c.score) for c in outcome.candidates] == [("2.17.04.2.01.01", 0.6)]


def test_a_row_that_is_not_sure_that_there_is_no_home_leaves_it_open():
    doubted = Crosswalk(
        CrosswalkInfo("old--new", "old", "new"),
        (Mapping(old("1.15.00.18.021"), "PENILAIAN KESEHATAN KOPERASI", Relation.NONE, score=0.4),),
    )

    outcome = (
        mapper(crosswalks=(doubted,))
        .translate(plan(item("Penilaian Kesehatan Koperasi", 5)))
        .outcomes[0]
    )

    assert outcome.status is Status.AMBIGUOUS
    assert outcome.candidates


def test_a_row_in_the_older_numbering_of_bidang_is_found_by_the_newer_number():
    plan_ = plan(item("Penilaian Kesehatan Koperasi", 5, code=old("2.11.18.021")))

    outcome = mapper(source=None).translate(plan_).outcomes[0]

    assert (outcome.status, outcome.method) == (Status.MAPPED, Method.CROSSWALK)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"to": "permendagri-90-2091"}, CatalogError, "did you mean permendagri-90-2019"),
        ({"bidang": "2"}, ConfigError, "no bidang urusan"),
        ({"bidang": "X.XX"}, ConfigError, "no bidang urusan"),
        ({"authority": "desa"}, CodeError, "unknown authority"),
    ],
)
def test_an_option_that_makes_no_sense_is_said(options, error, message):
    with pytest.raises(error, match=message):
        translate(plan(item("Apa")), **options)


def test_a_plan_in_newer_codes_stays_in_its_own_nomenclature_unless_told_where_to_go():
    plan_ = plan(item("Penyediaan Alat Tulis Kantor", 5, code=new("2.17.01.2.03.10")))

    translation = translate(plan_)

    assert (translation.source.id, translation.target.id) == ("permendagri-90-2019",) * 2
    outcome = translation.outcomes[0]
    assert (outcome.status, str(outcome.targets[0].code)) == (Status.MAPPED, "2.17.01.2.03.10")


def test_a_newer_code_that_is_not_listed_is_said():
    plan_ = plan(item("Penyediaan Alat Tulis Kantor", 5, code=new("2.17.01.2.03.99")))

    outcome = translate(plan_, source="permendagri-90-2019").outcomes[0]

    assert "NK219" in [finding.rule.code for finding in outcome.findings]


def test_the_mapper_of_a_plan_knows_its_crosswalks():
    assert [one.info.target for one in make_mapper(plan(item("Apa"))).crosswalks] == [
        "permendagri-90-2019"
    ]
