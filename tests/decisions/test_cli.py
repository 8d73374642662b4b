"""The commands, as a planner calls them."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from nomenklatur.decisions import DecisionLog, read_decisions
from nomenklatur.decisions.lines import write_line
from tests.decisions.desk import loaded, review_sheets, sign
from tests.decisions.strategies import decided, old

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

RENSTRA, RAPAT = "Penyusunan Renstra SKPD", "Rapat-rapat"
A, B = "X.XX.01.2.01.01", "X.XX.01.2.03.02"
NOW = "permendagri-90-2019"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two people's decisions on two activities."""
    path = tmp_path / "keputusan.jsonl"
    known = {"catalog": NOW, "legacy": "permendagri-13-2006"}
    DecisionLog(path).append(
        decided(RENSTRA, A, code=old("0.00.06.029"), note="bersama Renja", **known),
        decided(RAPAT, A, code=old("0.00.01.028"), **known),
        decided(RAPAT, B, code=old("0.00.01.028"), author="Budi", date="2021-03-01", **known),
    )
    return path


# -- list, show, withdraw ------------------------------------------------------------------


def test_what_is_in_force_is_listed(run: Run, file: Path) -> None:
    shown = run("decisions", "list", file)

    assert 0 == shown.exit_code
    assert "keputusan.jsonl: 2 decisions in force, 0 flagged, 3 lines" in shown.stdout
    assert "0.00.06.029" in shown.stdout
    assert "Budi" in shown.stdout

    records = json.loads(run("decisions", "list", "-d", file, "-f", "json").stdout)
    assert ["Siti", "Budi"] == [one["author"] for one in records["decisions"]]
    assert (3, 2) == (records["lines"], records["in_force"])


def test_the_history_says_what_no_longer_holds(run: Run, file: Path) -> None:
    text = run("decisions", "list", file, "--history", "-f", "csv").stdout

    rows = list(csv.DictReader(io.StringIO(text)))
    assert ["holds", "superseded", "holds"] == [row["state"] for row in rows]


def test_the_usual_file_is_configured(run: Run, file: Path, tmp_path: Path) -> None:
    (tmp_path / "work" / "nomenklatur.toml").write_text(f'decisions = "{file}"\n', "utf-8")

    assert "2 decisions in force" in run("decisions", "list").stdout
    assert "Siti" in run("decisions", "show", "renstra").stdout


def test_without_a_file_the_message_says_how_to_name_one(run: Run) -> None:
    shown = run("decisions", "list")

    assert 2 == shown.exit_code
    assert "set decisions in nomenklatur.toml" in shown.stderr


@pytest.mark.parametrize(
    "about", ["0.00.06.029", "renstra", "PENYUSUNAN renstra", "2.17.01.2.01.01"]
)
def test_an_activity_is_shown_by_its_code_its_name_or_its_target(
    run: Run, file: Path, about: str
) -> None:
    shown = run("decisions", "show", about, "-d", file)

    assert 0 == shown.exit_code
    assert "bersama Renja" in shown.stdout


def test_an_activity_that_nobody_decided_on_is_said(run: Run, file: Path) -> None:
    shown = run("decisions", "show", "LKPJ", "-d", file)

    assert 1 == shown.exit_code
    assert "nothing was decided on 'LKPJ'" in shown.stderr


def test_a_decision_is_taken_back_and_the_file_says_by_whom(run: Run, file: Path) -> None:
    shown = run(
        "decisions", "withdraw", "renstra", "-d", file, "--author", "Ani", "--note", "salah"
    )

    assert 0 == shown.exit_code, shown.stderr
    read = read_decisions(file)
    assert read.get(old("0.00.06.029"), RENSTRA) is None
    last = read.lines[-1]
    assert (True, "Ani", "salah", NOW) == (last.withdrawn, last.author, last.note, last.catalog)
    again = run("decisions", "withdraw", "renstra", "-d", file)
    assert 2 == again.exit_code
    assert "nothing that holds" in again.stderr


def test_what_means_several_activities_is_not_taken_back(run: Run, file: Path) -> None:
    DecisionLog(file).append(decided("Rapat-rapat Dinas", A))

    shown = run("decisions", "withdraw", "rapat", "-d", file)

    assert 2 == shown.exit_code
    assert "means 2 activities" in shown.stderr


# -- validate, merge, publish --------------------------------------------------------------


def test_a_file_is_checked(run: Run, file: Path) -> None:
    file.write_bytes(file.read_bytes() + b'{"author": "Siti", "code": "0.00.0')
    DecisionLog(file).append(decided("Lain", "2.17.09.2.01.01", catalog=NOW))

    shown = run("decisions", "validate", file, "-f", "json")

    assert 1 == shown.exit_code
    found = json.loads(shown.stdout)["findings"]
    assert [("NK223", 3), ("NK226", 4), ("NK225", 5)] == [
        (one["rule"], one["place"]["row"]) for one in found
    ]
    assert 0 == run("decisions", "validate", file, "--fail-on", "never").exit_code
    assert (
        1
        == run("decisions", "validate", file, "--select", "NK223", "--fail-on", "warning").exit_code
    )


def test_a_file_is_checked_against_a_plan(run: Run, file: Path, renja: Path) -> None:
    DecisionLog(file).append(decided("Kegiatan Kantor Lain", A, catalog=NOW))

    shown = run("decisions", "validate", file, "--plan", renja, "--table", "4.1", "-f", "json")

    unused = [one for one in json.loads(shown.stdout)["findings"] if one["rule"] == "NK227"]
    assert any("Kegiatan Kantor Lain" in one["message"] for one in unused)
    assert not any(RENSTRA in one["message"] for one in unused)


def test_two_files_are_joined_each_line_once(run: Run, file: Path, tmp_path: Path) -> None:
    other = tmp_path / "budi.jsonl"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    new = write_line(decided("Lain", A, date="2021-02-01T00:00:00+07:00"))
    other.write_text(f"{lines[0]}{new}\n", "utf-8")

    shown = run("decisions", "merge", file, other, "-o", tmp_path / "semua.jsonl")

    assert 0 == shown.exit_code
    assert "NK223" in shown.stderr
    assert "4 lines, 3 decisions in force" in shown.stderr
    assert [f"{new}\n", *lines] == (
        (tmp_path / "semua.jsonl").read_text("utf-8").splitlines(keepends=True)
    )
    assert 1 == run("decisions", "merge", file, "--fail-on", "warning").exit_code
    assert "".join(lines) == run("decisions", "merge", file).stdout


def test_decisions_are_published_and_the_mapping_validates(
    run: Run, file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "peta"

    shown = run("decisions", "publish", file, "-o", folder, "--id", "peta", "--author", "Dinas")

    assert "2 decisions published" in shown.stderr
    checked = run("crosswalk", "validate", folder, "-f", "json")
    assert 0 == checked.exit_code, checked.stdout
    facts = json.loads(run("crosswalk", "show", folder, "-f", "json").stdout)
    assert ("peta", "Dinas", NOW) == (facts["id"], facts["author"], facts["to"])


# -- import --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Semarang plan as a workbook, everything that needs a person open."""
    from click.testing import CliRunner  # noqa: PLC0415 - once a module

    from nomenklatur_cli.main import cli  # noqa: PLC0415 - the same
    from tests.conftest import ROOT  # noqa: PLC0415 - the same

    path = tmp_path_factory.mktemp("hasil") / "hasil.xlsx"
    plan = ROOT / "examples" / "renja-2021-dinas-koperasi-kota-semarang.txt"
    result = CliRunner().invoke(cli, ["translate", str(plan), "--no-fuzzy", "-o", str(path)])
    assert 0 == result.exit_code, result.output
    return path


def filled(exported: Path, path: Path, who: str, choice: str, sheets: slice = slice(None)) -> Path:
    """A workbook in which somebody wrote the same into every row of some sheets."""
    book = loaded(exported)
    for sheet, top, columns in [*review_sheets(book)][sheets]:
        sign(sheet, top, who)
        for row in range(top + 1, sheet.max_row + 1):
            if sheet.cell(row, columns["kunci kegiatan"]).value:
                sheet.cell(row, columns["PILIHAN"]).value = choice
    book.save(path)
    return path


def test_a_filled_workbook_is_taken_and_the_next_translation_has_everything(
    run: Run, exported: Path, tmp_path: Path, renja: Path
) -> None:
    book = filled(exported, tmp_path / "siti.xlsx", "Siti", "lain: X.XX.01.2.01.01")
    log = tmp_path / "k.jsonl"

    shown = run("decisions", "import", book, "--plan", renja, "-d", log, "-f", "json")

    assert 0 == shown.exit_code, shown.stdout
    answer = json.loads(shown.stdout)
    assert (2, 0, []) == (answer["taken"], answer["undecided"], answer["findings"])
    assert {"Siti"} == {one["author"] for one in answer["decisions"]}
    translation = json.loads(
        run("translate", renja, "--decisions", log, "--no-fuzzy", "-f", "json").stdout
    )
    assert {"items": 46, "mapped": 46, "ambiguous": 0, "unmapped": 0} == translation["summary"]
    assert 0 == run("check", renja, "--decisions", log, "--select", "NK201,NK203").exit_code
    again = run("decisions", "import", book, "-d", log)
    assert "0 decisions added" in again.stderr
    assert "2 were known already" in again.stderr


def test_a_wrong_cell_takes_nothing_unless_partial(
    run: Run, exported: Path, tmp_path: Path
) -> None:
    book = filled(exported, tmp_path / "siti.xlsx", "Siti", "tidak ada", slice(1))
    wrong = filled(
        exported, tmp_path / "budi.xlsx", "Budi", "lain: 9.99.99.2.99.99", slice(1, None)
    )
    log = tmp_path / "k.jsonl"

    shown = run("decisions", "import", wrong, "-d", log)
    assert 1 == shown.exit_code
    assert "nothing was taken" in shown.stderr
    assert "NK229" in shown.stdout
    assert not log.exists()

    assert 1 == run("decisions", "import", book, wrong, "-d", log).exit_code
    assert not log.exists()
    both = run("decisions", "import", book, wrong, "-d", log, "--partial", "-f", "json")
    answer = json.loads(both.stdout)
    assert 1 == both.exit_code
    assert ["NK229"] == [one["rule"] for one in answer["findings"]]
    assert 1 == answer["taken"] == len(read_decisions(log))


def test_a_dry_run_keeps_nothing(run: Run, exported: Path, tmp_path: Path) -> None:
    book = filled(exported, tmp_path / "siti.xlsx", "", "tidak ada")

    shown = run("decisions", "import", book, "--dry-run", "--author", "Ani")

    assert 0 == shown.exit_code, shown.stdout
    assert "2 decisions would be added" in shown.stderr
    wrong = filled(exported, tmp_path / "siti.xlsx", "Siti", "lain: 9.99.99.2.99.99")
    shown = run("decisions", "import", wrong, "--dry-run")
    assert 1 == shown.exit_code
    assert "nothing was taken" in shown.stderr


def test_a_workbook_that_is_none_is_an_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("kode;nama\n1;2\n", "utf-8")

    shown = run("decisions", "import", tmp_path / "x.csv", "-d", tmp_path / "k.jsonl")

    assert 2 == shown.exit_code
    assert "no sheet of the workbook is one to review" in shown.stderr


# -- compare -------------------------------------------------------------------------------


def test_two_reviewers_are_compared(run: Run, file: Path, tmp_path: Path, renja: Path) -> None:
    other = tmp_path / "budi.jsonl"
    DecisionLog(other).append(
        decided(RENSTRA, B, code=old("0.00.06.029"), author="Budi", catalog=NOW, note="jasa"),
        decided(RAPAT, B, code=old("0.00.01.028"), author="Budi", catalog=NOW),
    )

    shown = run("compare", file, other)
    assert 0 == shown.exit_code, shown.stderr
    assert "2 activities decided by both, 0 and 0 by one only" in shown.stdout
    assert "target: 1 of 2 the same, kappa 0.00" in shown.stdout
    assert "Disagreements" in shown.stdout

    answer = json.loads(
        run("compare", file, other, "--plan", renja, "--table", "4.1", "-f", "json").stdout
    )
    assert (1, 2, 0.0) == tuple(answer["target"][key] for key in ("same", "items", "kappa"))
    assert answer["status"]["kappa"] is None
    assert ["0.00.06.029"] == [one["code"] for one in answer["disagreements"]]
    assert 398000 == answer["money_at_stake"]["2021"]
    assert [0, 1] == sorted(one["same"] for one in answer["by_program"])

    text = run("compare", file, other, "-f", "csv").stdout
    (row,) = csv.DictReader(io.StringIO(text))
    assert ("0.00.06.029", A, B) == (row["code"], row["one"], row["other"])


def test_filled_workbooks_are_compared(run: Run, exported: Path, tmp_path: Path) -> None:
    siti = filled(exported, tmp_path / "siti.xlsx", "Siti", "tidak ada")
    budi = filled(exported, tmp_path / "budi.xlsx", "Budi", "lain: X.XX.01.2.01.01")

    shown = run("compare", siti, budi)

    assert 0 == shown.exit_code, shown.stderr
    assert "0 of 2 the same" in shown.stdout


# -- long plans ----------------------------------------------------------------------------


def test_a_streamed_plan_follows_decisions_and_says_what_is_torn(
    run: Run, file: Path, tmp_path: Path
) -> None:
    file.write_bytes(file.read_bytes() + b'{"author": "Si')
    plan = tmp_path / "rka.csv"
    plan.write_text(
        f"Kode,Kegiatan,Pagu 2021\n0.00.06.029,{RENSTRA},398000\n0.00.01.028,{RAPAT},5\n", "utf-8"
    )

    shown = run("translate", plan, "--stream", "-f", "jsonl", "--decisions", file, "--no-fuzzy")

    assert 0 == shown.exit_code, shown.stderr
    items = [json.loads(line) for line in shown.stdout.splitlines()]
    assert ["decision", "decision"] == [one["method"] for one in items]
    assert [[A], [B]] == [[t["generic"] for t in one["targets"]] for one in items]
    assert "NK226 the line ends in the middle" in shown.stderr


# -- configuration -------------------------------------------------------------------------


def test_a_table_named_decisions_configures_the_group(
    run: Run, exported: Path, tmp_path: Path
) -> None:
    log = tmp_path / "k.jsonl"
    (tmp_path / "work" / "nomenklatur.toml").write_text(
        f'[decisions.import]\nauthor = "Ani"\ndecisions = "{log}"\n', "utf-8"
    )

    shown = run("decisions", "import", filled(exported, tmp_path / "x.xlsx", "", "tidak ada"))

    assert 0 == shown.exit_code, shown.stdout
    assert {"Ani"} == {line.author for line in read_decisions(log)}


def test_the_usual_file_and_author_come_from_the_environment(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NOMENKLATUR_DECISIONS", str(file))
    monkeypatch.setenv("NOMENKLATUR_AUTHOR", "Ani")

    assert 0 == run("decisions", "withdraw", "renstra").exit_code
    assert "Ani" == read_decisions(file).lines[-1].author
