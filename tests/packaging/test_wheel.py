"""What is in the wheel, and what its page says."""

from __future__ import annotations

import email.message
import email.parser
import os
import re
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

import nomenklatur

if TYPE_CHECKING:
    from pathlib import Path

PACKAGES = ("nomenklatur", "nomenklatur_cli", "nomenklatur_catalogs")


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=root, check=True, capture_output=True,
    )  # fmt: skip
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


@pytest.fixture(scope="module")
def metadata(wheel: zipfile.ZipFile) -> email.message.Message:
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    return email.parser.Parser().parsestr(wheel.read(name).decode("utf-8"))


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_says_that_it_is_typed(wheel: zipfile.ZipFile, package: str) -> None:
    assert f"{package}/py.typed" in wheel.namelist()


def test_both_licences_are_named_and_carried(
    wheel: zipfile.ZipFile, metadata: email.message.Message
) -> None:
    assert "MIT AND 0BSD" == metadata["License-Expression"]
    named = metadata.get_all("License-File")
    carried = [name.partition("/licenses/")[2] for name in wheel.namelist() if "/licenses/" in name]
    assert ["LICENSE", "nomenklatur/review/web/static/htmx.LICENSE"] == named == carried
    assert any(name.endswith("static/htmx.min.js") for name in wheel.namelist())


def test_translations_are_compiled_and_their_sources_left_out(wheel: zipfile.ZipFile) -> None:
    compiled = {name for name in wheel.namelist() if name.endswith(".mo")}
    assert {
        "nomenklatur/locale/id/LC_MESSAGES/nomenklatur.mo",
        "nomenklatur_cli/locale/id/LC_MESSAGES/click.mo",
    } == compiled
    assert not any(name.endswith(".po") for name in wheel.namelist())


def test_the_page_of_the_package_has_no_link_that_leads_nowhere(
    metadata: email.message.Message,
) -> None:
    page = str(metadata.get_payload())
    assert page.startswith("# nomenklatur")
    assert "docs/cli.md" in page
    links = re.findall(r"\]\(([^)]*)\)", page)
    assert [] == [link for link in links if not link.startswith("https://")]
    assert "text/markdown" == metadata["Description-Content-Type"]


def test_who_made_it_what_for_and_which_version_are_said(metadata: email.message.Message) -> None:
    assert "The nomenklatur authors" == metadata["Author"]
    assert {"renja", "permendagri", "sipd", "crosswalk"} <= set(metadata["Keywords"].split(","))
    assert nomenklatur.__version__ == metadata["Version"]


def test_pdf_and_word_are_read_without_an_extra_and_openpyxl_is_not_asked_for(
    metadata: email.message.Message,
) -> None:
    always = {
        re.split(r"[^\w.-]", line)[0].lower()
        for line in metadata.get_all("Requires-Dist", [])
        if "extra ==" not in line
    }
    assert {"pdfplumber", "python-docx", "xlsxwriter"} <= always
    assert "openpyxl" not in always
    assert {"all", "dask", "frame", "ocr", "semantic", "spark"} <= set(
        metadata.get_all("Provides-Extra", [])
    )


def test_the_library_by_its_name_is_the_command(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nomenklatur", "--version"],
        cwd=tmp_path, env=os.environ, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert nomenklatur.__version__ in done.stdout


def test_every_version_that_is_pinned_is_a_version_and_nothing_else(root: Path) -> None:
    """No address and no option: those are the business of whoever installs."""
    lines = (root / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    odd = [pin for pin in pins if not re.fullmatch(r"[\w.-]+==[\w.!+]+( ; [^#@]+)?", pin)]
    assert [] == odd
    assert {"click", "xlsxwriter", "hypothesis", "ruff", "hatchling"} <= {
        pin.partition("==")[0] for pin in pins
    }
