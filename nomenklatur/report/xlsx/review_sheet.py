"""*Belum terpetakan* and *Perlu ditinjau*: what a person has to decide, and where to decide it.

Both sheets are one contract, ``nomenklatur/review/1``, which
`nomenklatur.report.xlsx.worksheet.read_worksheet` reads back:

* A heading row, found by its first hidden heading ``nomenklatur/review/1``. Columns are known by
  their headings, so that they may be moved and others put between them.
* One row for each item, told by its hidden keys; the rows of candidates below it have none. Rows
  may be sorted, filtered and deleted.
* ``PILIHAN``: what was chosen. Empty: not decided yet. One of the options on the row, which begin
  with the candidate's code as the catalog has it (X.XX where it stands for every bidang);
  ``tidak ada``: the item has no home; ``lain: `` and a code that is not among the candidates, or
  several with their shares: ``lain: 2.17.07.2.01.01 = 60%; 2.17.07.2.01.03 = 40%``.
* ``KETERANGAN``: how the item relates to what was chosen, in the official wording. Empty: the
  first of them, *Sesuai Sub Kegiatan*.
* ``CATATAN``: why, in free words.
* In an English workbook people see ``CHOICE``, ``NOTE``, ``Reviewer:``, ``Date:``, ``nothing fits``
  and ``other: code``, which are read as the same; the hidden headings are the same in both.
* Above the headings, ``Peninjau:`` and ``Tanggal:`` with a cell beside each.
* Hidden: ``nomenklatur/review/1`` (the plan's key), ``kunci kegiatan``, ``kunci katalog``
  (``id@version``), ``kode asal`` (``legacy:kegiatan:0.00.01.028``) and ``nama asal`` (what a
  decision is about), ``pilihan 1`` and on (what the drop-down offers). The keys are those of
  `nomenklatur.report.xlsx.keys`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import define, field

from nomenklatur.crosswalk import Relation
from nomenklatur.language import N_, _
from nomenklatur.report import wording
from nomenklatur.report.balance import column_keys
from nomenklatur.report.sections import item_code, weight
from nomenklatur.report.wording import probability
from nomenklatur.report.xlsx import style, words
from nomenklatur.report.xlsx.book import Run
from nomenklatur.report.xlsx.keys import catalog_key, item_keys, plan_key
from nomenklatur.report.xlsx.style import Fill, Style, bold
from nomenklatur.tables.table import column_letters
from nomenklatur.translation import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.codes import Code
    from nomenklatur.report.xlsx.book import Book
    from nomenklatur.report.xlsx.sheet import Sheet, Value
    from nomenklatur.translation import Candidate, Outcome, Translation

FORMAT: Final = "nomenklatur/review/1"
CHOICE, RELATION, NOTE = "PILIHAN", "KETERANGAN", "CATATAN"
ITEM_KEY, CATALOG_KEY, CODE, NAME, OPTION = (
    "kunci kegiatan", "kunci katalog", "kode asal", "nama asal", "pilihan",
)  # fmt: skip
REVIEWER, DATE = "Peninjau:", "Tanggal:"
NOTHING: Final = "tidak ada"
OTHER: Final = "lain: kode"
_LABEL: Final = 200
"""Letters of an option; Excel compares no more than 255."""

SHOWN: Final = {
    CHOICE: N_("CHOICE"), NOTE: N_("NOTE"),
    REVIEWER: N_("Reviewer:"), DATE: N_("Date:"),
    NOTHING: N_("nothing fits"), OTHER: N_("other: code"),
}  # fmt: skip
"""What people see of the contract's words; a sheet is read back in every language."""

NAMES: Final = {Status.UNMAPPED: N_("Not mapped yet"), Status.AMBIGUOUS: N_("To be reviewed")}
_TITLES: Final = {
    Status.UNMAPPED: N_("ACTIVITIES THAT ARE NOT MAPPED YET"),
    Status.AMBIGUOUS: N_("ACTIVITIES TO BE REVIEWED"),
}
_NONE_OPEN: Final = {
    Status.UNMAPPED: N_("All activities are mapped or under review."),
    Status.AMBIGUOUS: N_("There are no activities to be reviewed."),
}
_FILLS: Final = {Status.UNMAPPED: Fill.LOST, Status.AMBIGUOUS: Fill.UNSURE}
_HOW_TO_CHOOSE: Final = N_(
    'Choose a candidate in the column CHOICE, or "nothing fits" if the activity has no home, '
    'or put the code of a sub kegiatan in the place of "code" in "other: code". To split: '
    "other: 2.17.07.2.01.01 = 60%; 2.17.07.2.01.03 = 40%."
)
_HOW_TO_GO_ON: Final = N_(
    "Write the reviewer's name and the date, save, and read it back: "
    "nomenklatur decisions import FILE.xlsx"
)
_PROMPT: Final = N_(
    'Choose a candidate, "nothing fits", or "other: " and the code of a sub kegiatan.'
)


def write_reviews(book: Book, translation: Translation) -> None:
    """Write the sheets of what is lost and of what is unsure, the most expensive items first."""
    writer = ReviewWriter(book, translation)
    for status in NAMES:
        writer.write(status)


def option(candidate: Candidate) -> str:
    """What the drop-down says of a candidate."""
    text = f"{candidate.entry.code} {candidate.entry.official_name or candidate.entry.name}"
    return text if len(text) <= _LABEL else f"{text[: _LABEL - 1]}…"


def code_cell(code: Code | None) -> str:
    """An old code with what is known of it, since some codes have two readings without."""
    return "" if code is None else f"{code.scheme.value}:{code.level.value}:{code}"


@define(eq=False)
class ReviewWriter:
    """Writes the sheets."""

    book: Book
    translation: Translation
    keys: tuple[str, ...] = field(init=False)
    options: int = field(init=False)
    _plan: str = field(init=False)
    _catalog: str = field(init=False)
    _items: tuple[str, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.keys = column_keys(self.translation.plan)
        counts = [len(o.candidates) for o in self.translation if o.status is not Status.MAPPED]
        self.options = max(counts, default=0) + 2
        self._plan = plan_key(self.translation.plan)
        self._catalog = catalog_key(self.translation.target)
        self._items = item_keys(self.translation)

    @property
    def _choice(self) -> int:
        """The column of the drop-down."""
        return 5 + len(self.keys)

    @property
    def _hidden(self) -> int:
        """The first hidden column."""
        return self._choice + 3

    def write(self, status: Status) -> None:
        """Write the sheet of a status."""
        run = Run(
            self.book,
            _(NAMES[status]),
            lambda name: self._begin(name, status),
            self._finish,
        )
        rows = [
            (outcome, key)
            for outcome, key in zip(self.translation, self._items, strict=True)
            if outcome.status is status
        ]
        rows.sort(key=lambda row: weight(row[0], self.keys))
        for number, (outcome, key) in enumerate(rows, 1):
            run.need(1 + len(outcome.candidates))
            self._item(run.sheet, number, outcome, key)
        if not rows:
            sheet = run.sheet
            sheet.merged(0, sheet.shown - 1, _(_NONE_OPEN[status]), style.TEXT)
        run.close()

    def _begin(self, name: str, status: Status) -> Sheet:
        plan = self.translation.plan
        widths = (
            5, 16, 42, *[15] * len(self.keys), 9, 42, 30, 23, 20,
            *[0] * (5 + self.options),
        )  # fmt: skip
        sheet = self.book.sheet(name, widths)
        source, target = self.translation.source, self.translation.target
        old = f"{words.regulation(source)} → " if source is not None else ""
        sheet.title(
            _(_TITLES[status]),
            f"{plan.office.upper()}{words.year_of(plan)}".strip(),
            remarks=(f"{old}{words.regulation(target)}. {_(_HOW_TO_CHOOSE)}", _(_HOW_TO_GO_ON)),
        )
        wordings = list(words.KETERANGAN)
        for label, offered in zip((REVIEWER, DATE, ""), wordings, strict=True):
            if label:
                sheet.cell(1, _(SHOWN[label]), bold(style.PLAIN))
                sheet.cell(2, "", style.INPUT)
            sheet.cell(self._hidden, offered, style.PLAIN)  # what KETERANGAN offers
            sheet.row += 1
        headings = [f"{words.money_heading(key, plan.columns)} (Rp)" for key in self.keys]
        sheet.header(
            (
                _("NO"), _("CODE"), _("DESCRIPTION"), *headings, _("PROBABILITY"), _("REASON"),
                _(SHOWN[CHOICE]), RELATION, _(SHOWN[NOTE]),
                FORMAT, ITEM_KEY, CATALOG_KEY, CODE, NAME,
                *(f"{OPTION} {number}" for number in range(1, self.options + 1)),
            )
        )  # fmt: skip
        return sheet

    def _finish(self, sheet: Sheet) -> None:
        """The drop-downs, one rule a column: its references move along with the row."""
        if sheet.row <= sheet.top:
            return
        first, last = (column_letters(self._hidden + i) for i in (5, 4 + self.options))
        sheet.worksheet.data_validation(
            sheet.top, self._choice, sheet.row - 1, self._choice,
            {
                "validate": "list",
                "source": f"=${first}{sheet.top + 1}:${last}{sheet.top + 1}",
                "show_error": False,  # "lain: 2.17…" is typed by hand
                "input_title": _("Choice"),
                "input_message": _(_PROMPT),
            },
        )  # fmt: skip
        letters = column_letters(self._hidden)
        head = sheet.top - 1 - len(words.KETERANGAN)
        sheet.worksheet.data_validation(
            sheet.top, self._choice + 1, sheet.row - 1, self._choice + 1,
            {
                "validate": "list",
                "source": f"=${letters}${head + 1}:${letters}${head + len(words.KETERANGAN)}",
                "error_title": "Keterangan",
                "error_message": _("Choose one of the official wordings from the list."),
            },
        )  # fmt: skip

    def _item(self, sheet: Sheet, number: int, outcome: Outcome, key: str) -> None:
        item, code = outcome.item, item_code(outcome)
        fill = _FILLS[outcome.status]
        text = bold(style.TEXT).on(fill)
        relation = words.BROAD if outcome.relation is Relation.BROAD else words.EXACT
        options = [*map(option, outcome.candidates), _(SHOWN[NOTHING]), _(SHOWN[OTHER])]
        values: tuple[Value, ...] = (
            number, str(code or item.code_text or "-"), item.name,
            *(item.amounts.get(column) for column in self.keys),
            "", self._why(outcome), "", relation, "",
            self._plan, key, self._catalog, code_cell(code), item.name, *options,
        )  # fmt: skip
        looks: list[Style] = [
            style.NUMBER.on(fill), bold(style.CODE).on(fill), text,
            *[bold(style.MONEY).on(fill)] * len(self.keys),
            style.TEXT.on(fill), style.TEXT.on(fill), *[style.INPUT] * 3,
        ]  # fmt: skip
        sheet.line(values, _padded(looks, len(values)))
        for candidate in outcome.candidates:
            self._candidate(sheet, candidate)

    def _why(self, outcome: Outcome) -> str:
        """What a person needs to know of an item before looking at its candidates."""
        item = outcome.item
        where = wording.where(item.place, self.translation.plan.source)
        parts = (
            item.program.name if item.program else "",
            where[:1].upper() + where[1:],
            _("KETERANGAN of the source: {note}").format(note=outcome.note) if outcome.note else "",
            _("Recorded as having no home.") if outcome.relation is Relation.NONE else "",
            "" if outcome.candidates else _("No candidates."),
        )
        return "\n".join(filter(None, parts))

    def _candidate(self, sheet: Sheet, candidate: Candidate) -> None:
        entry = candidate.entry
        values: tuple[Value, ...] = (
            "", str(entry.code), entry.official_name or entry.name, *[None] * len(self.keys),
            probability(candidate.score), words.reasons(candidate.evidence), "", "", "",
        )  # fmt: skip
        looks = (
            style.TEXT, style.CODE.moved_in(1), style.TEXT.moved_in(1),
            *[style.MONEY] * len(self.keys), style.CENTRED,
            *[style.TEXT] * 4,
        )  # fmt: skip
        sheet.line(values, looks)


def _padded(looks: Sequence[Style], width: int) -> tuple[Style, ...]:
    return (*looks, *[style.PLAIN] * (width - len(looks)))
