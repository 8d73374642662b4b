"""Checks as build servers run them: formats, several plans, baselines, the action, the hooks."""

from __future__ import annotations

import importlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from nomenklatur_cli.config import load_config

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

Runner = "Callable[..., Result]"


@pytest.fixture
def plan(renja: Path) -> Path:
    """The Semarang plan in the working folder, as in a repository."""
    return Path(shutil.copy(renja, "renja.txt"))


@pytest.fixture
def check(run: Callable[..., Result]) -> Callable[..., Result]:
    """Runs a check without the likely names, which take long and find nothing else here."""

    def run_check(*arguments: object, **kwargs: object) -> Result:
        return run("check", "--no-fuzzy", *arguments, **kwargs)

    return run_check


# -- formats -------------------------------------------------------------------------------


def test_every_format_names_file_and_row_of_the_lost_activity(
    check: Callable[..., Result], plan: Path
) -> None:
    wanted = {
        "github": "::error file=renja.txt,line=1073,title=NK201 unmapped::",
        "gitlab": '"begin": 1073',
        "sarif": '"startLine": 1073',
        "junit": "renja.txt: table 4.1, row 1073: 0.00.06.029 Penyusunan Renstra Skpd",
        "json": '"row": 1073',
        "jsonl": '"row": 1073',
        "text": "renja.txt:1073: table 4.1: error NK201 unmapped: ",
    }

    for name, text in wanted.items():
        result = check(plan, "-f", name)
        assert 1 == result.exit_code
        assert text in result.stdout, name


@pytest.mark.parametrize(
    ("file", "begins"),
    [("a.sarif", "{"), ("a.xml", "<?xml"), ("a.jsonl", '{"rule"'), ("a.tsv", "severity\trule")],
)
def test_the_suffix_chooses_the_format(
    check: Callable[..., Result], plan: Path, file: str, begins: str
) -> None:
    assert 1 == check(plan, "-o", file).exit_code

    assert Path(file).read_text(encoding="utf-8").startswith(begins)


def test_a_translation_goes_to_sssom_by_its_suffix(run: Callable[..., Result], plan: Path) -> None:
    assert 0 == run("translate", plan, "--no-fuzzy", "-o", "peta.sssom.tsv").exit_code

    text = Path("peta.sssom.tsv").read_text(encoding="utf-8")
    assert text.startswith("#curie_map:")
    assert 46 == sum(line.startswith("permendagri_13_2006:") for line in text.splitlines())


def test_several_plans_are_one_report(check: Callable[..., Result], plan: Path, root: Path) -> None:
    other = shutil.copy(root / "examples" / "renja-2021-dinas-koperasi.csv", "renja.csv")
    result = check(plan, other, "-f", "junit")

    suites = ET.fromstring(result.stdout.encode())  # noqa: S314 - our own
    assert ["renja.txt", "renja.csv"] == [suite.get("name") for suite in suites]
    assert "renja.txt: 3 errors" in result.stderr
    assert "renja.csv: " in result.stderr


def test_the_report_never_takes_the_place_of_one_of_the_plans(
    check: Callable[..., Result], plan: Path
) -> None:
    before = plan.read_bytes()

    result = check("missing.csv", plan, "-o", plan)

    assert 2 == result.exit_code
    assert "would take the place of the plan" in result.stderr
    assert before == plan.read_bytes()


# -- rules ---------------------------------------------------------------------------------


def test_a_fatal_rule_fails_the_check(check: Callable[..., Result], plan: Path) -> None:
    assert 0 == check(plan, "--select", "NK305").exit_code

    result = check(plan, "--select", "NK305", "--fatal", "count-differs")

    assert 1 == result.exit_code
    assert ": error NK305 " in result.stdout


def test_rules_are_ignored_per_file_from_the_command_line_and_the_configuration(
    check: Callable[..., Result], plan: Path
) -> None:
    assert "NK3" not in check(plan, "--per-file-ignores", "renja*:NK3").stdout
    Path("nomenklatur.toml").write_text(
        '[check.per-file-ignores]\n"renja*" = ["NK3", "NK2"]\n"other/*" = "NK4"\n'
    )

    result = check(plan)

    assert 0 == result.exit_code
    assert {"NK406"} == set(re.findall(r"NK\d+", result.stdout))


def test_a_wrong_rule_per_file_is_an_error_with_the_file(
    check: Callable[..., Result], plan: Path
) -> None:
    Path("nomenklatur.toml").write_text('[check.per-file-ignores]\n"renja*" = [3]\n')

    result = check(plan)

    assert 2 == result.exit_code
    assert "check.per-file-ignores.renja* must be texts, not [3]" in result.stderr


# -- baselines -----------------------------------------------------------------------------


def test_what_the_baseline_accepts_no_longer_fails_the_check(
    check: Callable[..., Result], plan: Path
) -> None:
    written = check(plan, "--baseline", "diterima.json", "--write-baseline")
    assert (0, "") == (written.exit_code, written.stdout)
    assert "diterima.json: written" in written.stderr

    again = check(plan, "--baseline", "diterima.json")

    assert (0, "") == (again.exit_code, again.stdout)
    assert "renja.txt: no findings, 10 accepted" in again.stderr


def test_rows_that_move_are_accepted_and_new_findings_are_not(
    check: Callable[..., Result], plan: Path
) -> None:
    check(plan, "--baseline", "b.json", "--write-baseline")
    text = plan.read_text(encoding="utf-8")
    plan.write_text("\n\n" + text.replace("269.470.000", "269.470.001"), encoding="utf-8")

    result = check(plan, "--baseline", "b.json")

    assert 1 == result.exit_code
    assert {"NK301"} == set(re.findall(r"NK\d+", result.stdout))
    assert "9 accepted" in result.stderr
    assert "1 in the baseline is gone" in result.stderr


def test_tables_of_one_plan_are_accepted_one_by_one(
    check: Callable[..., Result], plan: Path
) -> None:
    for table in ("2.2", "LAMPIRAN"):
        check(plan, "--table", table, "--baseline", "b.json", "--write-baseline")

    tables = [one["table"] for one in json.loads(Path("b.json").read_text())["checks"]]
    assert ["2.2", "LAMPIRAN"] == tables
    assert 0 == check(plan, "--table", "2.2", "--baseline", "b.json").exit_code
    assert 1 == check(plan, "--baseline", "b.json").exit_code


def test_the_baseline_may_stand_in_the_configuration(
    check: Callable[..., Result], plan: Path
) -> None:
    Path("nomenklatur.toml").write_text('[check]\nbaseline = "b.json"\n')
    assert 0 == check(plan, "--write-baseline").exit_code
    assert 0 == check(plan).exit_code
    assert Path("b.json").is_file()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--write-baseline",), "--write-baseline needs --baseline"),
        (("--baseline", "b.json"), "there is no such baseline"),
    ],
)
def test_a_baseline_that_is_missing_is_a_usage_error(
    check: Callable[..., Result], plan: Path, arguments: tuple[str, ...], message: str
) -> None:
    result = check(plan, *arguments)

    assert 2 == result.exit_code
    assert message in result.stderr


def test_a_catalog_and_a_crosswalk_have_baselines_too(run: Callable[..., Result]) -> None:
    for command, name in (
        (("catalog", "validate"), "permendagri-90-2019"),
        (("crosswalk", "validate"), "permendagri-13-2006--permendagri-90-2019"),
    ):
        run(*command, name, "--baseline", "b.json", "--write-baseline")
        assert 1 == run(*command, name, "--fail-on", "info").exit_code
        assert 0 == run(*command, name, "--fail-on", "info", "--baseline", "b.json").exit_code


# -- the action and the hooks --------------------------------------------------------------


@pytest.fixture(scope="module")
def action(root: Path) -> dict[str, Any]:
    found = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def run_action(action: dict[str, Any], **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the script of the action's last step as a runner would."""
    step = action["runs"]["steps"][-1]
    values = {name: one.get("default", "") for name, one in action["inputs"].items()} | inputs
    environment = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: values[found[1]], text)
        for name, text in step["env"].items()
    }
    bash = shutil.which("bash")
    assert bash is not None
    return subprocess.run(
        [bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        env={**os.environ, **environment, "NOMENKLATUR_BIN": str(Path(sys.executable).parent)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_action_is_composite_and_uses_every_input_as_a_variable(action: dict[str, Any]) -> None:
    assert {"plan", "args", "fail-on"} == set(action["inputs"])
    assert "composite" == action["runs"]["using"]
    steps = action["runs"]["steps"]
    assert all("${{" not in step.get("run", "") for step in steps)
    assert {"actions/setup-python@v5"} == {step["uses"] for step in steps if "uses" in step}
    used = " ".join(text for step in steps for text in step.get("env", {}).values())
    for name in action["inputs"]:
        assert f"${{{{ inputs.{name} }}}}" in used


def test_the_action_annotates_the_plans_that_its_patterns_match(
    action: dict[str, Any], plan: Path, root: Path
) -> None:
    Path("rencana 2021").mkdir()
    shutil.copy(root / "examples" / "renja-2021-dinas-koperasi.csv", "rencana 2021/a b.csv")

    result = run_action(
        action, plan=f"  {plan}\nrencana 2021/*.csv\n", args="--no-fuzzy  --select NK201"
    )

    assert 1 == result.returncode, result.stderr
    assert ["renja.txt", "rencana 2021/a b.csv"] == re.findall(
        r"^::error file=([^,]+),line=\d+,title=NK201", result.stdout, re.MULTILINE
    )


def test_the_action_takes_the_severity_and_runs_nothing_of_its_inputs(
    action: dict[str, Any], plan: Path
) -> None:
    never = {"fail-on": "never"}
    assert 0 == run_action(action, plan=str(plan), args="--no-fuzzy", **never).returncode

    result = run_action(action, plan="$(touch x)\n`touch y`;touch z")

    assert 2 == result.returncode
    assert "::error title=nomenklatur::no plan matches $(touch x)" in result.stdout
    assert 2 == run_action(action, plan=" \n ").returncode
    assert not {"x", "y", "z"} & {path.name for path in Path.cwd().iterdir()}


def test_the_hooks_are_commands_that_there_are(run: Callable[..., Result], root: Path) -> None:
    hooks = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))

    for hook in hooks:
        assert {"id", "name", "entry", "language", "files"} <= set(hook)
        assert "python" == hook["language"]
        program, *words = shlex.split(hook["entry"])
        assert "nomenklatur" == program
        assert 0 == run(*words, "--help").exit_code
    assert re.search(hooks[0]["files"], "opd/Renja-2021.xlsx")
    assert not re.search(hooks[0]["files"], "README.md")


def test_the_hook_checks_all_files_that_it_is_given(
    run: Callable[..., Result], plan: Path, root: Path
) -> None:
    hook = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[0]
    other = root / "examples" / "renja-2021-dinas-koperasi.csv"

    result = run(*shlex.split(hook["entry"])[1:], "--no-fuzzy", plan, other)

    assert 1 == result.exit_code
    assert {"renja.txt", str(other)} == {line.split(":")[0] for line in result.stdout.splitlines()}


# -- the page ------------------------------------------------------------------------------


def snippets(root: Path, language: str) -> list[str]:
    page = (root / "docs" / "ci.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)


def test_the_commands_of_the_page_are_understood(root: Path) -> None:
    command = importlib.import_module("nomenklatur_cli.commands.check").command
    lines = [line for text in snippets(root, "sh") for line in text.splitlines()]
    scripts = [yaml.safe_load(text) for text in snippets(root, "yaml")]
    lines += [line for one in scripts for line in one.get("rencana", {}).get("script", [])]

    checks = [line for line in lines if line.startswith("nomenklatur check ")]
    assert 4 == len(checks)
    for line in checks:
        command.make_context("check", shlex.split(line, comments=True)[2:])


def test_the_configuration_of_the_page_is_valid(root: Path) -> None:
    (text,) = snippets(root, "toml")
    Path("nomenklatur.toml").write_text(text)

    assert str(Path("diterima.json").absolute()) == load_config().own[("check",)]["baseline"]


def test_the_action_of_the_page_has_the_inputs_of_the_action(
    root: Path, action: dict[str, Any]
) -> None:
    workflow = yaml.safe_load(snippets(root, "yaml")[0])
    step = workflow["jobs"]["check"]["steps"][1]
    hook = yaml.safe_load(snippets(root, "yaml")[2])["repos"][0]["hooks"][0]["id"]

    assert set(action["inputs"]) == set(step["with"])
    assert hook in (root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
