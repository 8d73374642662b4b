"""Crosswalks as SSSOM and as JSON lines: nothing is lost on the way there and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from nomenklatur.catalog.store import Store
from nomenklatur.codes import Authority, Code, Level, Scheme
from nomenklatur.crosswalk import Crosswalk, CrosswalkInfo, Mapping, Relation, Target
from nomenklatur.crosswalk.files import crosswalk_format, crosswalk_text, save_as
from nomenklatur.crosswalk.folder import load_crosswalk
from nomenklatur.crosswalk.lines import read_lines
from nomenklatur.crosswalk.sssom import crosswalk_sssom, read_sssom
from nomenklatur.errors import BadRowsError, CrosswalkError
from tests.conftest import FEW
from tests.strategies.catalogs import crosswalks

SEMARANG = "permendagri-13-2006--permendagri-90-2019"
OLD = Code.parse("1.15.00.18.016")
PRODUCT = Code.parse("2.17.08.2.01.01")
HEADER = """\
#curie_map:
#  old: https://example.org/old/
#  new: https://example.org/new/
#mapping_set_id: https://example.org/set
#license: https://creativecommons.org/publicdomain/zero/1.0/
"""
COLUMNS = "subject_id\tpredicate_id\tobject_id\tmapping_justification"


@pytest.fixture
def sssom_file(tmp_path):
    """Writes an SSSOM file of somebody else."""

    def write(*rows, columns=COLUMNS, header=HEADER):
        path = tmp_path / "theirs.sssom.tsv"
        path.write_text(header + "\n".join([columns, *rows]) + "\n", encoding="utf-8")
        return path

    return write


def crosswalk_of(*mappings):
    return Crosswalk(CrosswalkInfo("a--b", "a", "b"), mappings)


def saved(crosswalk, tmp_path):
    path = tmp_path / "own.sssom.tsv"
    path.write_bytes(crosswalk_sssom(crosswalk).encode())
    return read_sssom(path).crosswalk


@FEW
@pytest.mark.parametrize("suffix", [".sssom.tsv", ".jsonl"])
@given(crosswalk=crosswalks())
def test_reading_what_was_written_gives_the_same_crosswalk(tmp_path_factory, suffix, crosswalk):
    path = tmp_path_factory.mktemp("crosswalk") / f"own{suffix}"
    save_as(crosswalk, path)

    loaded = load_crosswalk(path)

    assert crosswalk.info == loaded.info
    assert crosswalk.mappings == loaded.mappings
    assert [str(m.source) for m in crosswalk] == [str(m.source) for m in loaded]


@pytest.mark.parametrize("form", ["sssom", "jsonl", "csv", "folder"])
def test_the_semarang_mapping_survives_every_format(tmp_path, form):
    suffix = {"sssom": ".sssom.tsv", "jsonl": ".jsonl", "csv": ".csv", "folder": ""}[form]
    crosswalk = Store().open_crosswalk(SEMARANG)
    save_as(crosswalk, tmp_path / f"{SEMARANG}{suffix}")

    loaded = Store().open_crosswalk(str(tmp_path / f"{SEMARANG}{suffix}"))

    assert crosswalk.mappings == loaded.mappings
    assert form == "csv" or crosswalk.info == loaded.info


def test_the_three_ways_of_having_no_target_are_told_apart(tmp_path):
    silent = Mapping(OLD, "", None)
    absorbed = Mapping(OLD, "", Relation.BROAD)
    homeless = Mapping(OLD, "", Relation.NONE)
    contradictory = Mapping(OLD, "", Relation.EXACT)
    crosswalk = crosswalk_of(silent, absorbed, homeless, contradictory)

    text = crosswalk_sssom(crosswalk)

    predicates = [line.split("\t")[2] for line in text.splitlines()[-4:]]
    assert ["skos:mappingRelation", "skos:broadMatch", "skos:exactMatch", "skos:exactMatch"] == (
        predicates
    )
    assert crosswalk.mappings == saved(crosswalk, tmp_path).mappings


@pytest.mark.parametrize(
    ("mapping", "expected"),
    [
        (Mapping(OLD, "", Relation.EXACT, keterangan="Sesuai"), "ManualMappingCuration"),
        (Mapping(OLD, "", None), "UnspecifiedMatching"),
        (Mapping(OLD, "", Relation.CLOSE, score=0.9), "CompositeMatching"),
        (Mapping(OLD, "", Relation.NONE, justification="b lists it not"), "CompositeMatching"),
        (Mapping(OLD, "", Relation.CLOSE, justification="backwards: x"), "MappingInversion"),
        (
            Mapping(OLD, "", Relation.CLOSE, justification="a; then 2.17 exact: b"),
            "MappingChaining",
        ),
        (Mapping(OLD, "", None, justification="semapv:LexicalMatching"), "LexicalMatching"),
    ],
)
def test_the_justification_is_a_word_of_the_vocabulary(mapping, expected):
    assert f"semapv:{expected}" in crosswalk_sssom(crosswalk_of(mapping))


def test_cardinalities_are_counted_over_the_whole_set():
    other = Code.parse("1.15.00.18.017")
    market = Code.parse("2.17.07.2.01.02")
    crosswalk = crosswalk_of(
        Mapping(OLD, "", Relation.CLOSE, (Target(PRODUCT), Target(market))),
        Mapping(other, "", Relation.BROAD, (Target(PRODUCT),)),
        Mapping(Code.parse("1.15.00.18.018"), "", Relation.NONE),
    )

    rows = [line.split("\t") for line in crosswalk_sssom(crosswalk).splitlines()]
    rows = rows[[row[0] for row in rows].index("subject_id") :]
    column = rows[0].index("mapping_cardinality")

    assert ["n:n", "1:n", "n:1", "1:0"] == [row[column] for row in rows[1:]]


def test_empty_columns_are_left_out_and_unused_extensions_not_defined():
    text = crosswalk_sssom(crosswalk_of(Mapping(OLD, "", Relation.NONE)))

    assert "object_label" not in text
    assert "nk_share" not in text


# -- files of others -----------------------------------------------------------------------


def test_a_file_of_somebody_else_is_read(sssom_file):
    path = sssom_file(
        "old:1.15.00.18.016\towl:equivalentClass\tnew:2.17.08.2.01.01\tsemapv:LexicalMatching",
        "old:1.15.00.18.017\trdfs:subClassOf\tnew:2.17.08.2.01.01\tsemapv:ManualMappingCuration",
        "old:1.15.00.18.018\tskos:exactMatch\tsssom:NoTermFound\tsemapv:ManualMappingCuration",
    )

    crosswalk = read_sssom(path).crosswalk

    assert ("old--new", "old", "new") == (
        crosswalk.id, crosswalk.info.source, crosswalk.info.target,
    )  # fmt: skip
    assert [Relation.EXACT, Relation.BROAD, Relation.NONE] == [m.relation for m in crosswalk]
    assert "semapv:LexicalMatching" == crosswalk.mappings[0].justification
    assert {Scheme.LEGACY} == {m.source.scheme for m in crosswalk}
    assert [7, 8, 9] == [m.place.row for m in crosswalk]


def test_the_parts_of_a_split_are_close_and_the_note_says_what_they_were(sssom_file):
    path = sssom_file(
        "old:1.15.00.18.016\tskos:narrowMatch\tnew:2.17.08.2.01.01\tsemapv:LexicalMatching",
        "old:1.15.00.18.016\tskos:narrowMatch\tnew:2.17.07.2.01.02\tsemapv:LexicalMatching",
    )

    (mapping,) = read_sssom(path).crosswalk

    assert (Relation.CLOSE, "skos:narrowMatch") == (mapping.relation, mapping.note)
    assert ["2.17.08.2.01.01", "2.17.07.2.01.02"] == [str(t.code) for t in mapping.targets]


def test_what_is_said_of_the_set_is_said_of_every_row(sssom_file):
    path = sssom_file(
        "old:1.15.00.18.016\tskos:exactMatch\tnew:2.17.08.2.01.01\tsemapv:LexicalMatching",
        header=HEADER + "#mapping_date: 2020-08-14\n#subject_source: lists:permendagri-13-2006\n"
        "#object_source: https://example.org/lists/permendagri-90-2019\n",
    )

    crosswalk = read_sssom(path).crosswalk

    assert "2020-08-14" == crosswalk.mappings[0].date
    assert SEMARANG == crosswalk.id


def test_rows_that_deny_a_match_or_have_no_source_are_counted_and_left_out(sssom_file):
    path = sssom_file(
        "old:1.15.00.18.016\tskos:exactMatch\tnew:2.17.08.2.01.01\tsemapv:X\tNot",
        "sssom:NoTermFound\tskos:exactMatch\tnew:2.17.08.2.01.02\tsemapv:X\t",
        columns=COLUMNS + "\tpredicate_modifier",
    )

    read = read_sssom(path)

    assert (0, 1, 1) == (len(read.crosswalk), read.without_source, read.negated)


def test_metadata_may_stand_in_a_file_beside(sssom_file, tmp_path):
    path = sssom_file(
        "old:1.15.00.18.016\tskos:exactMatch\tnew:2.17.08.2.01.01\tsemapv:X", header=""
    )
    beside = tmp_path / "theirs.sssom.yml"
    beside.write_text(HEADER.replace("#", "") + "mapping_set_title: Beside\n")

    crosswalk = read_sssom(path).crosswalk

    assert "Beside" == crosswalk.info.title
    assert 2 == crosswalk.mappings[0].place.row


def test_every_bad_row_is_reported_at_once_with_row_and_column(sssom_file):
    path = sssom_file(
        "old:1.15.00.18.016\tskos:relatedMatch\tnew:2.17.08.2.01.01\tsemapv:X\t",
        "unknown:1\tskos:exactMatch\tnew:2.17\tsemapv:X\t2",
        "old:1.15.00.18.01G\tskos:exactMatch\tnew:2.17.1\tsemapv:X\tmuch",
        "\tskos:exactMatch\tskos:2.17.01\tsemapv:X\t",
        columns=COLUMNS + "\tconfidence",
    )

    with pytest.raises(BadRowsError) as caught:
        read_sssom(path)

    assert [
        (7, "predicate_id"), (8, "subject_id"), (8, "confidence"), (9, "subject_id"),
        (9, "object_id"), (9, "confidence"), (10, "subject_id"), (10, "object_id"),
    ] == [(error.place.row, error.place.column) for error in caught.value.errors]  # fmt: skip
    said = str(caught.value)
    assert "'skos:relatedMatch' does not say where an entry goes (one of skos:exactMatch" in said
    assert "the prefix 'unknown' is not in the curie_map" in said
    assert "put each pair of nomenclatures into a file of its own" in said


def test_a_code_with_two_readings_needs_its_level(sssom_file):
    row = "old:1.15.01.16\tskos:exactMatch\tnew:2.17.08.2.01.01\tsemapv:X"
    legacy = "old:1.15.00.18.016\tskos:exactMatch\tnew:2.17.08.2.01.01\tsemapv:X"
    with pytest.raises(BadRowsError, match="say the level in subject_category"):
        read_sssom(sssom_file(row, legacy))

    path = sssom_file(row + "\tkegiatan", legacy + "\tgene", columns=COLUMNS + "\tsubject_category")

    assert [Level.KEGIATAN] * 2 == [m.source.level for m in read_sssom(path).crosswalk]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("#curie_map: [\nsubject_id\n", "row 1: the metadata is no YAML"),
        ("# just a remark\nsubject_id\n", "the metadata names no slots"),
        ("a\tb\n", "it has no column subject_id, predicate_id, object_id"),
        ("", "it has no column"),
        (HEADER + COLUMNS + '\nold:1\t"', "the table is damaged"),
        (HEADER + "#nk_errata: '[1]'\n" + COLUMNS + "\n", "nk_errata is damaged"),
        (HEADER + COLUMNS + "\na\tb\tc\td\te\n", "5 cells under 4 headings"),
    ],
)
def test_a_file_that_is_no_sssom_is_said(tmp_path, text, message):
    path = tmp_path / "a.sssom.tsv"
    path.write_text(text)

    with pytest.raises((CrosswalkError, BadRowsError)) as caught:
        read_sssom(path)

    assert message in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_file_that_is_missing_or_not_utf_8_is_said(tmp_path):
    with pytest.raises(CrosswalkError, match="cannot be read"):
        read_sssom(tmp_path / "a.sssom.tsv")
    (tmp_path / "a.sssom.tsv").write_bytes(b"\xff")
    with pytest.raises(CrosswalkError, match="not UTF-8"):
        read_sssom(tmp_path / "a.sssom.tsv")


# -- json lines ----------------------------------------------------------------------------


def test_a_line_says_what_a_mapping_says():
    mapping = Mapping(
        OLD, "Promosi", Relation.CLOSE, (Target(PRODUCT, "Produk"),),
        authority=Authority.PROVINSI, score=0.5, note="x",
    )  # fmt: skip

    head, line = map(json.loads, crosswalk_text(crosswalk_of(mapping), "jsonl").splitlines())

    assert {"format": "nomenklatur/crosswalk/1", "id": "a--b", "from": "a", "to": "b"} == head
    assert {
        "source": {
            "code": "1.15.00.18.016", "scheme": "legacy", "level": "kegiatan", "name": "Promosi",
        },
        "relation": "close",
        "targets": [
            {
                "code": "2.17.08.2.01.01", "scheme": "new", "level": "sub_kegiatan",
                "name": "Produk",
            }
        ],
        "authority": "provinsi",
        "score": 0.5,
        "note": "x",
    } == line  # fmt: skip


def test_lines_without_a_head_are_named_by_their_file(tmp_path):
    line = '{"source": {"code": "1.15.00.18.016"}, "relation": "none"}\n'
    (tmp_path / "a--b.jsonl").write_text(line)
    (tmp_path / "own.jsonl").write_text(line)

    assert "a--b" == read_lines(tmp_path / "a--b.jsonl").id
    with pytest.raises(CrosswalkError, match=r"name it <source>--<target>\.jsonl"):
        read_lines(tmp_path / "own.jsonl")


def test_every_bad_line_is_reported_at_once(tmp_path):
    path = tmp_path / "a--b.jsonl"
    path.write_text(
        '{"source": {"code": "1.15.00.18.016"}, "relation": "same"}\n'
        "nothing\n\n"
        '{"relation": "none"}\n'
        '{"source": {"code": "1.15.00.18.016"}, "relation": "none", "score": 2}\n'
        '{"source": {"code": "1.15", "level": "desa"}, "relation": "none"}\n'
        '{"source": {"code": 1}, "relation": "none"}\n'
        "[]\n"
    )

    with pytest.raises(BadRowsError) as caught:
        read_lines(path)

    assert [1, 2, 4, 5, 6, 7, 8] == [error.place.row for error in caught.value.errors]
    assert "there is no relation 'same'" in str(caught.value)
    assert "no 'source'" in str(caught.value)


def test_lines_of_another_format_are_refused(tmp_path):
    path = tmp_path / "a--b.jsonl"
    path.write_text('{"format": "nomenklatur/findings/1"}\n')

    with pytest.raises(CrosswalkError, match="the format is 'nomenklatur/findings/1'"):
        read_lines(path)


# -- formats -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a--b.SSSOM.tsv", "sssom"), ("a.tsv", "sssom"), ("a.jsonl", "jsonl"), ("a.csv", "csv"),
        ("a--b", "folder"), ("sipd-2.0", "folder"), ("a.pdf", None),
    ],
)  # fmt: skip
def test_the_suffix_asks_for_the_format(name, expected):
    assert expected == crosswalk_format(name)


def test_a_path_that_asks_for_no_format_is_refused(tmp_path):
    with pytest.raises(CrosswalkError, match="the suffix names no format"):
        save_as(crosswalk_of(), tmp_path / "a.pdf")
    with pytest.raises(CrosswalkError, match="there is no crosswalk format 'xlsx'"):
        save_as(crosswalk_of(), tmp_path / "a", "xlsx")
