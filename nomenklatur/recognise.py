"""Recognition: which entry of the source catalog an item of a plan is.

Plans leave codes out, print numbers alone, retype names and abbreviate programs. Before an item
can be looked up in a crosswalk it has to be recognised: by code and name, by name within its
program, by name alone if that is unique, or by likeness.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from nomenklatur.catalog.catalog import Catalog, CatalogInfo
from nomenklatur.catalog.entry import Entry
from nomenklatur.codes import Level
from nomenklatur.names import similarity, words
from nomenklatur.remembered import Remembered
from nomenklatur.translation import Method, Recognition

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nomenklatur.codes import Authority, Code
    from nomenklatur.crosswalk import Crosswalk
    from nomenklatur.plan import PlanItem, ProgramRef

    _Named = tuple[Entry, Code, Code]
    """An entry that has some name, the code of its program, and its own code everywhere."""

SAME_NAME = 0.75
"""From here on a name beside a code is taken for the catalog's own, retyped."""
ALIKE = 0.9
"""From here on an item without a code is taken for the entry that it is most alike."""
LEAD = 0.05
"""How far the most alike has to be ahead of the next."""
PROGRAM_ALIKE = 0.6
"""From here on two program names are taken for the same program's."""


@frozen(eq=False)
class Recogniser:
    """Recognises the items of plans as entries of a source catalog.

    Args:
        catalog: The source catalog.
        authority: The kind of region that the plans are of, if known.
    """

    catalog: Catalog
    authority: Authority | None = None
    _by_name: dict[tuple[str, ...], list[_Named]] = field(init=False, repr=False)
    _by_program: dict[Code, list[Entry]] = field(init=False, repr=False)
    _programs: dict[Code, tuple[str, ...]] = field(init=False, repr=False)
    _known_programs: Remembered[str, list[Code]] = field(init=False, repr=False, factory=Remembered)
    _everywhere: dict[Code, list[tuple[Entry, Entry]]] = field(init=False, repr=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        by_name: dict[tuple[str, ...], list[_Named]] = defaultdict(list)
        by_program: dict[Code, list[Entry]] = defaultdict(list)
        programs: dict[Code, tuple[str, ...]] = {}
        for entry in self.catalog:
            if not entry.is_for(self.authority):
                continue
            if entry.code.kegiatan is None:
                if entry.code.program is not None:
                    programs[entry.code] = entry.names
                continue
            program = _program(entry)
            named = (entry, program, entry.code.generic())
            for name in dict.fromkeys(words(name) for name in entry.names):
                by_name[name].append(named)
            by_program[program].append(entry)
        object.__setattr__(self, "_by_name", dict(by_name))
        object.__setattr__(self, "_by_program", dict(by_program))
        object.__setattr__(self, "_programs", programs)

    def recognise(self, item: PlanItem) -> Recognition | None:
        """The entry that an item is; None if none is like it, or several are equally."""
        if item.code is not None:
            entry = self.catalog.get(item.code, self.authority)
            if entry is not None:
                alike = max(similarity(item.name, name) for name in entry.names)
                if alike >= SAME_NAME:
                    return Recognition(entry, Method.EXACT, 1.0)
        programs = self._programs_of(item.program)
        known = self._by_name.get(words(item.name), ())
        named = [one for one in known if _is_for(one[0], item.code)]
        within = [one for one in named if one[1] in programs]
        for found in (within, named):
            if (entry := _only(found)) is not None:
                return Recognition(entry, Method.EXACT, 1.0)
        return self._most_alike(item, programs)

    def _most_alike(self, item: PlanItem, programs: Iterable[Code]) -> Recognition | None:
        scored: dict[Entry, float] = {}
        for entry, one in (pair for code in programs for pair in self._within(code)):
            if not _is_for(entry, item.code):
                continue
            alike = max(similarity(item.name, name, least=ALIKE - LEAD) for name in entry.names)
            if alike >= scored.get(one, ALIKE - LEAD):
                scored[one] = alike
        best = sorted(scored.items(), key=lambda pair: (-pair[1], pair[0].code.key))
        if not best or best[0][1] < ALIKE:
            return None
        if len(best) > 1 and best[0][1] - best[1][1] < LEAD:
            return None
        return Recognition(best[0][0], Method.FUZZY, round(best[0][1], 4))

    def _within(self, program: Code) -> list[tuple[Entry, Entry]]:
        """The entries of a program, each beside what it is everywhere."""
        found = self._everywhere.get(program)
        if found is None:
            within = self._by_program.get(program, ())
            found = self._everywhere[program] = [(entry, _anywhere(entry)) for entry in within]
        return found

    def _programs_of(self, program: ProgramRef | None) -> list[Code]:
        """The catalog's programs that a plan's program may be, the most alike only."""
        if program is None:
            return []
        if program.code is not None:
            for code in (program.code, program.code.generic()):
                if code in self._programs:
                    return [code]
        found = self._known_programs.get(program.name)
        if found is None:
            found = self._programs_like(program.name)
            self._known_programs.keep(program.name, found, letters=len(program.name))
        return found

    def _programs_like(self, name: str) -> list[Code]:
        scored = [
            (max(similarity(name, known) for known in names), code)
            for code, names in self._programs.items()
        ]
        best = max((score for score, _ in scored), default=0.0)
        if best < PROGRAM_ALIKE:
            return []
        return [code for score, code in scored if score == best]


def _program(entry: Entry) -> Code:
    """The code of the program that an entry lies in."""
    return entry.code.ancestor(Level.PROGRAM) or entry.code


def _is_for(entry: Entry, code: Code | None) -> bool:
    """Whether an entry is for the kind of region that a code is of."""
    digit = code.authority if code is not None else None
    return None in {digit, entry.code.authority} or digit is entry.code.authority


def _anywhere(entry: Entry) -> Entry:
    """An entry of an office programme as it stands under every bidang urusan: 0.00 or X.XX."""
    generic = entry.code.generic()
    return entry if generic == entry.code else evolve(entry, code=generic)


def _only(named: Sequence[_Named]) -> Entry | None:
    """The one entry that entries are; None if they are several, or none.

    The office programmes stand under every bidang urusan and are the same everywhere.
    """
    if len({generic for _entry, _program, generic in named}) != 1:
        return None
    return named[0][0] if len(named) == 1 else _anywhere(named[0][0])


def sources_of(crosswalk: Crosswalk) -> Catalog:
    """What a crosswalk maps from, as a catalog: a published mapping knows its own activities.

    An office's mapping has kegiatan that no regulation lists, so its rows are looked at before
    the source catalog is.
    """
    programs: dict[Code, str] = {}
    entries: dict[Code, Entry] = {}
    for row in crosswalk:
        entries.setdefault(row.source, Entry(row.source, row.source_name))
        program = row.source.ancestor(Level.PROGRAM)
        if program is not None and program != row.source and row.program_name:
            programs.setdefault(program, row.program_name)
    upper = (Entry(code, name) for code, name in programs.items() if code not in entries)
    return Catalog(CatalogInfo(crosswalk.info.source), (*upper, *entries.values()))
