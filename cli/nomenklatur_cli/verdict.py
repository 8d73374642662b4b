"""The verdict on findings: which of them count, which are new, and the exit code they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import click
from attrs import frozen

from nomenklatur.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nomenklatur.findings import Finding, Severity
    from nomenklatur.findings.baseline import Baseline
    from nomenklatur.translation import Translation
    from nomenklatur_cli.output import Output

CLEAN, FOUND = 0, 1
_SHOWN_ABOVE = frozenset({"table", "markdown"})


def exit_code(findings: Iterable[Finding], fail_on: str) -> int:
    """1 if there are findings of a severity or above, or errors about money from reading, else 0.

    Args:
        findings: The findings.
        fail_on: The severity; with ``never`` only errors from reading count.
    """
    from nomenklatur.findings.selection import is_failure  # noqa: PLC0415 - not for --help

    return FOUND if is_failure(findings, severity(fail_on)) else CLEAN


def severity(fail_on: str) -> Severity | None:
    """The severity from which on findings fail; None for ``never``."""
    from nomenklatur.findings import Severity  # noqa: PLC0415 - not for --help

    return None if fail_on == "never" else Severity(fail_on)


def say_above(translation: Translation, output: Output) -> None:
    """Say errors about money from reading on standard error, where the result does not show them.

    A screen and a document say them above the figures; rows in a file and data do not.
    """
    from nomenklatur.findings.reading import is_reading_error  # noqa: PLC0415 - not for --help
    from nomenklatur.report.above import lines_above  # noqa: PLC0415 - the same
    from nomenklatur_cli.console import say  # noqa: PLC0415 - the same

    if not output.to_file and output.chosen() in _SHOWN_ABOVE:
        return
    plan = translation.plan
    errors = filter(is_reading_error, translation.all_findings)
    for line in lines_above(errors, plan.source):
        say(f"{plan.source}: {line}" if plan.source else line)


@frozen
class Verdict:
    """What the user said of findings: which count, which are accepted, which fail the check."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fatal: tuple[str, ...] = ()
    per_file_ignores: tuple[str, ...] = ()
    baseline: str | None = None
    write_baseline: bool = False
    fail_on: str = "error"

    def __attrs_post_init__(self) -> None:
        if self.write_baseline and not self.baseline:
            raise click.UsageError(_("--write-baseline needs --baseline, the file to write"))

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names of the parameters."""
        return tuple(attribute.name for attribute in attrs.fields(cls))

    def give(
        self, found: Iterable[tuple[str, Iterable[Finding]]], output: Output, table: str = ""
    ) -> int:
        """Write the findings that count, say how many there are, and give the exit code.

        Args:
            found: What was checked, and the findings on it.
            output: Where they go.
            table: The table or sheet that was checked, if one was asked for.
        """
        from nomenklatur.findings.selection import Selection  # noqa: PLC0415 - not for --help
        from nomenklatur.report import FindingsReport  # noqa: PLC0415 - loads the writers

        selection = Selection.parse(
            select=self.select,
            ignore=self.ignore,
            fatal=self.fatal,
            per_file=self.per_file_ignores,
        )
        baseline = self._baseline()
        new: list[Finding] = []
        accepted: list[Finding] = []
        files = []
        for file, findings in found:
            files.append(file)
            chosen = selection.apply(findings, file)
            if baseline is not None and self.write_baseline:
                baseline = baseline.accepting(chosen, file, table)
            new += self._new(chosen, file, baseline, accepted)
        report = FindingsReport(
            tuple(new),
            ", ".join(files),
            None if baseline is None else tuple(accepted),
            severity(self.fail_on),
            files=tuple(files),
        )
        output.write(report)
        if baseline is not None and self.write_baseline:
            self._keep(baseline)
        return exit_code(report.findings, self.fail_on)

    def _baseline(self) -> Baseline | None:
        from pathlib import Path  # noqa: PLC0415 - for baselines only

        from nomenklatur.findings.baseline import Baseline, read_baseline  # noqa: PLC0415 - so

        if not self.baseline:
            return None
        path = Path(self.baseline)
        if self.write_baseline and not path.exists():
            return Baseline(folder=path.absolute().parent)
        return read_baseline(path)

    def _new(
        self,
        findings: Sequence[Finding],
        file: str,
        baseline: Baseline | None,
        accepted: list[Finding],
    ) -> Sequence[Finding]:
        """The findings that no baseline has accepted; says how many there are."""
        from nomenklatur.report import FindingsReport  # noqa: PLC0415 - loads the writers
        from nomenklatur.report.sections import counted  # noqa: PLC0415 - the same
        from nomenklatur_cli.console import say  # noqa: PLC0415 - not for --help

        parts = None
        if baseline is not None:
            parts = baseline.split(findings, file)
            findings = parts.new
            accepted += parts.accepted
        said = [counted(FindingsReport(tuple(findings)).counts())]
        if parts is not None and (n := len(parts.accepted)):
            said.append(ngettext("{n} accepted", "{n} accepted", n).format(n=n))
        say(f"{file}: {', '.join(said)}")
        if parts is not None and parts.gone:
            say(
                ngettext(
                    "{file}: {n} in the baseline is gone (--write-baseline forgets it)",
                    "{file}: {n} in the baseline are gone (--write-baseline forgets them)",
                    parts.gone,
                ).format(file=file, n=parts.gone)
            )
        return findings

    def _keep(self, baseline: Baseline) -> None:
        from nomenklatur.findings.baseline import write_baseline  # noqa: PLC0415 - for it only
        from nomenklatur_cli.console import say  # noqa: PLC0415 - not for --help

        write_baseline(baseline, str(self.baseline))
        say(
            _("{baseline}: written; what it has is accepted from now on").format(
                baseline=self.baseline
            )
        )
