"""Recognition: which entry of the source catalog an item of a plan is.

Plans leave codes out, print numbers alone, retype names and abbreviate programs. Before an item
can be looked up in a crosswalk it has to be recognised: by code and name, by name within its
program, by name alone if that is unique, or by likeness.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import field, frozen

from nomenklatur.names import similarity, words
from nomenklatur.translation import Method, Recognition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nomenklatur.catalog import Catalog, Entry
    from nomenklatur.codes import Authority, Code
    from nomenklatur.plan import PlanItem, ProgramRef

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
    _by_name: dict[tuple[str, ...], list[Entry]] = field(init=False, repr=False)
    _by_program: dict[Code, list[Entry]] = field(init=False, repr=False)
    _programs: dict[Code, tuple[str, ...]] = field(init=False, repr=False)
    _known_programs: dict[str, list[Code]] = field(init=False, repr=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        by_name: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        by_program: dict[Code, list[Entry]] = defaultdict(list)
        programs: dict[Code, tuple[str, ...]] = {}
        for entry in self.catalog:
            if not entry.is_for(self.authority):
                continue
            if entry.code.kegiatan is None:
                if entry.code.program is not None:
                    programs[entry.code] = entry.names
                continue
            for name in dict.fromkeys(words(name) for name in entry.names):
                by_name[name].append(entry)
            program = entry.code
            while program.kegiatan is not None and program.parent is not None:
                program = program.parent
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
        named = self._by_name.get(words(item.name), [])
        within = [entry for entry in named if self._program(entry) in programs]
        for found in (within, named):
            if len(unique := list(dict.fromkeys(found))) == 1:
                return Recognition(unique[0], Method.EXACT, 1.0)
        return self._most_alike(item, programs)

    def _most_alike(self, item: PlanItem, programs: Iterable[Code]) -> Recognition | None:
        pool = [entry for code in programs for entry in self._by_program.get(code, ())]
        scored = sorted(
            ((max(similarity(item.name, name) for name in e.names), e) for e in pool),
            key=lambda pair: (-pair[0], pair[1].code.key),
        )
        if not scored or scored[0][0] < ALIKE:
            return None
        if len(scored) > 1 and scored[0][0] - scored[1][0] < LEAD:
            return None
        return Recognition(scored[0][1], Method.FUZZY, round(scored[0][0], 4))

    def _program(self, entry: Entry) -> Code:
        code = entry.code
        while code.kegiatan is not None and code.parent is not None:
            code = code.parent
        return code

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
            found = self._known_programs[program.name] = self._programs_like(program.name)
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
