"""What is imported when: start-up is kept short by what is not loaded, not by the clock."""

from __future__ import annotations

import ast
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import nomenklatur

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = frozenset(
    {
        "numpy", "scipy", "rapidfuzz", "openpyxl", "python_calamine", "tabulate", "platformdirs",
        "xlsxwriter", "jinja2", "markupsafe", "yaml",
    }
)  # fmt: skip


def loaded_by(code: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after running the code."""
    script = f"{code}\nimport sys\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(result.stderr.split())


def run(*arguments: str) -> str:
    """Code that runs the command line and goes on."""
    return (
        "from nomenklatur_cli.main import cli\n"
        f"try: cli({list(arguments)!r})\n"
        "except SystemExit: pass"
    )


def heavy(modules: set[str]) -> set[str]:
    return {name for name in modules if name.split(".")[0] in HEAVY}


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("catalog", "--help")])
def test_the_version_and_the_help_load_neither_heavy_packages_nor_the_library(
    arguments: tuple[str, ...],
) -> None:
    modules = loaded_by(run(*arguments))

    assert set() == heavy(modules)
    library = {name for name in modules if name.split(".")[0] == "nomenklatur"}
    expected = {"nomenklatur", "nomenklatur.language"}
    if "--help" in arguments:  # the configuration may say in which language
        expected |= {"nomenklatur.errors", "nomenklatur.places"}
    assert expected >= library


def test_the_version_loads_no_attrs() -> None:
    assert {"attr", "attrs"}.isdisjoint(loaded_by(run("--version")))


@pytest.mark.parametrize(
    "command", ["translate", "check", "rollup", "lookup", "extract", "explain"]
)
def test_the_help_of_a_command_loads_nothing_heavy(command: str) -> None:
    assert set() == heavy(loaded_by(run(command, "--help")))


def test_importing_the_library_loads_nothing_else_of_it() -> None:
    modules = loaded_by("import nomenklatur")

    assert {"nomenklatur"} == {name for name in modules if name.split(".")[0] == "nomenklatur"}
    assert set() == heavy(modules)


def test_only_the_engine_needs_heavy_packages_to_be_imported(root: Path) -> None:
    """The modules below `nomenklatur.match` calculate; they are imported when something is."""
    modules = sorted(
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        for path in (root / "nomenklatur").rglob("*.py")
    )
    others = [name for name in modules if not name.startswith("nomenklatur.match.")]
    code = "import importlib\n" + "\n".join(f"importlib.import_module({name!r})" for name in others)

    assert {"nomenklatur.match", "nomenklatur.mapper", "nomenklatur.translate"} <= set(others)
    assert set() == heavy(loaded_by(code))


def test_type_checkers_and_the_lazy_table_see_the_same_names(root: Path) -> None:
    tree = ast.parse((root / "nomenklatur" / "__init__.py").read_text(encoding="utf-8"))
    guarded = next(node for node in tree.body if isinstance(node, ast.If))
    imports = {
        alias.name: node.module
        for node in guarded.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }

    assert imports == nomenklatur._HOME_OF
    assert {*imports, "__version__"} == set(nomenklatur.__all__)
    assert sorted(nomenklatur.__all__) == nomenklatur.__all__


def test_every_public_name_is_there_and_a_wrong_one_is_an_error() -> None:

    for name in nomenklatur.__all__:
        assert getattr(nomenklatur, name) is not None
    assert set(nomenklatur.__all__) <= set(dir(nomenklatur))
    with pytest.raises(AttributeError, match="no attribute 'tranlsate'"):
        nomenklatur.tranlsate  # noqa: B018 - it is the test


@pytest.mark.parametrize(
    "before", ["", "import nomenklatur.translate", "from nomenklatur.translate import make_mapper"]
)
def test_translate_is_the_function_whatever_was_imported_before(before: str) -> None:
    loaded_by(f"{before}\nimport nomenklatur as nk\nassert callable(nk.translate)")


@pytest.mark.parametrize(
    "before", ["", "import nomenklatur.evaluate.gold", "from nomenklatur.evaluate import Figures"]
)
def test_evaluate_is_the_function_whatever_was_imported_before(before: str) -> None:
    loaded_by(f"{before}\nimport nomenklatur as nk\nassert callable(nk.evaluate)")


def test_a_look_up_loads_only_what_it_says(tmp_path: Path) -> None:
    home = f"import os\nos.chdir({str(tmp_path)!r})\nos.environ['NOMENKLATUR_HOME'] = os.getcwd()\n"
    look_up = home + run("lookup", "2.17.07.2.01.01")
    loaded_by(look_up)  # the first time it compiles what it opens

    modules = loaded_by(look_up)

    assert {"nomenklatur.crosswalk.compiled", "tabulate"} <= modules
    needless = {
        "csv", "difflib", "email", "fractions", "hashlib", "random", "shutil", "tempfile",
        "tomllib", "nomenklatur.codes.reading", "nomenklatur.crosswalk.folder",
        "nomenklatur.findings", "nomenklatur.money", "nomenklatur.report.payloads",
        "nomenklatur_cli.config", "nomenklatur_cli.plans", "nomenklatur_cli.verdict",
    }  # fmt: skip
    assert set() == needless & modules - loaded_by("pass")  # what measures coverage loads some


def test_tabulate_is_imported_without_the_asking_for_its_version() -> None:
    code = "from nomenklatur_cli.quick import import_tabulate\nimport_tabulate()\n"

    assert {"tabulate"} == {"tabulate", "importlib.metadata", "email"} & loaded_by(code)
    loaded_by(f"{code}import importlib.metadata\nassert importlib.metadata.version('click')")
    loaded_by(
        f"import importlib.metadata as real, sys\n{code}"
        "assert sys.modules['importlib.metadata'] is real and 'tabulate' not in sys.modules"
    )
