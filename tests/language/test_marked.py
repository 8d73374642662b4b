"""No text reaches a person that the message catalog cannot translate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.language.marks import shadowed, unmarked

if TYPE_CHECKING:
    from pathlib import Path


def test_what_findings_errors_options_and_commands_say_is_marked(root: Path) -> None:
    assert [] == unmarked(root, ("nomenklatur", "cli"))


@pytest.mark.parametrize(
    "line",
    [
        'raise ReadError("the file is empty")',
        'raise ReadError(f"{name} is empty")',
        'raise ReadError(_("empty"), remedy="write " + name)',
        'raise ReadError(_("empty") if name else "the file is empty")',
        'raise OwnError(_("empty"), remedy=text or "write it")',
        'Finding(rule, f"{code} {name}")',
        'Finding(rule, _("empty"), place, "write it")',
        'evolve(finding, message=f"{finding.message} (twice)")',
        'say(f"{file}: written")',
        'message = "a text"\n    fail(message)',
        'click.option("--all", help="Show all.")',
        'raise ReadError("empty {name}".format(name=name))',
    ],
)
def test_a_text_without_a_mark_is_found(tmp_path: Path, line: str) -> None:
    errors = "class ReadError(NomenklaturError): ...\nclass OwnError(ReadError): ...\n"
    source = f"{errors}def f(name, text):\n    {line}\n"
    (tmp_path / "module.py").write_text(source, encoding="utf-8")

    assert 1 == len(unmarked(tmp_path, (".",)))


@pytest.mark.parametrize(
    "line",
    [
        'raise ReadError(_("the file is empty"))',
        'raise ReadError(_("{name} is empty").format(name=name), remedy=_("write it"))',
        'raise ReadError(ngettext("one", "many", 2).format(n=2))',
        "raise ReadError(text, remedy=problem.remedy)",
        'raise ValueError("for programmers")',
        'say(f"{file}: {counts}")',
        'click.option("--all", help=N_("Show all."))',
        'message = _("a text")\n    fail(message)',
    ],
)
def test_a_text_with_a_mark_or_of_another_function_is_not_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "module.py").write_text(f"def f(name, text):\n    {line}\n", encoding="utf-8")

    assert [] == unmarked(tmp_path, (".",))


def test_the_name_of_the_mark_is_never_a_variable_beside_it(root: Path) -> None:
    assert [] == shadowed(root, ("nomenklatur", "cli"))


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("for _ in names: print(_('a'))", 1),
        ("code, _, name = _(text)", 1),
        ("return [_('a') for name, _ in names]", 0),
        ("for _ in names: print()", 0),
    ],
)
def test_a_variable_of_the_marks_name_is_found(tmp_path: Path, line: str, number: int) -> None:
    (tmp_path / "module.py").write_text(f"def f(names, text):\n    {line}\n", encoding="utf-8")

    assert number == len(shadowed(tmp_path, (".",)))
