"""Bringing nomenclatures, comparing them, and deriving, joining and following mappings."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from tests.shared_catalogs import LIST_FOR_2027, LIST_OF_2023

if TYPE_CHECKING:
    from pathlib import Path

OLD = """code,name
2.17,URUSAN PEMERINTAHAN BIDANG KOPERASI
2.17.04,PROGRAM PENILAIAN KESEHATAN KOPERASI
2.17.04.2.01,Penilaian Kesehatan Koperasi
2.17.04.2.01.01,Pelaksanaan Penilaian Kesehatan Koperasi
2.17.04.2.01.02,Penghargaan Kesehatan Koperasi
2.17.04.2.01.03,Peringatan Hari Koperasi
"""
NEW = """code,name
2.17,URUSAN PEMERINTAHAN BIDANG KOPERASI
2.17.04,PROGRAM PENILAIAN KESEHATAN KOPERASI
2.17.04.2.01,Penilaian Kesehatan Koperasi
2.17.04.2.01.01,Penghargaan Kesehatan Koperasi
2.17.04.2.01.02,Pelaksanaan Penilaian Kesehatan Koperasi
2.17.04.2.01.04,Pembangunan Gedung Serba Guna
"""


@pytest.fixture
def versions(run, tmp_path):
    for name, text in (("lama", OLD), ("baru", NEW)):
        file = tmp_path / f"{name}.csv"
        file.write_text(text, "utf-8")
        result = run("catalog", "import", file, "--id", name)
        assert result.exit_code == 0, result.output
    return tmp_path


def rows(result):
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_an_import_says_what_it_read_and_where_it_is_kept(run, versions):
    result = run("catalog", "import", versions / "lama.csv", "--id", "lama")

    assert "layout: flat-list" in result.stdout
    assert "sub_kegiatan" in result.stdout
    assert "lama: replaced in" in result.stderr


def test_a_dry_run_keeps_nothing(run, tmp_path):
    file = tmp_path / "lama.csv"
    file.write_text(OLD, "utf-8")

    result = run("catalog", "import", file, "--id", "lama", "--dry-run", "-f", "json")

    assert json.loads(result.stdout)["entries"] == 6
    assert run("catalog", "show", "lama").exit_code == 2


def test_an_import_says_which_known_version_it_looks_like(run, tmp_path):
    file = tmp_path / "daftar-baru.csv"
    file.write_text("code,name\n1.03.10.2.01.0032,Pembangunan Jalan\n", "utf-8")

    result = run("catalog", "import", file)

    assert "it looks like kepmendagri-900-1317-2023" in result.stderr
    assert "id: daftar-baru" in result.stdout


def test_a_bad_row_is_named_and_nothing_is_kept(run, tmp_path):
    file = tmp_path / "lama.csv"
    file.write_text(OLD + "2.17.O9.bukan,Apa\n", "utf-8")

    result = run("catalog", "import", file, "--id", "lama")

    assert result.exit_code == 2
    assert "row 8" in result.stderr
    assert run("catalog", "show", "lama").exit_code == 2


def test_a_comparison_counts_changes_and_shows_all_but_the_same(run, versions):
    result = run("catalog", "diff", "lama", "baru")

    assert result.exit_code == 0
    assert "2.17.04.2.01.01" in result.stdout
    assert "PROGRAM PENILAIAN KESEHATAN KOPERASI" not in result.stdout


def test_a_comparison_in_csv_has_every_change_with_its_evidence(run, versions):
    found = rows(run("catalog", "diff", "lama", "baru", "-f", "csv"))

    changes = {row["source_code"] or row["target_code"]: row["change"] for row in found}
    assert changes["2.17.04"] == "same"
    assert changes["2.17.04.2.01.01"] == "moved"
    assert changes["2.17.04.2.01.04"] == "new"
    assert all(row["evidence"] or row["against"] for row in found if row["change"] == "moved")


def test_changes_are_chosen_by_kind_and_level(run, versions):
    chosen = ("--change", "moved", "--level", "sub_kegiatan")

    found = rows(run("catalog", "diff", "lama", "baru", *chosen, "-f", "csv"))
    data = json.loads(run("catalog", "diff", "lama", "baru", *chosen, "-f", "json").stdout)

    assert {row["change"] for row in found} == {"moved"}
    assert {change["change"] for change in data["changes"]} == {"moved"}
    assert data["summary"]["same"]["all"] == 3


def test_the_numbers_alone(run, versions):
    result = run("catalog", "diff", "lama", "baru", "--summary")

    assert "codes reused" in result.stdout
    assert "(nothing)" not in result.stdout


def test_a_derived_mapping_has_one_row_a_target_and_one_where_nothing_follows(run, versions):
    result = run("crosswalk", "derive", "lama", "baru", "-f", "csv")

    found = rows(result)
    assert list(found[0]) == [
        "authority", "source_code", "source_name", "relation",
        "target_code", "target_name", "score", "justification",
    ]  # fmt: skip
    targets = {row["source_code"]: row["target_code"] for row in found}
    assert targets["2.17.04.2.01.01"] == "2.17.04.2.01.02"
    assert targets["2.17.04.2.01.03"] == ""
    assert "NK208" in result.stderr


def test_a_saved_mapping_is_listed_inverted_and_joined_to_the_identity(run, versions):
    saved = run("crosswalk", "derive", "lama", "baru", "--save")
    assert "kept in" in saved.stderr

    back = rows(run("crosswalk", "invert", "lama--baru", "-f", "csv"))
    assert {"2.17.04.2.01.02": "2.17.04.2.01.01"}.items() <= {
        row["source_code"]: row["target_code"] for row in back
    }.items()

    assert run("crosswalk", "invert", "lama--baru", "--save").exit_code == 0
    round_trip = rows(run("crosswalk", "compose", "lama--baru", "baru--lama", "-f", "csv"))
    kept = {row["source_code"]: row["target_code"] for row in round_trip if row["target_code"]}
    assert all(source == target for source, target in kept.items())
    assert "2.17.04.2.01.01" in kept


def test_the_way_between_versions_is_said_and_followed(run, versions):
    result = run("crosswalk", "chain", "lama", "baru", "-f", "csv")

    assert "lama → baru" in result.stderr
    targets = {row["source_code"]: row["target_code"] for row in rows(result)}
    assert targets["2.17.04.2.01.02"] == "2.17.04.2.01.01"


def test_what_has_no_successor_is_shown_with_the_reason(run, versions):
    shown = run("lookup", "2.17.04.2.01.03", "--from", "lama", "--to", "baru")

    said = " ".join(shown.stdout.split())
    assert "none" in said
    assert "baru has nothing" in said


def test_a_code_and_a_name_are_looked_up_along_the_way(run, versions):
    by_code = run("lookup", "2.17.04.2.01.01", "--from", "lama", "--to", "baru", "-f", "json")
    by_name = run("lookup", "penghargaan kesehatan", "--from", "lama", "--to", "baru", "-f", "json")
    back = run("lookup", "2.17.04.2.01.01", "--from", "baru", "--to", "lama", "-f", "json")

    def targets(result):
        return {t["code"] for m in json.loads(result.stdout)["forward"] for t in m["targets"]}

    assert targets(by_code) == {"2.17.04.2.01.02"}
    assert "2.17.04.2.01.01" in targets(by_name)
    assert targets(back) == {"2.17.04.2.01.02"}


def test_a_plan_is_carried_along_the_way_and_never_by_an_equal_code(run, versions):
    plan = versions / "renja.csv"
    plan.write_text(
        "Kode,Uraian,Pagu\n"
        "2.17.04.2.01.01,Pelaksanaan Penilaian Kesehatan Koperasi,1.000\n"
        "2.17.04.2.01.03,Peringatan Hari Koperasi,500\n",
        "utf-8",
    )

    result = run("translate", plan, "--from", "lama", "--to", "baru", "-f", "json")

    items = json.loads(result.stdout)["items"]
    assert [target["code"] for target in items[0]["targets"]] == ["2.17.04.2.01.02"]
    assert items[1]["status"] == "unmapped"


def test_a_plan_is_recognised_as_of_a_nomenclature_under_any_id(run, versions):
    plan = versions / "renja.csv"
    rows = list(OLD.splitlines()[4:])
    plan.write_text("Kode,Uraian,Pagu\n" + "".join(f"{row},1.000\n" for row in rows), "utf-8")

    result = run("translate", plan, "--to", "baru", "-f", "json")

    assert json.loads(result.stdout)["from"] == "lama"


def test_a_code_alone_is_shown_wherever_it_is_with_its_history(run):
    result = run("catalog", "show", "2.17.04.2.01.01")

    assert result.exit_code == 0
    assert "permendagri-90-2019" in result.stdout
    assert "Comes from" in result.stdout
    assert "1.15.00.18.021" in result.stdout


def test_a_code_that_nothing_has_is_said(run):
    result = run("catalog", "show", "9.99.99.2.01.01")

    assert result.exit_code == 2
    assert "no nomenclature at hand has 9.99.99.2.01.01" in result.stderr


@pytest.mark.shared
def test_the_official_workbooks_are_imported(run, shared_data: Path):
    sipd = run("catalog", "import", shared_data / LIST_FOR_2027, "-f", "json")
    lists = run("catalog", "import", shared_data / LIST_OF_2023, "-f", "json")

    assert json.loads(sipd.stdout)["entries"] == 9433
    assert json.loads(lists.stdout)["entries"] == 4367
