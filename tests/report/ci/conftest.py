"""Findings of every kind, and a working folder in which their files are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nomenklatur.findings import RULES, Finding
from nomenklatur.places import Place
from nomenklatur.report import FindingsReport

if TYPE_CHECKING:
    from pathlib import Path

FINDINGS = (
    Finding(
        RULES["NK305"], "the text states 44 kegiatan, table 4.1 has 46", Place("renja.txt", row=954)
    ),
    Finding(
        RULES["NK201"],
        "0.00.06.029 Penyusunan Renstra Skpd has no place",
        Place("renja.txt", table="4.1", row=1073),
        "likeliest: X.XX.01.2.01.01 (71%)",
    ),
    Finding(RULES["NK406"], "cells put back", Place("renja.txt", table="4.1", row=1076)),
    Finding(RULES["NK406"], "cells put back", Place("renja.txt", table="4.1", row=1080)),
    Finding(
        RULES["NK304"],
        "107928192.77 is taken as 107.928.193",
        Place("plan a,b:c%.xlsx", sheet="Renja", row=3, column="F3"),
    ),
    Finding(RULES["NK201"], "nothing is known of where it is", Place()),
)
HOSTILE = "50 %\r\n::set-env name=X::1\x00\x1b[31m]]>&<b>\u2028\ud83d\ude00".encode(
    "utf-16", "surrogatepass"
).decode("utf-16")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder that is no build server's."""
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def report() -> FindingsReport:
    """Findings on two files, two of them alike, one of nowhere."""
    return FindingsReport(FINDINGS, "renja.txt")


@pytest.fixture
def hostile() -> FindingsReport:
    """A finding whose message would do harm."""
    return FindingsReport((Finding(RULES["NK101"], HOSTILE, Place(HOSTILE, row=1)),), "x")


@pytest.fixture
def with_baseline() -> FindingsReport:
    """One new finding, one accepted."""
    return FindingsReport(FINDINGS[1:2], "renja.txt", accepted=FINDINGS[:1])
