"""Baselines: findings that somebody has accepted, so that only new ones fail a check.

A finding is known again by its fingerprint: its rule, the sheet or table, and its message, which
names the item. Rows are not part of it, so that a finding survives the rows above it. Amounts
are: whoever accepted that 398.000 rupiah are lost has not accepted that 398 million are.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from nomenklatur.errors import ConfigError
from nomenklatur.language import _, use_language
from nomenklatur.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nomenklatur.findings.finding import Finding

FORMAT: Final = "nomenklatur/baseline/1"
_MOVABLE: Final = re.compile(
    r"\brows? \d+(?:(?:,| to| and|–|-) ?\d+)*"  # rows move
    r"|\b\d+(?:,\d+)? ?%(?= alike\b)",  # the matcher learns
    re.IGNORECASE,
)


def fingerprint(finding: Finding) -> str:
    """What tells a finding apart from others of its file: 32 hexadecimal digits.

    >>> from nomenklatur.findings import RULES, Finding
    >>> one = Finding(RULES["NK404"], "row 624 is the rest of row 622: 'a' + 'b'")
    >>> other = Finding(RULES["NK404"], "row 626 is the rest of row 624: 'a' + 'b'")
    >>> fingerprint(one) == fingerprint(other)
    True
    """
    place = finding.place
    with use_language("en"):  # whatever language it was made in
        message = " ".join(_MOVABLE.sub("#", _(finding.message)).split())
    parts = (finding.rule.code, place.sheet or "", place.table or "", message)
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:32]


@frozen
class Accepted:
    """A finding that was accepted.

    Attributes:
        fingerprint: Its fingerprint.
        rule: Code of its rule.
        message: Its message, for people who read the file.
        count: How many like it there were.
    """

    fingerprint: str
    rule: str
    message: str
    count: int = 1


@frozen
class Split:
    """Findings parted by a baseline.

    Attributes:
        new: Those that it does not have.
        accepted: Those that it has.
        gone: How many that it has were not found any more.
    """

    new: tuple[Finding, ...]
    accepted: tuple[Finding, ...]
    gone: int


Check = tuple[str, str]
"""What was checked: the file, and the table or sheet of it, if one was asked for."""


@frozen
class Baseline:
    """The findings that were accepted, by what was checked.

    Attributes:
        checks: For each check its accepted findings, in order.
        folder: The folder that the files' paths begin at: that of the baseline.
    """

    checks: Mapping[Check, tuple[Accepted, ...]] = field(factory=dict)
    folder: Path = field(factory=Path.cwd)

    def split(self, findings: Iterable[Finding], file: str) -> Split:
        """Part the findings of a file.

        Of several alike, as many are accepted as there were. What was accepted in one table of
        a file is accepted in the file.
        """
        known: Counter[str] = Counter()
        for (path, _table), accepted in self.checks.items():
            if path == self._key(file):
                known |= Counter({one.fingerprint: one.count for one in accepted})
        new, old = [], []
        for finding in findings:
            print_ = fingerprint(finding)
            if known[print_] > 0:
                known[print_] -= 1
                old.append(finding)
            else:
                new.append(finding)
        return Split(tuple(new), tuple(old), known.total())

    def accepting(self, findings: Iterable[Finding], file: str, table: str = "") -> Baseline:
        """The baseline with the findings of a check in the place of what it had for it."""
        counts: Counter[str] = Counter()
        first: dict[str, Finding] = {}
        for finding in findings:
            print_ = fingerprint(finding)
            counts[print_] += 1
            first.setdefault(print_, finding)
        accepted = tuple(
            Accepted(print_, finding.rule.code, finding.message, counts[print_])
            for print_, finding in first.items()
        )
        return Baseline({**self.checks, (self._key(file), table): accepted}, self.folder)

    def _key(self, file: str) -> str:
        """A file's path from the baseline's folder; what is no file is called as it is."""
        if not Path(file).exists():
            return file
        try:
            return Path(os.path.relpath(file, self.folder)).as_posix()
        except ValueError:  # on another drive
            return Path(file).absolute().as_posix()

    def as_text(self) -> str:
        """The baseline as JSON, in an order that does not depend on who wrote it."""
        checks = [
            {
                "file": file,
                **({"table": table} if table else {}),
                "findings": [
                    {
                        "rule": one.rule,
                        "fingerprint": one.fingerprint,
                        **({"count": one.count} if one.count > 1 else {}),
                        "message": one.message,
                    }
                    for one in sorted(accepted, key=lambda one: (one.rule, one.message))
                ],
            }
            for (file, table), accepted in sorted(self.checks.items())
            if accepted
        ]
        text = json.dumps({"format": FORMAT, "checks": checks}, ensure_ascii=False, indent=2)
        return text + "\n"


def read_baseline(path: str | os.PathLike[str]) -> Baseline:
    """Read a baseline.

    Raises:
        ConfigError: The file cannot be read, or is no baseline.
    """
    path = Path(path)
    place = Place(str(path))
    try:
        found = json.loads(path.read_bytes().decode("utf-8-sig"))
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise ConfigError(
                _("no baseline: its format is not {format!r}").format(format=FORMAT), place=place
            )
        checks = {_check(one): _accepted(one["findings"]) for one in found["checks"]}
    except FileNotFoundError:
        raise ConfigError(
            _("there is no such baseline"), place=place, remedy=_("--write-baseline makes one")
        ) from None
    except OSError as problem:
        raise ConfigError(
            _("cannot be read: {reason}").format(reason=problem.strerror), place=place
        ) from problem
    except KeyError as problem:
        raise ConfigError(
            _("the baseline is damaged: no {problem}").format(problem=problem), place=place
        ) from problem
    except (ValueError, TypeError, AttributeError, RecursionError) as problem:
        raise ConfigError(
            _("the baseline is damaged: {problem}").format(problem=problem), place=place
        ) from problem
    return Baseline(checks, path.absolute().parent)


def _check(one: Mapping[str, Any]) -> Check:
    return str(one["file"]), str(one.get("table", ""))


def _accepted(findings: Sequence[Mapping[str, Any]]) -> tuple[Accepted, ...]:
    return tuple(
        Accepted(str(f["fingerprint"]), str(f["rule"]), str(f["message"]), int(f.get("count", 1)))
        for f in findings
    )


def write_baseline(baseline: Baseline, path: str | os.PathLike[str]) -> None:
    """Write a baseline, whole or not at all.

    Raises:
        OSError: The file cannot be written.
    """
    from nomenklatur.report.writing import write_whole  # noqa: PLC0415 - only to write files

    write_whole(path, baseline.as_text().encode("utf-8", "replace"))
