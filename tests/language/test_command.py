"""The command line in two languages: help, errors, reports, documents, configuration."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner, Result

from nomenklatur.language import language, use_language
from nomenklatur_cli.lazy import paragraphs
from nomenklatur_cli.main import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

ENGLISH = {"LC_ALL": "C", "NOMENKLATUR_LANG": None}
INDONESIAN = {"LC_ALL": "id_ID.UTF-8", "NOMENKLATUR_LANG": None}


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No configuration and no catalogs but the embedded ones."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NOMENKLATUR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def renja(root: Path) -> str:
    """The Semarang plan."""
    return str(root / "examples" / "renja-2021-dinas-koperasi-kota-semarang.txt")


def run(*arguments: str, env: dict[str, str | None] | None = None) -> Result:
    return CliRunner().invoke(cli, arguments, env=ENGLISH if env is None else env)


def commands(
    command: click.Command = cli, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        for name in command.list_commands(ctx):
            below = command.get_command(ctx, name)
            assert below is not None
            yield from commands(below, (*path, name))


ALL = dict(commands())


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_the_help_of_a_command_is_indonesian_throughout(path: tuple[str, ...]) -> None:
    shown = run(*path, "--help", "--lang", "id")

    assert 0 == shown.exit_code
    words = " ".join(shown.stdout.split())
    english = [
        *(text for text in paragraphs(ALL[path].help)),
        *(p.help for p in ALL[path].params if isinstance(p, click.Option) and p.help),
        "Usage:", "Options:", "Commands:", "Examples:", "Show this message", "[required]",
    ]  # fmt: skip
    assert [] == [text for text in english if text.replace("{choices}", "") in words]
    assert words.startswith("Pemakaian: nomenklatur")


def test_the_help_is_translated_when_it_is_shown_and_not_for_good() -> None:
    languages = ("id", "en", "id", "en")

    heads = [run("check", "--help", "--lang", one).stdout.split()[0] for one in languages]

    assert ["Pemakaian:", "Usage:", "Pemakaian:", "Usage:"] == heads


@pytest.mark.parametrize(
    "arguments",
    [
        ("--lang", "id", "check", "--help"),
        ("check", "--lang", "id", "--help"),
        ("check", "--help", "--lang=id"),
        ("--lang", "en", "check", "--help", "--lang", "ID"),
        ("catalog", "--lang", "id", "--help"),
        ("catalog", "list", "--lang", "id", "--help"),
    ],
)
def test_the_option_stands_before_and_behind_a_command_and_the_last_one_counts(
    arguments: tuple[str, ...],
) -> None:
    assert run(*arguments).stdout.startswith("Pemakaian:")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("check", "--lang", "id", "--nothing"), "galat: Tidak ada opsi '--nothing'"),
        (
            ("--lang", "id", "chek"),
            "galat: tidak ada perintah 'chek' (apakah yang dimaksud check?)",
        ),
        (("check", "--lang", "id"), "galat: Belum ada argumen 'PLAN...'"),
        (("check", "--lang", "id", "none.csv"), "none.csv: tidak ada berkas itu"),
        (("explain", "--lang", "id", "NK999"), "tidak ada aturan 'NK999'"),
        (("lookup", "--lang", "id", "qqqq"), "tidak ada yang diketahui tentang 'qqqq'"),
        (("check", "x", "--fail-on", "eror", "--lang", "id"), "bukan salah satu pilihan"),
    ],
)
def test_what_goes_wrong_is_said_in_the_language(arguments: tuple[str, ...], expected: str) -> None:
    assert expected in run(*arguments).stderr


def test_a_language_that_there_is_not_is_an_error_with_the_choices() -> None:
    assert "'de' is not one of 'en', 'id'" in run("check", "--lang", "de", "x").stderr
    told = run("check", "x", env={**ENGLISH, "NOMENKLATUR_LANG": "de"}).stderr
    assert "from the environment variable NOMENKLATUR_LANG" in told


def test_the_locale_chooses_and_the_environment_beats_it_and_the_option_beats_both() -> None:
    def explained(*arguments: str, **env: str) -> str:
        return run("explain", "NK206", *arguments, env={**INDONESIAN, **env}).stdout

    assert "jenis daerah yang lain" in explained()
    assert "another kind of region" in explained(NOMENKLATUR_LANG="en")
    assert "jenis daerah yang lain" in explained("--lang", "id", NOMENKLATUR_LANG="en")


def test_the_configuration_chooses_for_all_and_for_one_command() -> None:
    Path("nomenklatur.toml").write_text('lang = "id"\n[catalog.list]\nlang = "en"\n')

    assert "jenis daerah yang lain" in run("explain", "NK206").stdout
    assert "title" in run("catalog", "list").stdout
    assert "judul" in run("crosswalk", "list").stdout
    assert run("check", "--help").stdout.startswith("Pemakaian:")
    assert run("--help").stdout.startswith("Pemakaian:")
    assert run("--lang", "en", "--help").stdout.startswith("Usage:")
    assert run("--help", env={"NOMENKLATUR_LANG": "en"}).stdout.startswith("Usage:")
    assert "another kind" in run("explain", "NK206", "--lang", "en").stdout
    shown = json.loads(run("config", "show", "-f", "json").stdout)
    assert {"id", "en"} == {s["value"] for s in shown["settings"] if s["setting"] == "lang"}


def test_the_table_on_the_terminal_is_in_the_language_with_its_numbers(renja: str) -> None:
    english = run("translate", renja).stdout
    indonesian = run("translate", renja, "--lang", "id").stdout

    assert "Lost: 1 item without a place in the new nomenclature" in english
    assert "10,268,007,000" in english
    assert "97.24 %" in english
    assert "Hilang: 1 kegiatan tanpa tempat dalam nomenklatur baru" in indonesian
    assert "10.268.007.000" in indonesian
    assert "97,24 %" in indonesian
    assert "kedua nama menyebut" in indonesian


def test_machine_values_are_the_same_in_every_language(renja: str) -> None:
    def plain(value: object) -> object:
        """A JSON value without its texts for people."""
        if isinstance(value, dict):
            said = {"message", "suggestion", "evidence"}
            return {key: plain(one) for key, one in value.items() if key not in said}
        return [plain(one) for one in value] if isinstance(value, list) else value

    english, indonesian = (
        json.loads(run("translate", renja, "-f", "json", "--lang", one).stdout)
        for one in ("en", "id")
    )

    assert plain(english) == plain(indonesian)
    assert english != indonesian


def test_a_baseline_of_one_language_holds_in_the_other(renja: str) -> None:
    run("check", renja, "--baseline", "known.json", "--write-baseline", "--lang", "en")

    checked = run("check", renja, "--baseline", "known.json", "--lang", "id")

    assert (0, "") == (checked.exit_code, checked.stdout)
    assert "tidak ada temuan" in checked.stderr


def test_a_page_is_indonesian_unless_a_language_is_chosen_whatever_the_locale(renja: str) -> None:
    run("translate", renja, "-o", "usual.html")
    run("translate", renja, "-o", "chosen.html", "--lang", "en")

    usual, chosen = (Path(f"{name}.html").read_text("utf-8") for name in ("usual", "chosen"))
    assert '<html lang="id">' in usual
    assert "rinciannya berjumlah 285.600.000" in usual
    assert "kedua nama menyebut" in usual
    assert '<html lang="en">' in chosen
    assert "its parts add up to 285,600,000" in chosen
    for word in ("Belum terpetakan", "Terpetakan", "kedua nama", "belum pasti"):
        assert word not in chosen


def test_a_workbook_is_indonesian_unless_a_language_is_chosen(renja: str) -> None:
    run("translate", renja, "-o", "usual.xlsx")
    run("translate", renja, "-o", "chosen.xlsx", "--lang", "en")

    assert [
        "Pemetaan",
        "Rekap",
        "Belum terpetakan",
        "Perlu ditinjau",
        "Temuan",
        "Berita Acara",
    ] == (sheets("usual.xlsx"))
    assert [
        "Mapping",
        "Roll-up",
        "Not mapped yet",
        "To be reviewed",
        "Findings",
        "Certificate",
    ] == (sheets("chosen.xlsx"))
    assert "rinciannya berjumlah" in strings("usual.xlsx")
    assert "its parts add up to" in strings("chosen.xlsx")


def sheets(path: str) -> list[str]:
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy

    return load_workbook(path, read_only=True).sheetnames


def strings(path: str) -> str:
    with zipfile.ZipFile(io.BytesIO(Path(path).read_bytes())) as archive:
        return "".join(archive.read(n).decode() for n in archive.namelist() if n.endswith(".xml"))


def test_an_error_on_the_way_to_a_document_follows_the_locale() -> None:
    for env, expected in ((ENGLISH, "there is no such file"), (INDONESIAN, "tidak ada berkas itu")):
        assert expected in run("translate", "none.csv", "-o", "page.html", env=env).stderr


def test_a_run_leaves_no_language_behind(renja: str) -> None:
    run("translate", renja, "-o", "usual.html", "--lang", "id")

    assert "en" == language()
    with use_language(None):
        run("explain", "--lang", "id", "NK206")
        assert "en" == language()


def test_a_process_of_its_own_speaks_the_language_of_its_locale(renja: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nomenklatur_cli", "check", renja],
        capture_output=True, check=False, encoding="utf-8",
        env={"LC_ALL": "id_ID.UTF-8", "PYTHONUTF8": "1"},
    )  # fmt: skip

    assert 1 == done.returncode
    assert "galat NK301 total-differs" in done.stdout
    assert "3 galat" in done.stderr
