"""`extract --show`: the pages of a PDF with what was read drawn on them, as PNG files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from nomenklatur.language import _, ngettext
from nomenklatur_cli import console

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.findings import Finding
    from nomenklatur.tables import Document, Table

_MOST_IN_ONE: Final = 12  # pages that a single picture may hold


def draw(data: bytes, document: Document, table: Table | None, target: str) -> None:
    """Draw the pages on which tables stand, and say where the pictures are.

    Args:
        data: The file.
        document: What was read of it.
        table: The table to draw; all by default.
        target: A folder, which is made if need be, or the name of a PNG file.

    Raises:
        click.UsageError: A single file is asked for too many pages.
        NomenklaturError: The document is no PDF, has no table, or a file cannot be written.
    """
    from nomenklatur.tables.pdf.show import draw_pages, stacked  # noqa: PLC0415 - heavy

    tables = None if table is None else [table]
    pages = draw_pages(data, document, _findings(document), tables=tables)
    path = Path(target)
    if path.suffix.lower() == ".png":
        drawn = []
        for _page, picture in pages:
            drawn.append(picture)
            if len(drawn) > _MOST_IN_ONE:
                raise click.UsageError(
                    _(
                        "--show {file} holds {most} pages at most: give a folder, or one --table"
                    ).format(file=target, most=_MOST_IN_ONE)
                )
        console.keep_bytes(path, stacked(drawn))
        count = len(drawn)
    else:
        count = 0
        for page, picture in pages:
            path.mkdir(parents=True, exist_ok=True)
            console.keep_bytes(path / f"{Path(document.file).stem}-{page:03}.png", picture)
            count += 1
    console.say(
        ngettext("{n} page drawn: {path}", "{n} pages drawn: {path}", count).format(
            n=count, path=target
        )
    )


def _findings(document: Document) -> tuple[Finding, ...]:
    """What is found in the tables themselves, without any catalog."""
    from nomenklatur.plan.read import check_tables  # noqa: PLC0415 - heavy

    own = [finding for table in document.tables for finding in table.findings]
    found = tuple(dict.fromkeys([*own, *check_tables(document)]))
    if not any(finding.rule.code == "NK309" for finding in found):
        return found
    rest = (finding for finding in found if finding.rule.code != "NK309")
    return (*rest, *_left_over(document))


def _left_over(document: Document) -> Iterator[Finding]:
    """Each number that is left over at its own cell (NK309): it is told once for a column."""
    from nomenklatur.findings import RULES, Finding  # noqa: PLC0415 - not for --help
    from nomenklatur.plan.left_over import left_over  # noqa: PLC0415 - the same
    from nomenklatur.plan.read import plans_of  # noqa: PLC0415 - the same
    from nomenklatur.plan.survey import Survey  # noqa: PLC0415 - the same

    for layout in Survey.of(document):
        plans = plans_of(layout.table, document)
        for side, plan in zip(layout.sides, plans, strict=False):
            for one in left_over(layout, side, plan.bidang):
                message = _("{amount} under {label!r} is no activity's and no sum of others")
                yield Finding(
                    RULES["NK309"],
                    message.format(amount=one.amount, label=one.label),
                    one.place,
                )
