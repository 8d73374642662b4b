"""The words of the page and of its script, by keys; English here, translated where they are shown.

Words under ``js.`` are the script's alone; it gets those of `SHARED` as well. A placeholder in
braces is filled in by name.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from nomenklatur.language import N_, P_, _, language, ngettext
from nomenklatur.report.wording import grouped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nomenklatur.findings import Rule

TEXTS: Final[Mapping[str, str | tuple[str, str]]] = MappingProxyType(
    {
        "report": N_("Nomenclature mapping report"),
        "report.rollup": N_("Budget roll-up"),
        "report.findings": N_("Findings"),
        "nav.lost": N_("Lost"),
        "nav.unsure": N_("Unsure"),
        "nav.flow": N_("Flow of money"),
        "nav.tree": N_("New tree"),
        "nav.balance": N_("Balance"),
        "nav.items": N_("Activities"),
        "nav.findings": N_("Findings"),
        "nav.basis": N_("Legal basis"),
        "skip": N_("Skip to the contents"),
        "nav": N_("Sections of the page"),
        "view": N_("Columns and sections"),
        "columns": N_("Columns of pagu"),
        "column": N_("Column"),
        "rupiah": N_("Rp {money}"),
        "activities": P_("{n} activity", "{n} activities"),
        "no.name": N_("(no name)"),
        "no.program": N_("No program"),
        "more.program": P_("{n} other program", "{n} other programs"),
        "more.bidang_urusan": P_("{n} other bidang urusan", "{n} other bidang urusan"),
        "every.bidang": N_("Every bidang urusan"),
        "made.by": N_(
            "Made with nomenklatur {version}. This file stands alone: it loads nothing from "
            "the network."
        ),
        "noscript": N_(
            "Searching, sorting and the tree diagram need JavaScript. Everything else on "
            "this page is complete without it."
        ),
        "noscript.rows": N_("Without JavaScript only the first {shown} of {n} rows are visible."),
        "fact.region": N_("Kind of region"),
        "fact.bidang": N_("Bidang urusan"),
        "fact.file": N_("File"),
        "fact.office": N_("Office"),
        "answer": N_("Answer in short"),
        "answer.all": N_("All of the pagu has a place in the new nomenclature."),
        "answer.lost": N_("{money} has no place in the new nomenclature yet."),
        "answer.unsure": N_("{money} waits for a decision."),
        "answer.items.lost": P_(
            "{n} activity without pagu has no place yet.",
            "{n} activities without pagu have no place yet.",
        ),
        "answer.items.unsure": P_(
            "{n} activity without pagu waits for a decision.",
            "{n} activities without pagu wait for a decision.",
        ),
        "answer.mapped": N_("{percent} of {column} is mapped."),
        "answer.no.money": N_("This plan has no pagu; only its activities are counted."),
        "answer.empty": N_("This plan has no activities."),
        "answer.bar": N_(
            "{column}: mapped {mapped}, to be reviewed {ambiguous}, unmapped {unmapped}"
        ),
        "status.mapped": N_("Mapped"),
        "status.ambiguous": N_("To be reviewed"),
        "status.unmapped": N_("Not mapped yet"),
        "tile.unmapped": N_("Lost unless somebody decides"),
        "tile.ambiguous": N_("Place not certain"),
        "tile.mapped": N_("Has a place"),
        "lost.title": N_("What is lost"),
        "lost.lead": N_(
            "Activities that have no place in the new nomenclature yet. Their pagu is not "
            "carried over unless somebody decides."
        ),
        "lost.none": N_("No activity is lost."),
        "unsure.title": N_("What is unsure"),
        "unsure.lead": N_(
            "Activities whose place a person has to decide. The likeliest candidates come first."
        ),
        "unsure.none": N_("No activity has to be decided."),
        "open.more": P_(
            "And {n} activity more; all of them are in the table below.",
            "And {n} activities more; all of them are in the table below.",
        ),
        "open.more.money": P_(
            "And {n} activity more with a pagu of {money}; all of them are in the table below.",
            "And {n} activities more with a pagu of {money}; all of them are in the table below.",
        ),
        "open.show": N_("Show all in the table"),
        "open.candidates": N_("Candidates"),
        "open.no.candidates": N_("There are no plausible candidates."),
        "open.says": N_("What the mapping table says"),
        "open.no.home": N_("Recorded as having no home."),
        "open.probability": N_("Probability {percent}"),
        "but": N_("but"),
        "no.money": N_("no pagu"),
        "flow.title": N_("Where the money goes"),
        "flow.lead.program": N_(
            "From the old programs (left) to the new ones (right). The width of a band is its pagu."
        ),
        "flow.lead.bidang_urusan": N_(
            "From the old bidang urusan (left) to the new ones (right), because there are "
            "too many programs. The width of a band is its pagu."
        ),
        "flow.hint": N_("Choose a name or a band to see its activities."),
        "flow.old.program": N_("Old program"),
        "flow.new.program": N_("New program"),
        "flow.old.bidang_urusan": N_("Old bidang urusan"),
        "flow.new.bidang_urusan": N_("New bidang urusan"),
        "flow.figure.program": N_(
            "Flow of {column} from {starts} old programs to {ends} destinations; the figures "
            "are in the table below the diagram."
        ),
        "flow.figure.bidang_urusan": N_(
            "Flow of {column} from {starts} old bidang urusan to {ends} destinations; the "
            "figures are in the table below the diagram."
        ),
        "flow.table": N_("The figures of the diagram as a table"),
        "flow.caption": N_("Flow of {column}"),
        "flow.none": N_("The column {column} has no pagu."),
        "flow.hidden": P_(
            "{n} flow of a negative amount cannot be drawn and is only in the table.",
            "{n} flows of negative amounts cannot be drawn and are only in the table.",
        ),
        "flow.band": N_("{start} → {end}: {money} ({percent}), {items}"),
        "flow.bar": N_("{name}: {money} ({percent}), {items}"),
        "total": N_("Total"),
        "tree.title": N_("Tree of the new nomenclature"),
        "tree.lead": N_("The height of each box is its pagu."),
        "tree.name": N_("Tree of pagu along the new nomenclature"),
        "tree.hint": N_(
            "Choose a box to enlarge it. On the keyboard: arrows to move, Enter to enlarge, "
            "Esc to go back."
        ),
        "tree.table": N_("The tree as a table"),
        "tree.caption": N_("Pagu along the tree of the new nomenclature"),
        "tree.caption.old": N_("Pagu along the programs of the plan"),
        "tree.cut": N_("This table goes down to {level}; {n} rows below are in the diagram."),
        "tree.none": N_("No pagu is mapped yet."),
        "code": N_("Code"),
        "name": N_("Name"),
        "items": N_("Activities"),
        "plan": N_("Plan"),
        "share": N_("Share"),
        "account.title": N_("Every number of the plan"),
        "account.lead": N_(
            "What became of all numbers in the columns of pagu; left over is an error."
        ),
        "account.caption": N_("What became of every number, in rupiah"),
        "account.sum": N_("All numbers"),
        "numbers": P_("{n} number", "{n} numbers"),
        "balance.title": N_("Balance"),
        "balance.lead": N_("Plan = mapped + to be reviewed + unmapped, exact to the last rupiah."),
        "balance.caption": N_("Balance of every column of pagu, in rupiah"),
        "balance.difference": N_("Difference"),
        "balance.items": N_("Number of activities"),
        "balance.good": N_("Balanced: difference 0."),
        "balance.bad": N_(
            "Not balanced. This is a defect of the program; do not use this report, and report it."
        ),
        "items.title": N_("All activities"),
        "items.lead": N_("Every activity of the plan with its place in the new nomenclature."),
        "items.caption": N_("Old activities and their place in the new nomenclature"),
        "items.old": N_("Old activity"),
        "items.new": N_("Becomes"),
        "items.status": N_("Status"),
        "items.none": N_("None yet"),
        "candidates": P_("{n} candidate", "{n} candidates"),
        "findings.title": N_("Findings"),
        "findings.lead": N_("What was found in the plan and its mapping, the gravest first."),
        "findings.none": N_("There are no findings."),
        "findings.caption": N_("Findings with their places"),
        "findings.severity": N_("Severity"),
        "findings.rule": N_("Rule"),
        "findings.message": N_("Finding"),
        "findings.place": N_("Place"),
        "severity.error": N_("Error"),
        "severity.warning": N_("Warning"),
        "severity.info": N_("Note"),
        "basis.title": N_("Legal basis and catalogs"),
        "basis.old": N_("Old nomenclature"),
        "basis.new": N_("New nomenclature"),
        "basis.regulation": N_("Regulation"),
        "basis.legal": N_("Other basis"),
        "basis.valid": N_("Valid for the years"),
        "basis.valid.from": N_("{first} and later"),
        "basis.valid.until": N_("until {last}"),
        "basis.valid.both": N_("{first} to {last}"),
        "basis.catalog": N_("Catalog"),
        "basis.entries": P_("{id}, {n} entry", "{id}, {n} entries"),
        "basis.source": N_("Source of the data"),
        "basis.partial": N_("Part of the catalog"),
        "basis.errata": N_("Slips of the source"),
        "basis.errata.n": P_("{n} is listed in the catalog", "{n} are listed in the catalog"),
        "basis.errata.crosswalk": P_("{n} is listed in it", "{n} are listed in it"),
        "basis.crosswalk": N_("Mapping that was trusted"),
        "basis.crosswalk.title": N_("Title"),
        "basis.crosswalk.author": N_("Published by"),
        "basis.crosswalk.id": N_("Crosswalk"),
        "basis.crosswalk.partial": N_("Only a part"),
        "basis.methods": N_("What the activities rest on"),
        "basis.methods.decision": P_("{n} activity by a decision", "{n} activities by decisions"),
        "basis.methods.crosswalk": P_(
            "{n} activity by a mapping table", "{n} activities by mapping tables"
        ),
        "basis.methods.exact": P_("{n} activity by an equal name", "{n} activities by equal names"),
        "basis.methods.fuzzy": P_(
            "{n} activity by the program's proposal, not approved yet",
            "{n} activities by the program's proposals, not approved yet",
        ),
        "basis.methods.none": P_(
            "{n} activity without a basis yet", "{n} activities without a basis yet"
        ),
        "list.empty": N_("No rows."),
        "search": N_("Search"),
        "search.hint": N_("code, name or program"),
        "filter": N_("Filter"),
        "filter.all": N_("All"),
        "filter.remove": N_("Remove the filter"),
        "sort": N_("Sort"),
        "sort.plan": N_("Order of the plan"),
        "sort.gravest": N_("Gravest first"),
        "sort.place": N_("Place"),
        "sort.rule": N_("Rule"),
        "sort.old": N_("Old code"),
        "sort.name": N_("Name of the activity"),
        "sort.new": N_("New code"),
        "sort.amount": N_("{column}"),
        "sort.status": N_("Status"),
        "descending": N_("Reverse order"),
        "page.of": N_("Page {page} of {pages}"),
        "page.first": N_("First page"),
        "page.previous": N_("Previous page"),
        "page.next": N_("Next page"),
        "page.last": N_("Last page"),
        "items.search": N_("Search activities"),
        "items.pages": N_("Pages of the table of activities"),
        "findings.search": N_("Search findings"),
        "findings.pages": N_("Pages of the table of findings"),
        "tree.path": N_("Place in the tree"),
        "js.count": N_("{shown} of {n} rows"),
        "js.count.money": N_("{shown} of {n} activities · {column}: Rp {money}"),
        "js.nothing": N_("No row matches."),
        "js.start": N_("From {name}"),
        "js.end": N_("to {name}"),
        "js.node": N_("New nomenclature: {name}"),
        "js.whole": N_("Whole tree"),
        "js.show": N_("See its activities"),
        "js.row": N_("row {row}"),
        "js.box": N_("{code} {name}: Rp {money}, {percent} of {column}, {items} activities"),
        "js.tree.none": N_("This column has no mapped pagu."),
        "js.print.cut": N_(
            "The print has {shown} of {n} rows; filter the table to print the others."
        ),
    }
)

SHARED: Final = (
    "page.of", "candidates", "items.none", "but", "no.name",
    "status.mapped", "status.ambiguous", "status.unmapped",
    "severity.error", "severity.warning", "severity.info",
    "items.old", "items.new", "items.status",
    "findings.severity", "findings.rule", "findings.message", "findings.place",
)  # fmt: skip
"""Words that the page's script shows where the page itself did."""


class Words:
    """The words in the language in use.

    Args:
        table: The words by their keys.
    """

    def __init__(self, table: Mapping[str, str | tuple[str, str]] = TEXTS) -> None:
        self.table = table

    def __call__(self, key: str, **values: object) -> str:
        """The words of a key; whole numbers are grouped.

        Raises:
            KeyError: There are none, or a value is missing.
        """
        text = self.table[key]
        n = values.get("n")
        if isinstance(text, tuple):
            said = ngettext(*text, n if isinstance(n, int) else 2)
        else:
            said = _(text)
        if not values:
            return said
        return said.format(
            **{k: grouped(v) if isinstance(v, int) else v for k, v in values.items()}
        )

    def rule(self, rule: Rule) -> str:
        """The title of a rule."""
        return _(rule.title)

    def of_script(self) -> dict[str, str]:
        """The words that the page's script needs, and how it writes numbers."""
        own = (key for key in self.table if key.startswith("js."))
        marks = {"thousands": ".", "decimals": ","}
        if language() == "en":
            marks = {"thousands": ",", "decimals": "."}
        return marks | {key.removeprefix("js."): self(key) for key in (*own, *SHARED)}
