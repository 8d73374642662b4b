"""Rules on single rows of a plan: codes, amounts, duplicates, parents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import evolve

from nomenklatur.codes.reading import reading_findings
from nomenklatur.findings import RULES, Finding
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
            times = f" ({len(found)} rows)" if len(found) > 1 else ""
            yield evolve(found[0], message=f"{found[0].message}{times}")


def _alike(texts: Mapping[str, Sequence[Finding]]) -> Finding:
    """One finding for many codes that were mended in the same way."""
    first, *others = texts
    rows = [f.place.row for found in texts.values() for f in found if f.place.row is not None]
    more = ", …" if len(others) > _SHOWN else ""
    where = f", rows {min(rows)} to {max(rows)}" if rows else ""
    finding = texts[first][0]
    shown = ", ".join(others[:_SHOWN])
    return evolve(
        finding, message=f"{finding.message}; likewise {len(others)} more ({shown}{more}){where}"
    )


def homeless_numbers(numbers: Sequence[str], place: Place) -> Iterator[Finding]:
    """Numbers of programs that stand alone in a plan whose bidang urusan nobody knows."""
    if numbers:
        shown = ", ".join(dict.fromkeys(numbers))
        yield Finding(
            RULES["NK105"],
            f"the programs {shown} have numbers alone, and the office's bidang urusan is not known",
            place,
            "give the bidang urusan; until then these rows are matched by name",
        )


def _missing_codes(side: Side, tree: Tree) -> Iterator[Finding]:
    """Items without a code where most have one."""
    bare = [node for node in tree.item_nodes if not node.code_text]
    if not side.all(Role.CODE) or len(bare) > _HALF * len(tree.item_nodes):
        return
    for node in bare:
        yield Finding(RULES["NK105"], f"{node.name!r} has no code", node.place, "write the code")


def _wrong_parents(nodes: Iterable[Node]) -> Iterator[Finding]:
    stack: list[tuple[Node, Code | None]] = [(n, None) for n in nodes if not n.implied]
    parents = {id(child): node for node, _ in stack for child in node.children}
    for node, _ in stack:
        above = parents.get(id(node))
        while above is not None and (above.code is None or above.implied):
            above = parents.get(id(above))
        if above is None or above.code is None or node.code is None:
            continue
        if not lies_under(node.code, above.code):
            yield Finding(
                RULES["NK209"],
                f"{node.code} {node.name!r} stands under {above.code} {above.name!r}",
                node.place,
                "correct the code, or move the row",
            )


def _amount_problems(layout: Layout, side: Side, node: Node) -> Iterator[Finding]:
    columns = {money.amount.key: money.column for money in side.money}
    for key, problem in node.problems.items():
        column = columns.get(key, side.money[0].column if side.money else None)
        place = layout.table.at(node.line.row, column.index if column is not None else None)
        if place.column is None and column is not None:
            place = place.at(column=column.label)
        if key in node.amounts:
            yield Finding(RULES["NK304"], problem, place, "write whole rupiah")
        else:
            yield Finding(RULES["NK306"], problem, place, "write the amount in digits alone")


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
            yield _twin(node, twin, f"{node.name!r} stands twice under one program")
        elif same is not None:
            yield _twin(node, same, f"{node.code} stands twice: {same.name!r} and {node.name!r}")
        names.setdefault(by_name, node)
        if node.code is not None:
            codes.setdefault(by_code, node)


def _twin(node: Node, first: Node, message: str) -> Finding:
    return Finding(
        RULES["NK104"],
        f"{message}, first in row {first.place.row}",
        node.place,
        "correct the one that is wrong; both are counted",
    )
