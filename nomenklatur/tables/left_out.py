"""What a table holds and its reader leaves out on purpose, so that it can be said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import Factory, define

from nomenklatur.language import _, ngettext
from nomenklatur.tables.flow import Remark, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SHOWN: Final = 3


@define
class LeftOut:
    """Texts that are not read, each with its row; 0 where it stands in none.

    Attributes:
        deleted: What a tracked change deletes, or a page marks as deleted.
        hidden: What is not shown.
        marks: Raised marks of notes.
    """

    deleted: list[tuple[int, str]] = Factory(list)
    hidden: list[tuple[int, str]] = Factory(list)
    marks: list[tuple[int, str]] = Factory(list)

    def remarks(self) -> Iterator[Remark]:
        """What is to be said of it."""
        if found := self.deleted:
            message = ngettext(
                "{n} piece of text is deleted, and was not read: {shown}",
                "{n} pieces of text are deleted, and were not read: {shown}",
                len(found),
            )
            remedy = _("accept or reject the tracked changes if that is not meant")
            yield _remark(message, found, remedy)
        if found := self.hidden:
            message = ngettext(
                "{n} piece of text is hidden, and was not read: {shown}",
                "{n} pieces of text are hidden, and were not read: {shown}",
                len(found),
            )
            yield _remark(message, found)
        if found := self.marks:
            message = ngettext(
                "{n} raised mark behind a text was taken for that of a note: {shown}",
                "{n} raised marks behind a text were taken for those of notes: {shown}",
                len(found),
            )
            yield _remark(message, found)


def hidden_rows(rows: Sequence[int]) -> Iterator[Remark]:
    """Say which rows are hidden and were read."""
    if rows:
        message = ngettext(
            "{n} row is hidden, and was read", "{n} rows are hidden, and were read", len(rows)
        ).format(n=len(rows))
        yield Remark("NK412", message, rows[0])


def _remark(message: str, found: Sequence[tuple[int, str]], remedy: str = "") -> Remark:
    shown = ", ".join(
        _("{text!r} (row {row})").format(text=plain(text), row=row) for row, text in found[:_SHOWN]
    )
    more = ", …" if len(found) > _SHOWN else ""
    return Remark(
        "NK412",
        message.format(n=len(found), shown=f"{shown}{more}"),
        found[0][0] or None,
        remedy=remedy,
    )
