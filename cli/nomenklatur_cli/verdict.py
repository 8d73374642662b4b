"""The exit code that findings have, and which of them count."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from nomenklatur.errors import ConfigError
from nomenklatur.findings import RULES, Finding, Rule, Severity
from nomenklatur_cli.console import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nomenklatur_cli.output import Output

CLEAN, FOUND = 0, 1


def exit_code(findings: Iterable[Finding], fail_on: str) -> int:
    """1 if there are findings of a severity or above, else 0; ``never`` is always 0."""
    if fail_on == "never":
        return CLEAN
    limit = Severity(fail_on)
    return FOUND if any(finding.severity >= limit for finding in findings) else CLEAN


def chosen(
    findings: Iterable[Finding], *, select: Sequence[str], ignore: Sequence[str]
) -> tuple[Finding, ...]:
    """The findings of the selected rules less the ignored ones.

    Raises:
        ConfigError: A text selects no rule.
    """
    wanted = rules(select) if select else frozenset(RULES)
    wanted -= rules(ignore)
    return tuple(finding for finding in findings if finding.rule.code in wanted)


def rules(texts: Iterable[str]) -> frozenset[str]:
    """The codes of the rules that texts name: codes, names, or the start of codes."""
    words = (word for text in texts for word in text.replace(",", " ").split())
    return frozenset(code for word in words for code in _codes(word))


def _codes(word: str) -> list[str]:
    found = [rule.code for rule in RULES.values() if _names(word, rule)]
    if not found:
        names = [*RULES, *(rule.name for rule in RULES.values())]
        close = difflib.get_close_matches(word, names, n=1, cutoff=0.5)
        remedy = f"did you mean {close[0]}?" if close else "nomenklatur explain lists the rules"
        raise ConfigError(f"{word!r} selects no rule", remedy=remedy)
    return found


def _names(word: str, rule: Rule) -> bool:
    prefix = word.upper()
    return word.lower() == rule.name or (prefix[:2] == "NK" and rule.code.startswith(prefix))


def give_verdict(  # noqa: PLR0913 - the options of every checking command
    findings: Iterable[Finding],
    source: str,
    output: Output,
    *,
    select: Sequence[str],
    ignore: Sequence[str],
    fail_on: str,
) -> int:
    """Write the findings that count, say how many there are, and give the exit code."""
    from nomenklatur.report import FindingsReport  # noqa: PLC0415 - loads the writers
    from nomenklatur.report.sections import counted  # noqa: PLC0415 - the same

    report = FindingsReport(chosen(findings, select=select, ignore=ignore), source)
    output.write(report)
    say(f"{source}: {counted(report.counts())}")
    return exit_code(report.findings, fail_on)
