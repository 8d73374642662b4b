"""Which findings count: rules selected, ignored, ignored in some files, and made fatal."""

from __future__ import annotations

import fnmatch
import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from nomenklatur.errors import ConfigError
from nomenklatur.findings.finding import Finding, Severity
from nomenklatur.findings.reading import is_reading_error
from nomenklatur.findings.rules import RULES, Rule
from nomenklatur.language import _
from nomenklatur.suggestion import meant

if TYPE_CHECKING:
    from collections.abc import Iterable


@frozen
class PerFile:
    """Rules that do not count in some files.

    Attributes:
        pattern: A shell pattern: of file names, or of whole paths if it has a slash.
        codes: The codes of the rules.
    """

    pattern: str
    codes: frozenset[str]

    @classmethod
    def parse(cls, text: str) -> PerFile:
        """Read ``PATTERN:RULES``, such as ``renja-2020*:NK4,NK205``.

        Raises:
            ConfigError: There is no pattern, or a word selects no rule.

        >>> PerFile.parse("lama/*.csv:NK211").pattern
        'lama/*.csv'
        """
        pattern, colon, words = text.rpartition(":")
        if not (colon and pattern.strip() and words.strip()):
            raise ConfigError(
                _("{text!r} does not say which rules to ignore where").format(text=text),
                remedy=_("write PATTERN:RULES, such as 'renja-2020*:NK4,NK205'"),
            )
        return cls(pattern.strip(), rules_named([words]))

    def matches(self, file: str) -> bool:
        """Whether a file is one of those meant; paths begin at the working folder."""
        pattern = self.pattern.replace("\\", "/")
        if "/" not in pattern:
            return fnmatch.fnmatchcase(PurePath(file).name, pattern)
        whole = Path(os.path.normpath(Path(pattern).absolute())).as_posix()
        path = Path(os.path.normpath(Path(file).absolute())).as_posix()
        return fnmatch.fnmatchcase(path, whole)


@frozen
class Selection:
    """Which findings count, and how much.

    Attributes:
        select: Codes of the rules that count; empty for all.
        ignore: Codes of the rules that do not.
        fatal: Codes of the rules whose findings are errors, whatever they are otherwise.
        per_file: Rules that do not count in some files.
    """

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    fatal: frozenset[str] = field(default=frozenset(), kw_only=True)
    per_file: tuple[PerFile, ...] = field(default=(), kw_only=True)

    @classmethod
    def parse(
        cls,
        *,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        fatal: Iterable[str] = (),
        per_file: Iterable[str] = (),
    ) -> Selection:
        """The selection that texts say: codes, names or the start of codes.

        Raises:
            ConfigError: A text selects no rule.
        """
        return cls(
            rules_named(select),
            rules_named(ignore),
            fatal=rules_named(fatal),
            per_file=tuple(map(PerFile.parse, per_file)),
        )

    def apply(self, findings: Iterable[Finding], file: str = "") -> tuple[Finding, ...]:
        """The findings that count, in their order.

        Args:
            findings: The findings.
            file: The file of those that name none.
        """
        ignored: dict[str, frozenset[str]] = {}
        kept = []
        for finding in findings:
            code, where = finding.rule.code, finding.place.file or file
            if where not in ignored:
                codes = (one.codes for one in self.per_file if one.matches(where))
                ignored[where] = self.ignore.union(*codes)
            if code in ignored[where] or (self.select and code not in self.select):
                continue
            kept.append(evolve(finding, severity=Severity.ERROR) if code in self.fatal else finding)
        return tuple(kept)


def rules_named(texts: Iterable[str]) -> frozenset[str]:
    """The codes of the rules that texts name: codes, names, or the start of codes.

    Raises:
        ConfigError: A word of them names no rule.

    >>> sorted(rules_named(["NK30, unmapped"]))
    ['NK201', 'NK301', 'NK302', 'NK303', 'NK304', 'NK305', 'NK306', 'NK307']
    """
    words = (word for text in texts for word in text.replace(",", " ").split())
    return frozenset(code for word in words for code in _codes(word))


def _codes(word: str) -> list[str]:
    found = [rule.code for rule in RULES.values() if _names(word, rule)]
    if not found:
        names = [*RULES, *(rule.name for rule in RULES.values())]
        remedy = meant(word, names, otherwise=_("nomenklatur explain lists the rules"))
        raise ConfigError(_("{word!r} selects no rule").format(word=word), remedy=remedy)
    return found


def _names(word: str, rule: Rule) -> bool:
    prefix = word.upper()
    return word.lower() == rule.name or (prefix[:2] == "NK" and rule.code.startswith(prefix))


def is_failure(findings: Iterable[Finding], limit: Severity | None) -> bool:
    """Whether findings of a severity or above are among them, or errors about money from reading.

    Args:
        findings: The findings.
        limit: The severity; None for none, and then only errors from reading count.
    """
    return any(
        is_reading_error(finding) or (limit is not None and finding.severity >= limit)
        for finding in findings
    )
