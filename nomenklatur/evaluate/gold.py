"""Labelled activities: a CSV that says where each legacy kegiatan should go.

The headings are ``legacy_code, bidang, program, kegiatan, best, acceptable``; others are let be.
`acceptable` holds codes joined by ``;``, and ``NONE`` where nothing in the catalog fits.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from nomenklatur.catalog.records import raise_together, read_records
from nomenklatur.codes import Code, Level, Scheme, read_code
from nomenklatur.errors import NomenklaturError, ReadError
from nomenklatur.language import _
from nomenklatur.places import NOWHERE, Place
from nomenklatur.tables.limits import DEFAULT_LIMITS
from nomenklatur.tables.source import load

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from nomenklatur.catalog.records import Record

NONE: Final = "NONE"
COLUMNS: Final = ("legacy_code", "bidang", "program", "kegiatan", "best", "acceptable")


@frozen
class GoldRow:
    """An activity and where it should go.

    Attributes:
        name: Its name.
        program: Name of its program.
        bidang: Name of its bidang urusan.
        code: Its old code; None if the row has none.
        best: The best answer; None where nothing fits.
        acceptable: Every answer that is right, as `same` makes them comparable.
        none_accepted: Whether "nothing fits" is an acceptable answer too.
        place: Where the row stands.
    """

    name: str
    program: str = ""
    bidang: str = ""
    code: Code | None = None
    best: Code | None = None
    acceptable: frozenset[Code] = frozenset()
    none_accepted: bool = False
    place: Place = field(default=NOWHERE, eq=False)

    @property
    def has_home(self) -> bool:
        """Whether the catalog has an entry for it, by its best answer."""
        return self.best is not None

    def accepts(self, code: Code) -> bool:
        """Whether an entry's code is an acceptable answer."""
        return same(code) in self.acceptable


def same(code: Code) -> Code:
    """What an answer is compared by: an office programme is the same under every bidang."""
    return code.generic()


def read_gold(
    source: str | os.PathLike[str], *, scheme: Scheme | None = Scheme.LEGACY
) -> tuple[GoldRow, ...]:
    """Read labelled activities.

    Args:
        source: Path of the CSV, in UTF-8; ``-`` is standard input.
        scheme: The grammar of `legacy_code`; None if it may be either.

    Raises:
        ReadError: The file cannot be read, or a heading is missing.
        BadRowsError: Rows are not right; each is named with its row and column.
    """
    file, data = load(source, DEFAULT_LIMITS)
    place = Place(file)
    if b"\0" in data[:4096]:
        raise ReadError(_("is no CSV"), place=place, remedy=_("give the labels as CSV in UTF-8"))
    headings = _headings(data)
    records, errors = read_records(
        data, place, columns=(*headings, *COLUMNS), required=COLUMNS, error=ReadError
    )
    rows = []
    for record in records:
        wrong: list[NomenklaturError] = []
        row = _row(record, scheme, wrong)
        errors += wrong
        if not wrong:
            rows.append(row)
    raise_together(_("{file}: the labels do not load").format(file=file), errors)
    if not rows:
        raise ReadError(_("has no rows"), place=place, remedy=_("one labelled activity a row"))
    return tuple(rows)


def _headings(data: bytes) -> list[str]:
    """The headings that a file has, so that those of no use here are let be."""
    first = data.decode("utf-8-sig", "replace").split("\n", 1)[0].rstrip("\r")
    separator = max(",;\t", key=first.count)
    return [heading.strip() for heading in next(csv.reader([first], delimiter=separator), [])]


def _row(record: Record, scheme: Scheme | None, errors: list[NomenklaturError]) -> GoldRow:
    name = record.text("kegiatan").strip()
    if not name:
        errors.append(
            ReadError(_("is empty"), place=record.at("kegiatan"), remedy=_("write the name"))
        )
    code = None
    if text := record.text("legacy_code").strip():
        code = _read(text, record, "legacy_code", errors, scheme, Level.KEGIATAN)
    best_text = record.text("best").strip()
    texts = [text.strip() for text in record.text("acceptable").split(";") if text.strip()]
    if not best_text:
        errors.append(
            ReadError(
                _("is empty"),
                place=record.at("best"),
                remedy=_("write a code, or {none}").format(none=NONE),
            )
        )
    best = _answers([best_text] if best_text else [], record, "best", errors)
    acceptable = _answers(texts, record, "acceptable", errors)
    if best_text and texts and best_text.upper() not in {text.upper() for text in texts}:
        known = {same(found) for found in acceptable}
        if not best or same(best[0]) not in known:
            errors.append(
                ReadError(
                    _("{best_text} is best and not among the acceptable").format(
                        best_text=best_text
                    ),
                    place=record.at("acceptable"),
                    remedy=_("name it among the acceptable too"),
                )
            )
    none = NONE in {text.upper() for text in (best_text, *texts)}
    return GoldRow(
        name,
        record.text("program").strip(),
        record.text("bidang").strip(),
        code,
        best[0] if best else None,
        frozenset(same(found) for found in (*best, *acceptable)),
        none,
        record.place,
    )


def _answers(
    texts: Iterable[str], record: Record, column: str, errors: list[NomenklaturError]
) -> list[Code]:
    found = []
    for text in texts:
        if text.upper() == NONE:
            continue
        code = _read(text, record, column, errors, Scheme.NEW, None)
        if code is not None:
            found.append(code)
    return found


def _read(  # noqa: PLR0913, PLR0917 - what is known of a cell
    text: str,
    record: Record,
    column: str,
    errors: list[NomenklaturError],
    scheme: Scheme | None,
    level: Level | None,
) -> Code | None:
    reading = read_code(text, scheme=scheme, level=level)
    if reading.code is None and level is not None:
        plain = read_code(text, scheme=scheme)
        reading = plain if plain.code is not None else reading
    if reading.code is not None:
        return reading.code
    if reading.alternatives:
        shown = " or ".join(str(code) for code in reading.alternatives)
        errors.append(
            ReadError(
                _("{text!r} may be {shown}").format(text=text, shown=shown),
                place=record.at(column),
                remedy=_("write it whole"),
            )
        )
    else:
        remedy = reading.problem or _("write a code such as 2.17.01.2.03.02, or {none}").format(
            none=NONE
        )
        errors.append(
            ReadError(
                _("{text!r} is no code").format(text=text), place=record.at(column), remedy=remedy
            )
        )
    return None
