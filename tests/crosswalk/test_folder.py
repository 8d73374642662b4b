from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given

from nomenklatur.codes import Code, Level, Scheme
from nomenklatur.crosswalk import Crosswalk, CrosswalkInfo, Mapping, Relation, Target
from nomenklatur.crosswalk.folder import COLUMNS, crosswalk_files, load_crosswalk, save_crosswalk
from nomenklatur.errors import BadRowsError, CrosswalkError
from tests.conftest import FEW
from tests.strategies.catalogs import crosswalks

INFO = CrosswalkInfo("a--b", "a", "b")
OLD = Code.parse("1.15.00.18.016")
PRODUCT, MARKET = Code.parse("2.17.08.2.01.01"), Code.parse("2.17.07.2.01.02")


@pytest.fixture
def csv_file(tmp_path):
    """Writes a lone crosswalk CSV."""

    def write(text, name="a--b.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_lone_csv_says_by_its_name_what_it_maps(csv_file):
    path = csv_file("source_code,relation,target_code\n1.15.00.18.016,exact,2.17.05.2.01.01\n")
    crosswalk = load_crosswalk(path)
    assert ("a--b", "a", "b") == (crosswalk.id, crosswalk.info.source, crosswalk.info.target)
    assert (Target(Code.parse("2.17.05.2.01.01")),) == crosswalk.get(OLD)[0].targets


def test_a_csv_whose_name_says_nothing_is_refused(csv_file):
    with pytest.raises(CrosswalkError, match=r"name it <source>--<target>\.csv"):
        load_crosswalk(csv_file("source_code,relation\n", "mapping.csv"))


def test_rows_that_say_the_same_but_for_the_target_are_one_mapping(csv_file):
    crosswalk = load_crosswalk(
        csv_file(
            "source_code,relation,target_code,share\n"
            "1.15.00.18.016,close,2.17.08.2.01.01,1/3\n"
            "1.15.00.18.016,close,2.17.07.2.01.02,2/3\n"
            "1.15.00.18.016,exact,2.17.07.2.01.02,\n"
        )
    )
    first, second = crosswalk.get(OLD)
    assert (Target(PRODUCT, share=Fraction(1, 3)), Target(MARKET, share=Fraction(2, 3))) == (
        first.targets
    )
    assert Relation.EXACT is second.relation
    assert [2, 4] == [mapping.place.row for mapping in crosswalk]


def test_a_row_without_target_and_without_relation_is_kept(csv_file):
    crosswalk = load_crosswalk(csv_file("source_code,relation\n1.15.00.18.016,\n"))
    assert (None, ()) == (crosswalk.mappings[0].relation, crosswalk.mappings[0].targets)


def test_every_bad_row_is_reported_at_once_with_row_and_column(csv_file):
    path = csv_file(
        "authority,source_code,relation,target_code,target_name,score,share\n"
        ",1.15.00.18.016,same,,,,\n"
        "moon,1.15.00.18.01G,exact,2.17,,,\n"
        ",1.15.00.18.016,exact,,Name,1.5,half\n"
        ",,exact,2.17.1,,nan,1/0\n"
        ",1.15.01.16,exact,2.17,,,\n"
    )
    with pytest.raises(BadRowsError) as caught:
        load_crosswalk(path)
    places = [(e.place.row, e.place.column) for e in caught.value.errors]
    expected = [
        (2, "relation"), (3, "source_code"), (3, "authority"), (4, "share"), (4, "target_code"),
        (4, "score"), (5, "source_code"), (5, "target_code"), (5, "share"), (5, "score"),
        (6, "source_code"),
    ]  # fmt: skip
    assert expected == places
    assert "add a column source_level" in str(caught.value)
    assert "'moon' is no kind of region (one of provinsi, kabupaten_kota" in str(caught.value)


def test_the_grammar_of_codes_is_kept_where_both_would_read_them(tmp_path):
    bidang = Code.parse("1.15", scheme=Scheme.LEGACY)
    mapping = Mapping(bidang, "Koperasi", Relation.EXACT, (Target(Code.parse("2.17")),))
    save_crosswalk(Crosswalk(INFO, (mapping,)), tmp_path / "a--b")
    loaded = load_crosswalk(tmp_path / "a--b")
    assert Scheme.LEGACY is loaded.mappings[0].source.scheme
    assert (mapping,) == loaded.mappings


def test_level_columns_are_written_only_where_a_code_has_two_readings(tmp_path):
    def header(code):
        mapping = Mapping(code, "", Relation.NONE)
        return crosswalk_files(Crosswalk(INFO, (mapping,)))["crosswalk.csv"].splitlines()[0]

    columns = ",".join(COLUMNS).encode()
    assert columns == header(OLD)
    two = Code.parse("1.15.01.16", level=Level.KEGIATAN)
    assert columns + b",source_level,target_level" == header(two)


def test_a_wrong_descriptor_is_said(tmp_path):
    (tmp_path / "crosswalk.csv").write_text("source_code,relation\n")

    def descriptor(**changes):
        meta = {"kind": "crosswalk", "source": "a", "target": "b"} | changes
        text = {"name": "a--b", "resources": [{"path": "crosswalk.csv"}], "nomenklatur": meta}
        (tmp_path / "datapackage.json").write_text(json.dumps(text))

    descriptor()
    assert 0 == len(load_crosswalk(tmp_path / "datapackage.json"))
    descriptor(target=None)
    with pytest.raises(CrosswalkError, match="target must be a text"):
        load_crosswalk(tmp_path)
    descriptor(source_scheme="roman")
    with pytest.raises(CrosswalkError, match="unknown scheme 'roman'"):
        load_crosswalk(tmp_path)
    descriptor(kind="catalog")
    with pytest.raises(CrosswalkError, match="describes a catalog, not a crosswalk"):
        load_crosswalk(tmp_path)


def test_what_is_not_there_is_said(tmp_path):
    with pytest.raises(CrosswalkError, match="cannot be read"):
        load_crosswalk(tmp_path / "a--b.csv")


@FEW
@given(crosswalks())
def test_loading_what_was_saved_gives_the_same_crosswalk(tmp_path_factory, crosswalk):
    folder = tmp_path_factory.mktemp("crosswalk") / "own"
    save_crosswalk(crosswalk, folder)
    loaded = load_crosswalk(folder)
    assert crosswalk.info == loaded.info
    assert crosswalk.mappings == loaded.mappings
    assert crosswalk_files(crosswalk) == crosswalk_files(loaded)
