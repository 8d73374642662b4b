"""*Pemetaan*, read back, is the LAMPIRAN of the seed wherever that is right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from attrs import frozen

from nomenklatur.catalog.store import Store
from nomenklatur.codes import Code, Scheme
from nomenklatur.crosswalk.lampiran import check_mapping, mapping_of
from nomenklatur.names import words
from nomenklatur.plan.read import choose_table
from nomenklatur.report.xlsx.words import BROAD, CLOSE, EXACT
from nomenklatur.tables import read_document
from tests.report.semarang import seed, semarang
from tests.report.workbooks import written

if TYPE_CHECKING:
    from pathlib import Path

    from nomenklatur.crosswalk.mapping_table import MappingRow, MappingTable
    from nomenklatur.findings import Finding

CATALOG = "permendagri-90-2019"


@frozen
class Difference:
    """What the seed prints and what the sheet writes in its place."""

    what: str
    printed: str
    written: str


@pytest.fixture(scope="module")
def lampiran() -> MappingTable:
    """The LAMPIRAN of the seed."""
    return mapping_of(choose_table(seed(), "LAMPIRAN")[0])


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> MappingTable:
    """The sheet *Pemetaan*, read back from a file."""
    path: Path = tmp_path_factory.mktemp("xlsx") / "hasil.xlsx"
    path.write_bytes(written(semarang()))
    document = read_document(path)
    assert () == document.findings
    return mapping_of(choose_table(document, "Pemetaan")[0])


def texts(row: MappingRow) -> dict[str, str]:
    """Everything that a row prints, by where it stands."""
    code, name = row.program or (None, "")
    return {
        "code": row.source_text,
        "name": row.source_name,
        "program code": str(code),
        "program name": name,
        "indikator": "; ".join(row.indikator),
        "keterangan": row.keterangan,
        **{f"step {i} code": rung.code_text for i, rung in enumerate(row.rungs)},
        **{f"step {i} name": rung.name for i, rung in enumerate(row.rungs)},
    }


@pytest.fixture(scope="module")
def differences(lampiran: MappingTable, sheet: MappingTable) -> set[Difference]:
    """Where the two say something else, each once."""
    found = set()
    for one, other in zip(lampiran.rows, sheet.rows, strict=True):
        before, after = texts(one), texts(other)
        assert before.keys() == after.keys()
        found |= {Difference(k, before[k], after[k]) for k in before if before[k] != after[k]}
    return found


def findings(table: MappingTable) -> tuple[Finding, ...]:
    return check_mapping(table, Store().open_catalog(CATALOG))


def messages(table: MappingTable, rule: str) -> str:
    return "\n".join(found.message for found in findings(table) if found.rule.code == rule)


def test_the_sheet_has_the_same_46_kegiatan_in_the_same_order_with_the_same_targets(
    lampiran: MappingTable, sheet: MappingTable
) -> None:
    assert 46 == len(sheet.mappings)
    assert [
        (m.source, m.source_name, m.program_name, [t.code for t in m.targets])
        for m in lampiran.mappings
    ] == [
        (m.source, m.source_name, m.program_name, [t.code for t in m.targets])
        for m in sheet.mappings
    ]


def test_every_step_of_every_ladder_has_the_same_code(
    lampiran: MappingTable, sheet: MappingTable
) -> None:
    for one, other in zip(lampiran.rows, sheet.rows, strict=True):
        steps = zip(one.rungs, other.rungs, strict=True)
        assert [rung.code for rung in other.rungs] == [
            printed.code if printed.code_text else rung.code for printed, rung in steps
        ]


def test_the_relation_of_every_kegiatan_reads_the_same(
    lampiran: MappingTable, sheet: MappingTable
) -> None:
    assert [m.relation for m in lampiran.mappings] == [m.relation for m in sheet.mappings]


def test_a_code_that_is_spelled_otherwise_is_the_same_and_a_finding_or_lacks_its_unit(
    differences: set[Difference], lampiran: MappingTable
) -> None:
    spelled = {d for d in differences if d.what.endswith("code") and d.printed}
    repaired = messages(lampiran, "NK102")
    without_unit = {d for d in spelled if d.written == _with_unit(d.printed)}

    assert {("1.15.17", "1.15.00.17"), ("1.15.17.014", "1.15.00.17.014")} == {
        (d.printed, d.written) for d in without_unit
    }
    repaired_codes = {d.printed for d in spelled - without_unit}
    # programs on the left head their kegiatan and are compared there by their values
    heads = {"00.00.01", "00.00.02", "00.00.06", "01.15.17"}
    named = set(re.findall(r"'([\d.]+)' is understood as", repaired))
    likewise = sum(map(int, re.findall(r"likewise (\d+) more", repaired)))
    assert heads | {"02.17"} <= named <= heads | repaired_codes
    assert len(named) + likewise == len(heads | repaired_codes)


def _with_unit(text: str) -> str:
    code = Code.readings(text, scheme=Scheme.LEGACY)
    return re.sub(r"^(1\.15)\.", r"\1.00.", text) if code and not code[0].unit else text


def test_a_name_that_differs_is_a_finding_and_every_finding_on_names_is_mended(
    differences: set[Difference], lampiran: MappingTable
) -> None:
    named = {d for d in differences if d.what.startswith("step") and d.what.endswith("name")}
    wrong, parents = messages(lampiran, "NK205"), messages(lampiran, "NK209")

    assert 3 == len({(d.printed, d.written) for d in named})
    for difference in named:
        said = f"{difference.printed!r} is {difference.written!r}" in wrong
        assert said or difference.printed in parents
    assert 2 == wrong.count(f"in {CATALOG}")


def test_a_code_that_is_missing_is_a_finding_and_is_written(
    differences: set[Difference], lampiran: MappingTable
) -> None:
    missing = {(d.printed, d.written) for d in differences if d.what.endswith("code")}

    assert {("", "2")} == {pair for pair in missing if not pair[0]}
    assert "has no code" in messages(lampiran, "NK105")


def test_keterangan_differs_where_it_is_a_finding_or_no_official_wording(
    differences: set[Difference], lampiran: MappingTable
) -> None:
    notes = {d.printed: d.written for d in differences if d.what == "keterangan"}

    assert {
        "": "Belum terpetakan",
        "Sesuai. Masuk pada Rincian Belanja sub kegiatan": (
            "Masuk Rincian Belanja pada Sub Kegiatan yang belum ditentukan"
        ),
        "Sesuai, Masuk Rincian Belanja pada Sub Keg": BROAD,
    } == notes
    assert "no KETERANGAN" in messages(lampiran, "NK201")
    assert "Sesuai. Masuk pada Rincian Belanja" in messages(lampiran, "NK203")


def test_an_indikator_is_written_as_the_plan_has_it(differences: set[Difference]) -> None:
    own = {indicator.text for item in semarang().plan for indicator in item.indicators}
    differing = [d for d in differences if d.what == "indikator"]

    assert 2 == len(differing)
    for difference in differing:
        assert difference.written in own
        assert difference.printed not in own


def test_nothing_else_differs(differences: set[Difference]) -> None:
    known = {"keterangan", "indikator", "code", "program code"}
    assert {d.what for d in differences if not d.what.startswith("step")} <= known


def test_what_is_left_to_find_in_the_sheet_is_what_only_a_person_can_mend(
    sheet: MappingTable,
) -> None:
    assert ["NK203", "NK201", "NK206"] == [found.rule.code for found in findings(sheet)]


def test_keterangan_of_what_is_mapped_is_in_the_official_wording(sheet: MappingTable) -> None:
    mapped = {row.keterangan for row in sheet.rows if row.targets}

    assert {EXACT, BROAD} == mapped
    assert set(words(CLOSE)) > set(words(EXACT))
