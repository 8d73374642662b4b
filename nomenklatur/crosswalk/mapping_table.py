"""What a mapping table says: each entry on its left, and the ladder of the new one beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.crosswalk.mapping import Mapping, Relation

if TYPE_CHECKING:
    from nomenklatur.catalog import Entry
    from nomenklatur.codes import Code, Level
    from nomenklatur.findings import Finding
    from nomenklatur.places import Place

_RELATIONS: Final = (
    (Relation.NONE, r"\b(?:tidak (?:sesuai|ada|terpetakan|dapat|lagi)|dihapus|belum ada|nihil)\b"),
    (Relation.BROAD, r"\brincian belanja\b|\bmasuk\b|\bdigabung|\bbergabung|\bdilebur"),
    (Relation.CLOSE, r"\b(?:hampir|mendekati|kurang lebih|disesuaikan)\b"),
    (Relation.EXACT, r"\bsesuai\b|\bsama\b|\btetap\b"),
)
_COMPILED: Final = tuple((relation, re.compile(text)) for relation, text in _RELATIONS)
_SUB_KEGIATAN = re.compile(r"\bsub\s+keg")


@frozen
class Rung:
    """One step of the ladder on the right.

    Attributes:
        code_text: Its code as printed.
        name: Its name as printed.
        code: Its code; None if none is printed or it cannot be read.
        level: Its level, by its code or else by its name's first word.
        place: Where it stands.
    """

    code_text: str
    name: str
    code: Code | None
    level: Level | None
    place: Place


@frozen
class MappingRow:
    """What the table says about one entry on the left.

    Attributes:
        source_text: Its code as printed.
        source: Its code; None if it cannot be read.
        source_name: Its name as printed.
        program: Code and name of its program, if it stands below one.
        indikator: Its indicators.
        ladders: The steps on the right as printed; one ladder for each target.
        keterangan: The note as printed.
        relation: What the note says; None if it says nothing, or nothing that is understood.
        place: Where it stands.
    """

    source_text: str
    source: Code | None
    source_name: str
    program: tuple[Code | None, str] | None
    indikator: tuple[str, ...]
    ladders: tuple[tuple[Rung, ...], ...]
    keterangan: str
    relation: Relation | None
    place: Place

    @property
    def targets(self) -> tuple[Rung, ...]:
        """The lowest step with a code of each ladder."""
        lowest = ([rung for rung in ladder if rung.code is not None] for ladder in self.ladders)
        return tuple(rungs[-1] for rungs in lowest if rungs)

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """The steps of all ladders."""
        return tuple(rung for ladder in self.ladders for rung in ladder)


@frozen
class MappingTable:
    """A mapping table with everything that it says.

    Attributes:
        mappings: One mapping for each entry on the left that is mapped or should be.
        rows: The same with the ladders as printed.
        legacy: The entries on the left, each once, in order.
        entries: The entries on the right, each once, in tree order.
        findings: What was found while reading: codes mended, cells put back.
    """

    mappings: tuple[Mapping, ...]
    rows: tuple[MappingRow, ...]
    legacy: tuple[Entry, ...]
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]


def relation_of(keterangan: str) -> Relation | None:
    """The relation that a note says; None if it says nothing, or nothing that is understood.

    >>> relation_of("Sesuai, Masuk Rincian Belanja pada Sub Keg")
    <Relation.BROAD: 'broad'>
    """
    text = " ".join(re.findall(r"\w+", keterangan.lower()))
    for relation, pattern in _COMPILED:
        if pattern.search(text):
            return relation
    return None


def mentions_sub_kegiatan(keterangan: str) -> bool:
    """Whether a note speaks of a sub kegiatan as the target."""
    return _SUB_KEGIATAN.search(" ".join(re.findall(r"\w+", keterangan.lower()))) is not None
