"""A translation as SSSOM: every item is there, and other tools understand what is said of it."""

from __future__ import annotations

import csv
import io

import pytest
from attrs import evolve
from hypothesis import given

from nomenklatur.crosswalk import Relation
from nomenklatur.crosswalk.sssom import read_sssom
from nomenklatur.crosswalk.sssom.header import read_header
from nomenklatur.errors import ConfigError
from nomenklatur.places import NOWHERE
from nomenklatur.report import FindingsReport, render
from nomenklatur.translation import Method, Status, Translation
from tests.report.translations import translations


def sssom_rows(translation: Translation) -> list[dict[str, str]]:
    text = render(translation, "sssom")
    table = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    return list(csv.DictReader(io.StringIO(table, newline=""), delimiter="\t"))


def test_a_mapped_item_is_a_row_from_the_old_entry_to_the_new(small: Translation) -> None:
    row = sssom_rows(small)[0]

    assert {
        "subject_id": "permendagri_13_2006:0.00.01.002",
        "subject_label": "PENYEDIAAN JASA KOMUNIKASI",
        "subject_category": "kegiatan",
        "predicate_id": "skos:exactMatch",
        "object_id": "permendagri_90_2019:X.XX.01.2.03.02",
        "object_label": "Penyediaan Jasa Komunikasi, Sumber Daya Air dan Listrik",
        "object_category": "sub_kegiatan",
        "mapping_justification": "semapv:ManualMappingCuration",
        "mapping_cardinality": "1:1",
        "confidence": "1.0",
        "comment": "Sesuai Sub Kegiatan; in the plan: "
        "Penyediaan Jasa Komunikasi, Sumber Daya Air Dan Listrik",
        "nk_authority": "kabupaten_kota",
        "nk_program_name": "PROGRAM PELAYANAN ADMINISTRASI PERKANTORAN",
        "nk_share": "",
    } == row


def test_a_split_is_a_row_a_target_with_its_share(small: Translation) -> None:
    rows = sssom_rows(small)[3:]

    assert [("1/3", "1:n"), ("2/3", "1:n")] == [
        (row["nk_share"], row["mapping_cardinality"]) for row in rows
    ]
    assert {"skos:closeMatch"} == {row["predicate_id"] for row in rows}


def test_an_item_without_a_code_is_a_subject_of_the_plan(small: Translation) -> None:
    last = sssom_rows(small)[-1]

    assert "plan:item-4" == last["subject_id"]
    assert "Fasilitasi Pengembangan Usaha Mikro" == last["subject_label"]
    curie_map = read_header(render(small, "sssom"), NOWHERE).slots["curie_map"]
    assert "urn:nomenklatur:plan:" == curie_map["plan"]


def test_what_has_no_place_says_so_with_its_likeliest_entries(small: Translation) -> None:
    absorbed, lost = sssom_rows(small)[1:3]

    assert ("skos:broadMatch", "sssom:NoTermFound", "1:0") == (
        absorbed["predicate_id"], absorbed["object_id"], absorbed["mapping_cardinality"],
    )  # fmt: skip
    assert absorbed["comment"].startswith("Sesuai. Masuk pada Rincian Belanja sub kegiatan")
    assert ("skos:mappingRelation", "sssom:NoTermFound", "1:0") == (
        lost["predicate_id"], lost["object_id"], lost["mapping_cardinality"],
    )  # fmt: skip
    assert "semapv:UnspecifiedMatching" == lost["mapping_justification"]
    assert "likeliest: 2.17.01.2.01.01 Penyusunan Renstra dan Renja" in lost["comment"]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (Method.DECISION, "semapv:ManualMappingCuration"),
        (Method.CROSSWALK, "semapv:ManualMappingCuration"),
        (Method.EXACT, "semapv:LexicalMatching"),
        (Method.FUZZY, "semapv:LexicalSimilarityThresholdMatching"),
    ],
)
def test_the_method_is_the_justification(small: Translation, method: Method, expected: str) -> None:
    outcome = evolve(small.outcomes[0], method=method)

    row = sssom_rows(evolve(small, outcomes=(outcome,)))[0]

    assert expected == row["mapping_justification"]


def test_a_plan_of_an_unknown_nomenclature_is_its_own(small: Translation) -> None:
    rows = sssom_rows(evolve(small, source=None))

    assert "plan:0.00.01.002" == rows[0]["subject_id"]


def test_a_relation_that_is_recorded_as_none_is_no_exact_match(small: Translation) -> None:
    lost = evolve(small.outcomes[2], relation=Relation.NONE)

    row = sssom_rows(evolve(small, outcomes=(lost,)))[0]

    assert ("skos:exactMatch", "sssom:NoTermFound") == (row["predicate_id"], row["object_id"])


@given(translations())
def test_every_item_has_a_row_for_each_target_or_one_without(translation: Translation) -> None:
    expected = [
        target.entry.name if target is not None and target.entry is not None else ""
        for outcome in translation
        for target in outcome.targets or (None,)
    ]

    rows = sssom_rows(translation)

    assert expected == [row.get("object_label", "") for row in rows]
    open_ = [row for row in rows if row["object_id"] == "sssom:NoTermFound"]
    assert len(open_) == sum(outcome.status is not Status.MAPPED for outcome in translation)
    assert {"1:0"} >= {row["mapping_cardinality"] for row in open_}


def test_a_translation_can_be_trusted_as_a_crosswalk_again(small: Translation, tmp_path) -> None:
    path = tmp_path / "hasil.sssom.tsv"
    coded = evolve(small, outcomes=small.outcomes[:3])
    path.write_text(render(coded, "sssom"), encoding="utf-8")

    crosswalk = read_sssom(path).crosswalk

    assert ("permendagri-13-2006", "permendagri-90-2019") == (
        crosswalk.info.source, crosswalk.info.target,
    )  # fmt: skip
    assert [Relation.EXACT, Relation.BROAD, None] == [row.relation for row in crosswalk]
    assert ["X.XX.01.2.03.02"] == [str(t.code) for row in crosswalk for t in row.targets]


def test_findings_are_no_mappings() -> None:
    with pytest.raises(ConfigError, match="crosswalk convert"):
        render(FindingsReport(()), "sssom")
