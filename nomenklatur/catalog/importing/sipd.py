"""The list that SIPD exports: one row a sub kegiatan, each level a cell of code and name.

Nearly all rows are alike, and are read column by column (`nomenklatur.catalog.importing.bulk`);
the others one by one, with a finding or an error for what is wrong with them.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Mapping, Sequence  # noqa: TC003 - attrs resolves them
from operator import add, attrgetter
from typing import TYPE_CHECKING, ClassVar, Final

from attrs import define, field, frozen

from nomenklatur.catalog.entry import Entry, Status
from nomenklatur.catalog.importing.bulk import build, tidy_all
from nomenklatur.catalog.importing.cells import authorities_of, split_code_and_name
from nomenklatur.catalog.importing.headings import EXTRAS, Heading, headings, is_page_furniture
from nomenklatur.catalog.importing.layout import BY_DIGIT, EVERY, Options, Part, Predecessor
from nomenklatur.catalog.importing.sheets import NULL, cell_text, tidy
from nomenklatur.codes import Authority, Code, Level, Scheme
from nomenklatur.errors import CodeError
from nomenklatur.language import N_, _
from nomenklatur.remembered import remembers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeGuard

    from nomenklatur.catalog.importing.sheets import Raw, Sheet

_LEVELS: Final = {
    "urusan": Level.URUSAN,
    "bidang": Level.BIDANG_URUSAN,
    "program": Level.PROGRAM,
    "kegiatan": Level.KEGIATAN,
    "sub_kegiatan": Level.SUB_KEGIATAN,
}
_ABOVE: Final = ("urusan", "bidang", "program", "kegiatan")
_FIELDS: Final = (
    "authority", *_LEVELS, "definition", "kinerja", "indikator", "satuan", "previous", *EXTRAS,
)  # fmt: skip
_NEEDED: Final = frozenset({"program", "kegiatan", "sub_kegiatan"})
_CODE_AND_NAME = re.compile(r"\s*[\dXx]+(?:\s?\.\s?[\dXx]+)+\.?\s+\S", re.ASCII)
_NEXT_PREDECESSOR = re.compile(r"[\n;]\s*(?=[\dXx]+(?:\.[\dXx]+)+\s)", re.ASCII)
_PREFIX: Final = len("X.XX.01.2.01.")
_SAMPLE: Final = 20

Texts = tuple[str, ...]
Kinds = frozenset[Authority]


class SipdExport:
    """JENIS PEMDA, BIDANG … SUBKEGIATAN as cells of code and name, and what SIPD knows of each."""

    name: ClassVar[str] = "sipd-export"
    title: ClassVar[str] = N_(
        "SIPD export: a row a sub kegiatan, each level a cell of code and name"
    )

    def recognise(self, sheet: Sheet) -> Heading | None:
        """A heading with the levels, and cells of code and name below it."""
        for heading in headings(sheet):
            if heading.columns.keys() >= _NEEDED and "name" not in heading.columns:
                column = heading.columns["kegiatan"]
                cells = [row[column] for row in sheet.rows[heading.first :][:_SAMPLE]]
                full = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
                if full and 2 * sum(bool(_CODE_AND_NAME.match(c)) for c in full) >= len(full):
                    return heading
        return None

    def read(self, sheet: Sheet, heading: Heading, options: Options) -> Part:
        """Every sub kegiatan as its row, and the levels above it once per code and name."""
        columns = heading.columns
        part = Part(sheet, heading, {_LEVELS[c]: columns[c] for c in _LEVELS if c in columns})
        rows = _Rows.of(sheet, heading)
        tree = _Tree(part, options)
        part.entries, irregular = _read_regular(rows, tree)
        for index in irregular:
            if not is_page_furniture(sheet.rows[heading.first + index], heading):
                entry = tree.read(rows, index)
                if entry is not None:
                    part.entries.append(entry)
        if "previous" in columns:
            _read_predecessors(rows, part)
        part.entries.extend(tree.above())
        return part


@frozen
class _Rows:
    """The rows below the heading, as one column of texts for each field."""

    numbers: Sequence[int]
    cells: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, sheet: Sheet, heading: Heading) -> _Rows:
        """The rows of a sheet; a field that it lacks is empty in all of them."""
        rows = sheet.rows[heading.first :]
        cells: dict[str, Sequence[str]] = dict.fromkeys(_FIELDS, [""] * len(rows))
        columns: list[Sequence[Raw]] = list(zip(*rows, strict=True))
        for name in (name for name in _FIELDS if name in heading.columns and rows):
            column = columns[heading.columns[name]]
            cells[name] = column if _are_texts(column) else list(map(cell_text, column))
        return cls(sheet.numbers[heading.first :], cells)

    def above(self) -> list[Texts]:
        """What stands above each sub kegiatan: the kind of region, and the cells of the levels."""
        return list(zip(*(self.cells[name] for name in ("authority", *_ABOVE)), strict=True))

    def only(self, chosen: Sequence[bool]) -> _Rows:
        """Some of the rows."""
        return _Rows(
            list(itertools.compress(self.numbers, chosen)),
            {name: list(itertools.compress(cells, chosen)) for name, cells in self.cells.items()},
        )


def _are_texts(column: Sequence[Raw]) -> TypeGuard[Sequence[str]]:
    return set(map(type, column)) == {str}


def _read_regular(rows: _Rows, tree: _Tree) -> tuple[list[Entry], list[int]]:
    """The entries of the rows whose cells are spelled as they should be, and the other rows."""
    above = rows.above()
    firsts = dict(zip(reversed(above), reversed(rows.numbers), strict=True))
    tree.grow_all(firsts)
    branches = [tree.branches.get(texts, _NOWHERE) for texts in above]
    subs, names, regular = [], [], []
    for branch, cell in zip(branches, rows.cells["sub_kegiatan"], strict=True):
        head, _space, name = cell.partition(" ")
        sub = head[_PREFIX:]
        subs.append(sub)
        names.append(name)
        regular.append(head[:_PREFIX] == branch.prefix and name != "" and _sub_key(sub) != ())
    irregular = [index for index, is_regular in enumerate(regular) if not is_regular]
    if irregular:
        rows = rows.only(regular)
        branches = list(itertools.compress(branches, regular))
        subs = list(itertools.compress(subs, regular))
        names = list(itertools.compress(names, regular))
    codes = _codes([branch.kegiatan for branch in branches], subs)
    return _entries(rows, codes, names, [branch.kinds for branch in branches]), irregular


def _codes(kegiatan: Sequence[Code], subs: Sequence[str]) -> list[Code]:
    """The codes of sub kegiatan, each below its kegiatan."""
    shared = ("scheme", "urusan", "bidang", "program", "kegiatan", "authority")
    columns: dict[str, Iterable[object]] = {
        name: map(attrgetter(name), kegiatan) for name in shared
    }
    columns["sub"] = subs
    columns["unit"] = columns["text"] = itertools.repeat(None)
    columns["key"] = map(add, map(attrgetter("key"), kegiatan), map(_sub_key, subs))
    return build(Code, len(subs), columns)


@remembers
def _sub_key(segment: str) -> tuple[int, ...]:
    """What a sub kegiatan adds to the key of its kegiatan; empty if it is none."""
    whole = Code.readings(f"1.01.01.1.01.{segment}", scheme=Scheme.NEW, level=Level.SUB_KEGIATAN)
    return whole[0].key[-2:] if whole else ()


def _entries(
    rows: _Rows, codes: Sequence[Code], names: Sequence[str], kinds: Sequence[Kinds]
) -> list[Entry]:
    cells = rows.cells
    columns: dict[str, Iterable[object]] = {
        "code": codes,
        "name": tidy_all(names),
        "authorities": kinds,
        "indikator": tidy_all(cells["indikator"]),
        "satuan": map(_often, cells["satuan"]),
        "kinerja": tidy_all(cells["kinerja"]),
        "definition": map(_paragraphs, cells["definition"]),
        "status": itertools.repeat(Status.ACTIVE),
        "aliases": itertools.repeat(()),
        "official_name": itertools.repeat(""),
        "extra": map(_extra, zip(*(cells[name] for name in EXTRAS), strict=True)),
        "row": rows.numbers,
    }
    return build(Entry, len(codes), columns)


def _paragraphs(text: str) -> str:
    text = text.strip()
    return "" if text == NULL else text


_often = remembers(tidy)
"""`tidy` for a column whose texts repeat."""


@functools.lru_cache(maxsize=4096)
def _extra(cells: Texts) -> tuple[tuple[str, str], ...]:
    pairs = zip(EXTRAS.values(), map(tidy, cells), strict=True)
    return tuple((heading, text) for heading, text in pairs if text)


def _read_predecessors(rows: _Rows, part: Part) -> None:
    """Add what entries were before; several may stand in one cell."""
    column = part.heading.columns["previous"]
    texts = rows.cells["previous"]
    given = zip(itertools.compress(rows.numbers, texts), filter(None, texts), strict=True)
    cells = dict(given)
    for entry in [entry for entry in part.entries if entry.row in cells]:
        for one in _NEXT_PREDECESSOR.split(cells[entry.row or 0]):
            if not (text := tidy(one)):
                continue
            found = split_code_and_name(
                part, text, Level.SUB_KEGIATAN, entry.row or 0, column=column, lenient=True
            )
            if found is not None:
                place = part.at(entry.row, column)
                part.predecessors.append(Predecessor(entry, *found, place))


@define
class _Branch:
    """Where a row stands: its kegiatan, and how the codes below that begin."""

    kegiatan: Code
    prefix: str
    kinds: Kinds


_NOWHERE: Final = _Branch(Code(Scheme.NEW, "X"), "", EVERY)


@define
class _Node:
    """An entry above the sub kegiatan, and the kinds of region whose rows name it."""

    code: Code
    name: str
    row: int
    kinds: set[Kinds] = field(factory=set)


@define
class _Tree:
    """The levels above the sub kegiatan, each cell read once."""

    part: Part
    options: Options
    branches: dict[Texts, _Branch] = field(factory=dict)
    refused: set[Texts] = field(factory=set)
    nodes: dict[Level, dict[str, _Node]] = field(
        factory=lambda: {_LEVELS[column]: {} for column in _ABOVE}
    )

    def grow_all(self, firsts: Mapping[Texts, int]) -> None:
        """The branches of cells that are spelled as they should be, by their first rows."""
        for above, number in firsts.items():
            try:
                self.grow(above, number)
            except ValueError:
                continue  # `read` says what is wrong

    def grow(self, above: Texts, number: int) -> _Branch:
        """The branch of the cells above a sub kegiatan.

        Raises:
            ValueError: A cell is not spelled as in nearly all rows, and not known either.
        """
        found: list[_Node] = []
        for text, (level, known) in zip(above[1:], self.nodes.items(), strict=True):
            node = known.get(text)
            if node is None and text:
                head, _space, name = text.partition(" ")
                code = Code.parse(head, scheme=Scheme.NEW, level=level)
                node = known[text] = _Node(code, _named(name), number)
            if node is not None:
                found.append(node)
        if not above[-1]:
            raise ValueError("no kegiatan")
        kegiatan = found[-1].code
        kinds = authorities_of(above[0])
        if kinds is None:
            kinds = self.options.authorities_of(kegiatan)
        self._check([node.code for node in found], kinds, number)
        for node in found:
            node.kinds.add(kinds)
        branch = self.branches[above] = _Branch(kegiatan, f"{kegiatan}.", kinds)
        return branch

    def read(self, rows: _Rows, index: int) -> Entry | None:
        """A row that is not like nearly all others; None if it has no sub kegiatan, or errs."""
        cells = {name: column[index] for name, column in rows.cells.items()}
        number = rows.numbers[index]
        above = tuple(cells[name] for name in ("authority", *_ABOVE))
        if above in self.refused:
            return None
        branch = self.branches.get(above) or self._grow_anyhow(above, number)
        text = tidy(cells["sub_kegiatan"])
        if branch is None or not text:
            return None
        found = split_code_and_name(self.part, text, Level.SUB_KEGIATAN, number)
        if found is None:
            return None
        code, name = found
        self._check([branch.kegiatan, code], branch.kinds, number)
        one = rows.only([at == index for at in range(len(rows.numbers))])
        return _entries(one, [code], [name], [branch.kinds])[0]

    def _grow_anyhow(self, above: Texts, number: int) -> _Branch | None:
        """The branch of cells in any spelling; None if they cannot be read, and errors added."""
        part = self.part
        errors = len(part.errors)
        for text, (level, known) in zip(above[1:], self.nodes.items(), strict=True):
            if text not in known and tidy(text):
                found = split_code_and_name(part, tidy(text), level, number)
                if found is not None:
                    known[text] = _Node(*found, number)
        if not tidy(above[-1]):
            part.refuse(_("names no kegiatan"), number, part.names[Level.KEGIATAN])
        try:
            authorities_of(above[0])
        except CodeError as problem:
            at = part.heading.columns["authority"]
            part.refuse(problem.message, number, at, remedy=problem.remedy)
        if len(part.errors) > errors:
            self.refused.add(above)
            return None
        return self.grow(above, number)

    def _check(self, codes: Sequence[Code], kinds: Kinds, number: int) -> None:
        """Whether codes stand under those that they extend, and in rows of their own region."""
        for above, code in itertools.pairwise(codes):
            if code.key[: len(above.key)] != above.key:
                message = _("{code} stands under {label} {above}").format(
                    code=code, label=above.level.label, above=above
                )
                self.part.find("NK209", message, number, self.part.names[code.level])
        code = codes[-1]
        if not kinds or code.authority in kinds:
            return
        of_digit = BY_DIGIT.get(code.authority, EVERY)
        if of_digit:
            labels = ", ".join(sorted(kind.label for kind in kinds))
            message = _("{code} is a code of {label}, its row is of {labels}").format(
                code=code, label=next(iter(of_digit)).label, labels=labels
            )
            self.part.find("NK206", message, number, self.part.names[code.level])

    def above(self) -> Iterator[Entry]:
        """The entries above the sub kegiatan, one for each code and name."""
        merged: dict[tuple[tuple[int, ...], str], _Node] = {}
        for known in self.nodes.values():
            for node in known.values():
                first = merged.setdefault((node.code.key, node.name), node)
                if first is not node:
                    first.kinds |= node.kinds
        for node in merged.values():
            kinds = next(iter(node.kinds))
            if len(node.kinds) > 1:
                kinds = EVERY if EVERY in node.kinds else EVERY.union(*node.kinds)
            yield Entry(node.code, node.name, kinds, row=node.row)


def _named(text: str) -> str:
    if not (name := tidy(text)):
        raise ValueError("no name")
    return name
