from __future__ import annotations

import pytest

from nomenklatur.errors import ConfigError
from nomenklatur.report import Listings, render


def test_a_finding_is_a_command_with_file_line_and_title(report) -> None:
    lines = render(report, "github").splitlines()

    assert [
        (
            "::warning file=renja.txt,line=954,title=NK305 count-differs"
            "::row 954: the text states 44 kegiatan, table 4.1 has 46"
        ),
        (
            "::error file=renja.txt,line=1073,title=NK201 unmapped"
            "::table 4.1, row 1073: 0.00.06.029 Penyusunan Renstra Skpd has no place"
            " (likeliest: X.XX.01.2.01.01 (71%25))"
        ),
        (
            "::warning file=renja.txt,line=1076,title=NK406 cells-shifted"
            "::table 4.1, row 1076: cells put back"
        ),
    ] == lines[:3]
    assert len(report.findings) == len(lines)


def test_properties_are_escaped_and_a_cell_is_named(report) -> None:
    assert (
        "::warning file=plan a%2Cb%3Ac%25.xlsx,line=3,title=NK304 not-whole-rupiah"
        "::sheet Renja, row 3, column F3: 107928192.77 is taken as 107.928.193"
    ) == render(report, "github").splitlines()[4]


def test_a_finding_of_no_row_is_one_of_the_file(report) -> None:
    last = render(report, "github").splitlines()[-1]

    assert "::error file=renja.txt,title=NK201 unmapped::nothing is known of where it is" == last


def test_no_message_begins_a_command_of_its_own(hostile) -> None:
    text = render(hostile, "github")

    assert 1 == text.count("\n")
    assert text.startswith("::error file=")
    assert "\x1b" not in text
    assert "50 %25 ::set-env" in text


@pytest.mark.parametrize("name", ["github", "gitlab", "sarif", "junit"])
def test_only_findings_are_written_for_build_servers(name) -> None:
    with pytest.raises(ConfigError, match=f"the {name} format is for findings"):
        render(Listings("x", ()), name)


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_paths_begin_at_the_repository_wherever_the_command_runs(
    report, tmp_path, monkeypatch, variable
) -> None:
    (tmp_path / "opd").mkdir()
    monkeypatch.chdir(tmp_path / "opd")
    monkeypatch.setenv(variable, str(tmp_path))

    assert "file=opd/renja.txt," in render(report, "github")
