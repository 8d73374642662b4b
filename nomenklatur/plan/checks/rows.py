"""Rules on single rows of a plan: codes, amounts, duplicates, parents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import evolve

from nomenklatur.codes.reading import reading_findings
from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _, ngettext
from nomenklatur.plan.rows.parents import lies_under
from nomenklatur.plan.texts.headings import Role
from nomenklatur.plan.texts.ranks import Rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from nomenklatur.codes import Code
    from nomenklatur.codes.reading import CodeReading
    from nomenklatur.places import Place
    from nomenklatur.plan.columns.layout import Layout, Side
    from nomenklatur.plan.rows.nodes import Node
    from nomenklatur.plan.rows.tree import Tree

_ALIKE_FROM: Final = 4  # from so many codes on that were mended alike, one finding speaks for all
_SHOWN: Final = 3
_HALF: Final = 0.5
_CODE = re.compile(r"[\dX]+(?:\.[\dX]+)+")


def row_findings(
    layout: Layout,
    side: Side,
    nodes: Sequence[Node],
    tree: Tree,
) -> Iterator[Finding]:
    """What single rows of a plan give rise to."""
    yield from code_findings((node.reading, node.place) for node in nodes if node.reading)
    yield from _missing_codes(side, tree)
    yield from _wrong_parents(nodes)
    for node in nodes:
        yield from _amount_problems(layout, side, node)
    yield from _duplicates(tree)


def code_findings(readings: Iterable[tuple[CodeReading, Place]]) -> Iterator[Finding]:
    """What the readings of codes give rise to.

    A code that is mended in several rows is reported once, and so are many codes that are
    mended in the same way.

    Args:
        readings: Each reading and its place.
    """
    mended: dict[tuple[str, ...], dict[str, list[Finding]]] = {}
    for reading, place in readings:
        for finding in reading_findings(reading, place):
            if finding.rule is not RULES["NK102"]:
                yield finding
                continue
            kind = tuple(_CODE.sub("#", words) for words in reading.repairs)
            text = f"{reading.text} → {reading.code}"
            mended.setdefault(kind, {}).setdefault(text, []).append(finding)
    for texts in mended.values():
        if len(texts) >= _ALIKE_FROM:
            yield _alike(texts)
            continue
        for found in texts.values():
            message = found[0].message
            if (n := len(found)) > 1:
                message = ngettext("{message} ({n} row)", "{message} ({n} rows)", n).format(
                    message=message, n=n
                )
            yield evolve(found[0], message=message)


def _alike(texts: Mapping[str, Sequence[Finding]]) -> Finding:
    """One finding for many codes that were mended in the same way."""
    first, *others = texts
    rows = [f.place.row for found in texts.values() for f in found if f.place.row is not None]
    finding = texts[first][0]
    shown = ", ".join((*others[:_SHOWN], *["…"] * (len(others) > _SHOWN)))
    if rows:
        said = ngettext(
            "{message}; likewise {n} more ({shown}), rows {first} to {last}",
            "{message}; likewise {n} more ({shown}), rows {first} to {last}",
            len(others),
        )
    else:
        said = ngettext(
            "{message}; likewise {n} more ({shown})",
            "{message}; likewise {n} more ({shown})",
            len(others),
        )
    message = said.format(
        message=finding.message,
        n=len(others),
        shown=shown,
        first=min(rows, default=0),
        last=max(rows, default=0),
    )
    return evolve(finding, message=message)


def homeless_numbers(numbers: Sequence[str], place: Place) -> Iterator[Finding]:
    """Numbers of programs that stand alone in a plan whose bidang urusan nobody knows."""
    if numbers:
        shown = ", ".join(dict.fromkeys(numbers))
        yield Finding(
            RULES["NK105"],
            _(
                "the programs {shown} have numbers alone, and the office's bidang urusan is "
                "not known"
            ).format(shown=shown),
            place,
            _("give the bidang urusan; until then these rows are matched by name"),
        )


def _missing_codes(side: Side, tree: Tree) -> Iterator[Finding]:
    """Items without a code where most have one."""
    bare = [node for node in tree.item_nodes if not node.code_text]
    if not side.all(Role.CODE) or len(bare) > _HALF * len(tree.item_nodes):
        return
    for node in bare:
        yield Finding(
            RULES["NK105"],
            _("{name!r} has no code").format(name=node.name),
            node.place,
            _("write the code"),
        )


def _wrong_parents(nodes: Iterable[Node]) -> Iterator[Finding]:
    """Rows whose codes lie elsewhere; those of one program that follow each other once."""
    runs: list[tuple[Node, Code | None, list[Node]]] = []
    for node, above in _misplaced(nodes):
        home = _home(node.code, above.code)
        if runs and home is not None and runs[-1][0] is above and runs[-1][1] == home:
            runs[-1][2].append(node)
        else:
            runs.append((above, home, [node]))
    for above, home, rows in runs:
        yield _misplaced_finding(above, home, rows)


def _home(code: Code | None, other: Code | None) -> Code | None:
    """What a code lies under, at the level of another code."""
    return code.ancestor(other.level) if code is not None and other is not None else None


def _misplaced_finding(above: Node, home: Code | None, rows: Sequence[Node]) -> Finding:
    first = rows[0]
    if len(rows) == 1:
        message = _("{code} {name!r} stands under {above} {above_name!r}").format(
            code=first.code, name=first.name, above=above.code, above_name=above.name
        )
        return Finding(RULES["NK209"], message, first.place, _("correct the code, or move the row"))
    message = ngettext(
        "{n} row of {home} stands under {above} {above_name!r}: {code} {name!r}",
        "{n} rows of {home} stand under {above} {above_name!r}: {code} {name!r}, …, rows {first} "
        "to {last}",
        len(rows),
    ).format(
        n=len(rows),
        home=home,
        above=above.code,
        above_name=above.name,
        code=first.code,
        name=first.name,
        first=first.place.row,
        last=rows[-1].place.row,
    )
    remedy = _("write the row of {home} above them, or correct the codes").format(home=home)
    return Finding(RULES["NK209"], message, first.place, remedy)


def _misplaced(nodes: Iterable[Node]) -> Iterator[tuple[Node, Node]]:
    """The rows under which a row does not belong by its code, with that row."""
    stack: list[tuple[Node, Code | None]] = [(n, None) for n in nodes if not n.implied]
    parents = {id(child): node for node, _above in stack for child in node.children}
    for node, _above in stack:
        above = parents.get(id(node))
        while above is not None and (above.code is None or above.implied):
            above = parents.get(id(above))
        if above is None or above.code is None or node.code is None:
            continue
        if not lies_under(node.code, above.code):
            yield node, above


def _amount_problems(layout: Layout, side: Side, node: Node) -> Iterator[Finding]:
    columns = {money.amount.key: money.column for money in side.money}
    for key, problem in node.problems.items():
        column = columns.get(key, side.money[0].column if side.money else None)
        place = layout.table.at(node.line.row, column.index if column is not None else None)
        if place.column is None and column is not None:
            place = place.at(column=column.label)
        if key in node.amounts:
            yield Finding(RULES["NK304"], problem, place, _("write whole rupiah"))
        else:
            yield Finding(RULES["NK306"], problem, place, _("write the amount in digits alone"))


def _duplicates(tree: Tree) -> Iterator[Finding]:
    """Rows of one kind with the same code, or with the same name under one program."""
    pairs = [
        *zip(tree.item_nodes, (item.program for item in tree.items), strict=True),
        *((n, None) for n in tree.declared_nodes if n.rank is Rank.PROGRAM and not n.indirect),
    ]
    names: dict[tuple[object, ...], Node] = {}
    codes: dict[tuple[object, ...], Node] = {}
    for node, program in pairs:
        name = re.sub(r"\W+", " ", node.name).casefold().strip()
        by_name = (node.rank, node.office, program, name)
        by_code = (node.rank, node.office, node.code)
        twin = names.get(by_name) if name else None
        same = codes.get(by_code) if node.code is not None else None
        if twin is not None:
            under = (
                _("the program {name!r} stands twice")
                if node.rank is Rank.PROGRAM
                else _("{name!r} stands twice under one program")
            )
            yield _twin(node, twin, under.format(name=node.name))
        elif same is not None:
            said = _("{code} stands twice: {name!r} and {other!r}").format(
                code=node.code, name=same.name, other=node.name
            )
            yield _twin(node, same, said)
        names.setdefault(by_name, node)
        if node.code is not None:
            codes.setdefault(by_code, node)


def _twin(node: Node, first: Node, message: str) -> Finding:
    return Finding(
        RULES["NK104"],
        _("{message}, first in row {row}").format(message=message, row=first.place.row),
        node.place,
        _("correct the one that is wrong; both are counted"),
    )
