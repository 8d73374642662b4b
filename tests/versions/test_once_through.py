"""Everything that planners do, once: `make lowest` and `make newest` run it with other versions.

It needs what `pip install nomenklatur` brings, pytest and hypothesis, and nothing else.
"""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import urllib.parse
import urllib.request
from typing import IO, TYPE_CHECKING, Any

import pytest

import nomenklatur as nk
from nomenklatur.report.formats import FORMATS
from nomenklatur.tables import read_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

PLAN = "examples/renja-2021-dinas-koperasi-kota-semarang.txt"
LIST = """code,name
2.17,URUSAN PEMERINTAHAN BIDANG KOPERASI
2.17.04,PROGRAM PENILAIAN KESEHATAN KOPERASI
2.17.04.2.01,Penilaian Kesehatan Koperasi
2.17.04.2.01.01,Penghargaan Kesehatan Koperasi
"""
DOCUMENTS = (
    "tabel-4.1-calc.csv",
    "tabel-4.1-portrait.pdf",
    "tabel-4.1-python-docx.docx",
    "tables-calc.html",
    "tables.ods",
    "tables.xls",
    "tables.xlsx",
)
REPORTS = [one.name for one in FORMATS.values() if not one.findings_only]
CHECKS = [one.name for one in FORMATS.values() if one.findings_only]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the user's own that is empty."""
    monkeypatch.setenv("NOMENKLATUR_HOME", str(tmp_path / "home"))
    return tmp_path


def command(*arguments: object, said: str = "", code: int = 0) -> str:
    """What the command prints."""
    done = subprocess.run(
        [sys.executable, "-m", "nomenklatur", "--lang", "en", *map(str, arguments)],
        input=said, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert code == done.returncode, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


def running(*arguments: object) -> AbstractContextManager[subprocess.Popen[str]]:
    """The command while it runs."""
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "nomenklatur", "--lang", "en", *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def address(lines: IO[str]) -> str:
    """The first address that is printed."""
    found: Iterator[re.Match[str] | None] = (re.search(r"http://\S+", line) for line in lines)
    return next(match[0] for match in found if match)


def fetched(url: str, body: dict[str, Any] | None = None, **headers: str) -> bytes:
    """What comes back from a page of this machine."""
    data = None if body is None else json.dumps(body).encode()
    kind = {} if body is None else {"content-type": "application/json"}
    request = urllib.request.Request(url, data, {**kind, **headers})  # noqa: S310 - our own
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - the same
        content: bytes = answer.read()
    return content


def test_a_nomenclature_is_imported_found_and_searched(home: Path) -> None:
    (home / "daftar.csv").write_text(LIST, "utf-8")

    command("catalog", "import", home / "daftar.csv", "--id", "daftar")

    assert "daftar" in command("catalog", "list")
    assert "Penghargaan Kesehatan Koperasi" in command(
        "lookup", "penghargaan kesehatan", "-f", "csv"
    )


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_of_each_kind_is_read(root: Path, name: str) -> None:
    assert read_document(root / "tests" / "corpus" / name).tables


@pytest.mark.parametrize("name", REPORTS)
def test_a_translation_is_written_in_every_format(root: Path, home: Path, name: str) -> None:
    path = home / f"pemetaan.{name}"

    command("translate", root / PLAN, "-f", name, "-o", path)

    assert path.stat().st_size > 1000


@pytest.mark.parametrize("name", CHECKS)
def test_findings_are_written_in_every_format(root: Path, home: Path, name: str) -> None:
    assert "NK301" in command("check", root / PLAN, "-f", name, code=1)


def test_the_workbook_that_is_written_is_read_back(root: Path, home: Path) -> None:
    path = home / "pemetaan.xlsx"
    command("translate", root / PLAN, "-o", path)

    assert ["0.00.01.028", "0.00.06.029"] == sorted(
        str(row.code) for row in nk.read_worksheet(path)
    )


def test_a_likely_name_is_found_where_no_crosswalk_says_it(root: Path, home: Path) -> None:
    written = command("translate", root / PLAN, "--no-crosswalk", "-f", "json")

    summary = json.loads(written)["summary"]
    assert 46 == summary["mapped"] + summary["ambiguous"] + summary["unmapped"]
    assert summary["mapped"] > 0


def test_the_service_translates_and_reconciles(root: Path, home: Path) -> None:
    with running("serve", "--port", "0") as process:
        assert process.stdout is not None
        try:
            base = address(process.stdout)
            rows = [{"Uraian": "Penyediaan Alat Tulis Kantor", "Program": "", "Pagu 2021": 1000}]
            answer = json.loads(fetched(base + "translate", {"rows": rows}))
            names = json.loads(fetched(base + "catalogs"))["catalogs"]
        finally:
            process.send_signal(signal.SIGTERM)

    assert 1 == sum(answer["summary"][part] for part in ("mapped", "ambiguous", "unmapped"))
    assert "permendagri-90-2019" in {one["id"] for one in names}


def test_a_review_is_a_page_and_a_terminal(root: Path, home: Path) -> None:
    log = home / "keputusan.jsonl"
    asked = ("review", root / PLAN, "--decisions", log, "--author", "Siti")
    with running(*asked, "--no-browser") as process:
        assert process.stdout is not None
        try:
            page = fetched(address(process.stdout)).decode()
        finally:
            process.send_signal(signal.SIGINT)
    told = command(*asked, "--terminal", said="1\n")

    assert "Rapat-rapat Koordinasi" in page
    assert "1 question left" in told
    assert 1 == len(log.read_text("utf-8").splitlines())
