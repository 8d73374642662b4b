"""What a report for people says, section by section, before any format draws it."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

from attrs import evolve

from nomenklatur.crosswalk import Relation
from nomenklatur.findings import Severity
from nomenklatur.findings.reading import gravest_first
from nomenklatur.language import N_, _, ngettext
from nomenklatur.money import ZERO, Rupiah
from nomenklatur.report.balance import balances, column_keys
from nomenklatur.report.grid import Column, Line
from nomenklatur.report.payloads import severities
from nomenklatur.report.section import Section
from nomenklatur.report.wording import at_office, grouped, money, percent, probability
from nomenklatur.translation import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from nomenklatur.codes import Code, Level
    from nomenklatur.findings import Finding
    from nomenklatur.report.balance import Balance
    from nomenklatur.report.payloads import RollupReport
    from nomenklatur.rollup import Rollup
    from nomenklatur.translation import Candidate, Outcome, Translation

FEW = 10
"""How many items or findings of a kind a short report shows."""
CANDIDATES = 3
"""How many candidates of an item a report shows; the first alone where many items are open."""

ROLES = {Status.MAPPED: "sure", Status.AMBIGUOUS: "unsure", Status.UNMAPPED: "lost"}
SEVERITY_ROLES = {Severity.ERROR: "lost", Severity.WARNING: "unsure", Severity.INFO: "faint"}


def amount_columns(keys: Sequence[str]) -> tuple[Column, ...]:
    """A column of money for each key; the first is never left out."""
    return tuple(Column(key, right=True, optional=i > 0) for i, key in enumerate(keys))


def amount_cells(amounts: Mapping[str, Rupiah], keys: Sequence[str]) -> tuple[str, ...]:
    """The amounts; empty where there is none."""
    return tuple(money(amounts[key]) if key in amounts else "" for key in keys)


def headline(translation: Translation) -> tuple[str, ...]:
    """What was translated, from what, to what."""
    plan = translation.plan
    office = "" if plan.office.casefold() in plan.title.casefold() else plan.office
    file = PurePath(plan.source).name
    table = _("table {table}").format(table=plan.table) if plan.table else ""
    where = ", ".join(filter(None, (office, file, table)))
    unknown = _("an unknown nomenclature")
    source = translation.source.id if translation.source is not None else unknown
    frame = [f"{source} → {translation.target.id}"]
    if translation.authority:
        frame.append(translation.authority.label)
    if translation.bidang:
        frame.append(_("bidang {bidang}").format(bidang=translation.bidang))
    lines = (plan.title, where, ", ".join(frame))
    return tuple(line for line in lines if line)


def balance_section(translation: Translation) -> Section:
    """Plan = mapped + ambiguous + unmapped: the items, then each column of money."""
    columns = (
        Column("", key="column"),
        Column(N_("plan"), right=True),
        *(Column(status.value, right=True) for status in Status),
        Column(N_("difference"), right=True),
    )
    counts = {status: translation.count(status) for status in Status}
    items = len(translation.plan.items)
    lines = [
        Line((_("items"), *_equation(items, counts, items - sum(counts.values())))),
        *_share_line(percent(_part(counts[status], items)) for status in Status),
    ]
    broken = items != sum(counts.values())
    for balance in balances(translation):
        broken = broken or bool(balance.difference)
        lines += _balance_lines(balance)
    notes = (_("The sums do not agree: this is a defect of the program; please report it."),)
    return Section("", columns, tuple(lines), notes=notes if broken else ())


def _part(part: int, whole: int) -> Fraction | None:
    return Rupiah(part).percent_of(Rupiah(whole))


def _equation(whole: int, parts: Mapping[Status, int], difference: int) -> tuple[str, ...]:
    return tuple(grouped(number) for number in (whole, *parts.values(), difference))


def _balance_lines(balance: Balance) -> Iterable[Line]:
    amounts = (balance.plan, *(balance.of(status) for status in Status), balance.difference)
    yield Line((balance.column, *map(money, amounts)), "lost" if balance.difference else "")
    yield from _share_line(percent(balance.percent(status)) for status in Status)


def _share_line(shares: Iterable[str]) -> Iterable[Line]:
    """The percentages below an equation; none where the whole is nothing."""
    cells = ("", "", *shares, "")
    if any(cells):
        yield Line(cells)


def weight(outcome: Outcome, keys: Sequence[str]) -> tuple[int, ...]:
    """An item's money, negated, so that sorting puts the most expensive first."""
    return tuple(-outcome.item.amounts.get(key, ZERO).amount for key in keys)


def open_sections(translation: Translation, *, everything: bool) -> tuple[Section, ...]:
    """What is lost and what is unsure, the most expensive first, with candidates and reasons."""
    keys = column_keys(translation.plan)
    found = []
    for status in (Status.UNMAPPED, Status.AMBIGUOUS):
        outcomes = [outcome for outcome in translation if outcome.status is status]
        if not outcomes:
            continue
        outcomes.sort(key=lambda outcome: weight(outcome, keys))
        shown = outcomes if everything else outcomes[:FEW]
        whole = everything or len(outcomes) <= CANDIDATES
        lines = [
            line for o in shown for line in _open_lines(o, translation.bidang, keys, whole=whole)
        ]
        notes = _rest(outcomes[len(shown) :], keys)
        title = _open_title(status, len(outcomes))
        found.append(Section(title, _item_columns(keys), tuple(lines), ROLES[status], notes))
    return tuple(found)


def _open_title(status: Status, n: int) -> str:
    if status is Status.UNMAPPED:
        return ngettext(
            "Lost: {n} item without a place in the new nomenclature",
            "Lost: {n} items without a place in the new nomenclature",
            n,
        ).format(n=n)
    return ngettext(
        "Unsure: {n} item that somebody has to decide",
        "Unsure: {n} items that somebody has to decide",
        n,
    ).format(n=n)


def _rest(outcomes: Sequence[Outcome], keys: Sequence[str]) -> tuple[str, ...]:
    if not outcomes:
        return ()
    sums = ", ".join(
        f"{key}: {money(Rupiah.sum(o.item.amounts.get(key, ZERO) for o in outcomes))}"
        for key in keys
    )
    return (
        ngettext(
            "… and {n} item more ({sums}); --all shows it.",
            "… and {n} items more ({sums}); --all shows them.",
            len(outcomes),
        ).format(n=len(outcomes), sums=sums),
    )


def _item_columns(keys: Sequence[str]) -> tuple[Column, ...]:
    return (Column(N_("code")), Column(N_("kegiatan"), wraps=True), *amount_columns(keys))


def item_code(outcome: Outcome) -> Code | None:
    """The item's own code, or the code of the legacy entry that it was recognised as."""
    if outcome.item.code is not None:
        return outcome.item.code
    return outcome.source.entry.code if outcome.source else None


def _item_line(outcome: Outcome, keys: Sequence[str]) -> Line:
    code = item_code(outcome)
    text = str(code) if code is not None else outcome.item.code_text or "-"
    return Line((text, outcome.item.name, *amount_cells(outcome.item.amounts, keys)))


def _open_lines(
    outcome: Outcome, bidang: Code | None, keys: Sequence[str], *, whole: bool
) -> Iterable[Line]:
    """An open item with what it may become; with the reasons too if there is room for them."""
    yield evolve(_item_line(outcome, keys), role=ROLES[outcome.status], cut=not whole)
    blank = ("",) * len(keys)
    if whole and (reason := why_open(outcome)):
        yield Line(("", reason, *blank))
    for candidate in outcome.candidates[: CANDIDATES if whole else 1]:
        code = at_office(candidate.entry.code, bidang)
        text = f"{probability(candidate.score)} {candidate.entry.name}"
        yield Line((f"? {code}", text, *blank), cut=True)
        if whole and candidate.evidence:
            yield Line(("", reasons_of(candidate), *blank), cut=True)
    if not outcome.candidates:
        yield Line(("", _("No candidates."), *blank))


def why_open(outcome: Outcome) -> str:
    """Why nothing was taken, where that is not plain to see: what the mapping says."""
    if outcome.note:
        return f"KETERANGAN: {outcome.note}"
    return _("It is recorded as having no home.") if outcome.relation is Relation.NONE else ""


def reasons_of(candidate: Candidate) -> str:
    """What speaks for a candidate and what against it."""
    return "; ".join(
        _("but {reason}").format(reason=piece.text) if piece.against else _(piece.text)
        for piece in candidate.evidence
    )


def items_section(translation: Translation) -> Section:
    """Every item, old above new; a target shows its money where the item is split."""
    keys = column_keys(translation.plan)
    lines: list[Line] = []
    for outcome in translation:
        lines.append(_item_line(outcome, keys))
        lines += _target_lines(outcome, keys)
    return Section(_("Items"), _item_columns(keys), tuple(lines))


def _target_lines(outcome: Outcome, keys: Sequence[str]) -> Iterable[Line]:
    role, blank = ROLES[outcome.status], ("",) * len(keys)
    if not outcome.targets:
        yield Line((f"→ {_(outcome.status.value)}", "", *blank), role)
        return
    for target in outcome.targets:
        cells = amount_cells(target.amounts, keys) if len(outcome.targets) > 1 else blank
        words = how(outcome)
        if len(outcome.targets) > 1:
            words = _("{how}; share {share}").format(how=words, share=target.share)
        text = f"{target.name} ({words})" if words else target.name
        yield Line((f"→ {target.code}", text, *cells), role)


def how(outcome: Outcome) -> str:
    """What an outcome rests on, in a few words: ``crosswalk, exact``."""
    parts: list[str] = [_(outcome.method.value)] if outcome.method else []
    if outcome.relation:
        absorbed = outcome.relation is Relation.BROAD
        parts.append(_("absorbed") if absorbed else _(outcome.relation.value))
    if outcome.score is not None and outcome.score < 1:
        parts.append(probability(outcome.score))
    return ", ".join(dict.fromkeys(parts))


def rollup_section(
    translation: Translation, rollup: Rollup, *, only: Level | None = None, title: str = ""
) -> Section:
    """The budget tree, then what is not in it, then the plan.

    Args:
        translation: The translation.
        rollup: Its money along a tree.
        only: Show the nodes of one level alone.
        title: Title of the section.
    """
    keys = rollup.columns
    totals = {key: rollup.total(key) for key in keys}
    columns = (
        Column(N_("code")),
        Column(N_("program") if only else "name", wraps=True),
        Column(N_("items"), right=True),
        *amount_columns(keys),
        *(
            Column(_("% of {column}").format(column=key), right=True, optional=True)
            for key in keys[:1]
        ),
    )

    def line(code: str, name: str, items: int, amounts: Mapping[str, Rupiah], role: str) -> Line:
        shares = [percent(amounts.get(k, ZERO).percent_of(totals[k])) for k in keys[:1]]
        return Line((code, name, grouped(items), *amount_cells(amounts, keys), *shares), role)

    lines = [
        line(str(node.code or ""), node.name, node.items, node.amounts, "")
        for node in rollup.walk()
        if only in (None, node.level)
    ]
    for status, amounts in rollup.outside.items():
        items = translation.count(status)
        if items:
            lines.append(line("", f"({_(status.value)})", items, amounts, ROLES[status]))
    lines.append(line("", _("plan"), len(translation.plan.items), totals, "total"))
    return Section(title, columns, tuple(lines))


def rollup_title(report: RollupReport) -> str:
    """What a roll-up shows."""
    if report.by == "old":
        return _("Budget by {level} of the plan's own programs").format(level=report.level.label)
    return _("Budget by {level} of {nomenclature}").format(
        level=report.level.label, nomenclature=report.translation.target.id
    )


def findings_section(findings: Sequence[Finding], *, file: str = "") -> Section | None:
    """All findings, the gravest first; None if there are none.

    Args:
        findings: The findings.
        file: The file that they are in, which is not repeated.
    """
    if not findings:
        return None
    rows = gravest_first(findings)
    columns = (
        Column(N_("severity")),
        Column(N_("rule")),
        Column(N_("place")),
        Column(N_("finding"), wraps=True),
    )
    lines = tuple(finding_line(finding, file) for finding in rows)
    title = _("Findings: {counts}").format(counts=counted(severities(findings)))
    return Section(title, columns, lines)


def errors_section(
    findings: Sequence[Finding], *, known: Iterable[Finding] = (), file: str = ""
) -> Section | None:
    """The errors in short, and how many findings there are besides; None if there are none.

    Args:
        findings: The findings.
        known: Findings that another section shows already.
        file: The file that they are in, which is not repeated.
    """
    section = findings_section(findings)
    if section is None:
        return None
    above = set(map(id, known))
    errors = [
        f for f in gravest_first(findings) if f.severity is Severity.ERROR and id(f) not in above
    ]
    shown = errors[:FEW]
    hidden = [f for f in findings if f not in shown and id(f) not in above]
    rules = Counter(finding.rule.code for finding in hidden)
    notes = [
        ngettext(
            "{n} of them with the items above.", "{n} of them with the items above.", len(above)
        ).format(n=len(above))
        if above
        else "",
        _("Not shown: {rules}.").format(
            rules=", ".join(f"{n} × {code}" for code, n in sorted(rules.items()))
        )
        if rules
        else "",
    ]
    lines = tuple(finding_line(evolve(finding, suggestion=""), file) for finding in shown)
    return evolve(
        section,
        columns=section.columns[1:] if lines else (),
        lines=tuple(evolve(line, cells=line.cells[1:]) for line in lines),
        notes=tuple(filter(None, (" ".join(filter(None, notes)),))),
    )


def counted(numbers: Mapping[Severity, int]) -> str:
    """Numbers of findings in words: ``1 error, 2 warnings``."""
    parts = [_counted(severity, n) for severity, n in numbers.items() if n]
    return ", ".join(parts) or _("no findings")


def _counted(severity: Severity, n: int) -> str:
    match severity:
        case Severity.ERROR:
            words = ngettext("{n} error", "{n} errors", n)
        case Severity.WARNING:
            words = ngettext("{n} warning", "{n} warnings", n)
        case Severity.INFO:
            words = ngettext("{n} note", "{n} notes", n)
    return words.format(n=n)


def finding_line(finding: Finding, file: str = "") -> Line:
    """A finding as a row of a table."""
    place = str(finding.place)
    if file and finding.place.file == file:
        place = place.removeprefix(file).removeprefix(", ")
    text = _(finding.message) + (f" ({_(finding.suggestion)})" if finding.suggestion else "")
    cells = (_(finding.severity.value), finding.rule.code, place, text)
    return Line(cells, SEVERITY_ROLES[finding.severity])
