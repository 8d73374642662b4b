"""Looking things up, in either direction."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

OLD, NEW = "permendagri-13-2006", "permendagri-90-2019"


def document(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_an_old_code_shows_its_entry_and_what_becomes_of_it(run: Callable[..., Result]) -> None:
    found = document(run("lookup", "0.00.01.002", "-f", "json"))

    assert [OLD] == [entry["catalog"] for entry in found["entries"]]
    assert "PENYEDIAAN JASA KOMUNIKASI, SUMBER DAYA AIR DAN LISTRIK" == found["entries"][0]["name"]
    assert ["X.XX.01.2.03.02"] == [
        target["code"] for mapping in found["forward"] for target in mapping["targets"]
    ]
    assert "backward" not in found


def test_a_new_code_shows_what_it_comes_from_with_and_without_the_office(
    run: Callable[..., Result],
) -> None:
    generic = document(run("lookup", "X.XX.01.2.03.02", "-f", "json"))
    office = document(run("lookup", "2.17.01.2.03.02", "-f", "json"))

    for found in (generic, office):
        assert ["0.00.01.002"] == [mapping["source"]["code"] for mapping in found["backward"]]
        assert ["X.XX.01.2.03.02"] == [entry["code"] for entry in found["entries"]]


def test_many_old_activities_may_lead_to_one_new_one(run: Callable[..., Result]) -> None:
    found = document(run("lookup", "2.17.07.2.01.01", "-f", "json"))

    assert {"1.15.00.16.022", "1.15.00.16.023", "1.15.00.16.025"} == {
        mapping["source"]["code"] for mapping in found["backward"]
    }
    assert {"broad"} == {mapping["relation"] for mapping in found["backward"]}


def test_a_program_shows_what_is_below_it_and_where_all_of_that_goes(
    run: Callable[..., Result],
) -> None:
    found = document(run("lookup", "1.15.16", "-f", "json"))

    below = {entry["code"] for entry in found["below"]}
    assert {"1.15.00.16.021", "1.15.00.16.025"} <= below | {"1.15.00.16.021"}
    assert 5 == len(found["forward"])
    assert 5 == len(below)


def test_a_code_in_another_spelling_is_understood(run: Callable[..., Result]) -> None:
    found = document(run("lookup", "01.15.17", "-f", "json"))

    assert OLD in {entry["catalog"] for entry in found["entries"]}


def test_an_activity_without_a_target_is_shown_with_its_note(run: Callable[..., Result]) -> None:
    found = document(run("lookup", "0.00.01.028", "-f", "json"))

    (mapping,) = found["forward"]
    assert [] == mapping["targets"]
    assert "Sesuai. Masuk pada Rincian Belanja sub kegiatan" == mapping["keterangan"]


def test_a_direction_can_be_chosen(run: Callable[..., Result]) -> None:
    found = document(run("lookup", "0.00.01.002", "--from", NEW, "-f", "json"))

    assert "forward" not in found
    assert [] == found["entries"]


def test_the_csv_of_a_lookup_tells_its_lists_apart(run: Callable[..., Result]) -> None:
    rows = list(csv.DictReader(io.StringIO(run("lookup", "0.00.01.002", "-f", "csv").stdout)))

    assert ["entries", "forward"] == [row["list"] for row in rows]
    assert "X.XX.01.2.03.02" == rows[1]["target_code"]


def test_nothing_found_is_said_and_exit_code_1(run: Callable[..., Result]) -> None:
    result = run("lookup", "9.99.99.2.99.99")

    assert 1 == result.exit_code
    assert "nothing is known of '9.99.99.2.99.99'" in result.stderr
    assert "(nothing)" in result.stdout


def test_an_unknown_nomenclature_is_an_error(run: Callable[..., Result]) -> None:
    result = run("lookup", "2.17", "--to", "permendagri-90")

    assert 2 == result.exit_code
    assert f"did you mean {NEW}?" in result.stderr


def test_a_nomenclature_shows_its_facts_and_its_programs(run: Callable[..., Result]) -> None:
    result = run("catalog", "show", NEW)

    assert "regulation: Permendagri 90/2019" in result.stdout
    assert "partial: " in result.stdout
    assert "2.17.08  program" in result.stdout
    assert "2.17.08.2.01" not in result.stdout


def test_a_code_of_a_nomenclature_shows_all_above_and_all_below(
    run: Callable[..., Result],
) -> None:
    found = document(run("catalog", "show", NEW, "02.17.07", "-f", "json"))

    codes = [entry["code"] for entry in found["entries"]]
    assert ["2", "2.17", "2.17.07", "2.17.07.2.01"] == codes[:4]
    assert "2.17.07.2.01.05" == codes[-1]

    shallow = document(run("catalog", "show", NEW, "2.17.07", "--level", "kegiatan", "-f", "json"))
    assert codes[:4] == [entry["code"] for entry in shallow["entries"]]


def test_a_mapping_shows_its_facts_and_every_row(run: Callable[..., Result]) -> None:
    found = document(run("crosswalk", "show", f"{OLD}--{NEW}", "-f", "json"))

    assert (OLD, NEW, 46) == (found["from"], found["to"], len(found["mappings"]))


def test_a_mapping_says_what_it_has_on_a_code_of_either_side(run: Callable[..., Result]) -> None:
    for code in ("0.00.06.028", "X.XX.01.2.01.01"):
        found = document(run("crosswalk", "show", f"{OLD}--{NEW}", code, "-f", "json"))
        assert ["0.00.06.028"] == [mapping["source"]["code"] for mapping in found["mappings"]]

    nothing = run("crosswalk", "show", f"{OLD}--{NEW}", "4.01")
    assert 1 == nothing.exit_code
    assert "says nothing of 4.01" in nothing.stderr


VERSIONS = {
    "permendagri-90-2019": """code,name
2.17,URUSAN PEMERINTAHAN BIDANG KOPERASI
2.17.04,PROGRAM PENILAIAN KESEHATAN KOPERASI
2.17.04.2.01,Penilaian Kesehatan Koperasi
2.17.04.2.01.01,Pelaksanaan Penilaian Kesehatan Koperasi
2.17.04.2.01.02,Penghargaan Kesehatan Koperasi
""",
    "kepmendagri-050-3708-2020": """code,name
2.17,URUSAN PEMERINTAHAN BIDANG KOPERASI
2.17.04,PROGRAM PENILAIAN KESEHATAN KOPERASI
2.17.04.2.01,Penilaian Kesehatan Koperasi
2.17.04.2.01.03,Penghargaan Kesehatan Koperasi
2.17.04.2.01.04,Pelaksanaan Penilaian Kesehatan Koperasi
""",
}


@pytest.fixture
def versions(run: Callable[..., Result], tmp_path: Path) -> None:
    for name, text in VERSIONS.items():
        file = tmp_path / f"{name}.csv"
        file.write_text(text, "utf-8")
        assert 0 == run("catalog", "import", file, "--id", name).exit_code


@pytest.mark.usefixtures("versions")
@pytest.mark.parametrize("source", [[], ["--from", "permendagri-90-2019"]], ids=["any", "named"])
def test_a_code_of_the_version_to_go_to_is_followed_back(
    run: Callable[..., Result], source: list[str]
) -> None:
    found = document(
        run("lookup", "2.17.04.2.01.03", *source, "--to", "kepmendagri-050-3708-2020", "-f", "json")
    )

    assert [("2.17.04.2.01.02", "2.17.04.2.01.03")] == [
        (one["source"]["code"], one["targets"][0]["code"]) for one in found["backward"]
    ]
    assert "forward" not in found


@pytest.mark.usefixtures("versions")
def test_a_code_of_another_version_is_followed_on(run: Callable[..., Result]) -> None:
    found = document(
        run("lookup", "2.17.04.2.01.02", "--to", "kepmendagri-050-3708-2020", "-f", "json")
    )

    assert [("2.17.04.2.01.02", "2.17.04.2.01.03")] == [
        (one["source"]["code"], one["targets"][0]["code"]) for one in found["forward"]
    ]


def test_mappings_of_several_crosswalks_say_which(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    assert "crosswalk" not in run("lookup", "0.00.01.002").stdout
    for name in ("satu", "dua"):
        file = tmp_path / f"{name}.csv"
        file.write_text(
            "code,name\n1.03,URUSAN\n1.03.02,PROGRAM\n1.03.02.2.01,Kegiatan\n"
            "1.03.02.2.01.01,Pengawasan Mutu Air\n",
            "utf-8",
        )
        assert 0 == run("catalog", "import", file, "--id", name).exit_code
    third = VERSIONS["permendagri-90-2019"] + "1.03.02.2.01.07,Pengawasan Mutu Air\n"
    (tmp_path / "tiga.csv").write_text(third, "utf-8")
    assert 0 == run("catalog", "import", tmp_path / "tiga.csv", "--id", "tiga").exit_code

    shown = run("lookup", "1.03.02.2.01.01", "--to", "tiga").stdout
    assert "crosswalk" in shown
    assert "satu--tiga" in shown
    assert "dua--tiga" in shown


def test_a_code_for_two_kinds_of_region_says_for_which(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    file = tmp_path / "daftar.csv"
    file.write_text(
        "code,name,authority\n"
        "1.01,URUSAN PEMERINTAHAN BIDANG PENDIDIKAN,\n"
        "1.01.02,PROGRAM PENGELOLAAN PENDIDIKAN,\n"
        "1.01.02.3.03,Pendidikan Khusus,provinsi\n"
        "1.01.02.3.03,Pendidikan Anak Usia Dini,kabupaten_kota\n",
        "utf-8",
    )
    assert 0 == run("catalog", "import", file, "--id", "daftar").exit_code
    shared = run("lookup", "1.01.02.3.03", "--from", "daftar").stdout.splitlines()
    kinds = [
        kind for line in shared for kind in ("provinsi", "kabupaten_kota") if kind in line.split()
    ]
    assert {"provinsi", "kabupaten_kota"} == set(kinds)
    assert "for" in shared[1].split()
    single = run("lookup", "1.01.02", "--from", "daftar").stdout.splitlines()
    assert "for" not in single[1].split()
