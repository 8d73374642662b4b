"""A crosswalk in a form that answers for one code without reading the others.

The rows stand one after another, beside a table of the codes that they come from and one of those
that they lead to, each in tree order, so that what is said of a code and of all below it stands
together. A mapping is made of its row when somebody asks for it.
"""

from __future__ import annotations

import bisect
import functools
import json
from array import array
from typing import TYPE_CHECKING, Final

from nomenklatur.catalog.sections import (
    FIELD,
    KEY,
    PART,
    PART_SIZE,
    ROW,
    Form,
    Keys,
    NotCompiledError,
    Texts,
    anew,
    code_of,
    divided,
    key_bytes,
    kind_of,
)
from nomenklatur.codes import Authority, Code
from nomenklatur.crosswalk.mapping import Crosswalk, CrosswalkInfo, Mapping, Relation, Target
from nomenklatur.language import _
from nomenklatur.places import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from fractions import Fraction

    from nomenklatur.catalog.catalog import Erratum
    from nomenklatur.catalog.sections import Sections
    from nomenklatur.crosswalk.mapping import Direction

FORM: Final = Form("crosswalk", 9)
_INFO, _STARTS, _ROWS, _SUMS = 1, 2, 3, 4
_TABLES: Final[dict[Direction, int]] = {"forward": 5, "backward": 7}
_INFOS: Final = ("id", "source", "target", "title", "provenance", "author", "date", "partial")
_ERRATUM: Final = ("code", "printed", "official", "note")
_TEXTS: Final = (
    "program_name", "justification", "keterangan", "indikator", "author", "date", "note",
)  # fmt: skip
_TARGET: Final = 4  # parts of a target: its code, what kind of code, its name, its share


def compile_crosswalk(crosswalk: Crosswalk, stamp: bytes) -> bytes:
    """Compile a crosswalk.

    Args:
        crosswalk: The crosswalk.
        stamp: What says later whether it is still up to date.

    Raises:
        NotCompiledError: A text has one of the characters that divide texts here.
    """
    info = {name: getattr(crosswalk.info, name) for name in _INFOS} | {
        "errata": [[getattr(one, name) for name in _ERRATUM] for one in crosswalk.info.errata]
    }
    return FORM.joined(
        [
            stamp,
            json.dumps(info).encode(),
            *Texts.parts(map(_encode, crosswalk)),
            *_table([mapping.source] for mapping in crosswalk),
            *_table([target.code for target in mapping.targets] for mapping in crosswalk),
        ]
    )


def _table(codes: Iterable[Iterable[Code]]) -> tuple[bytes, bytes]:
    """The codes of every row and their generic spellings in tree order, and their rows."""
    pairs = {
        (spelled.key, row)
        for row, several in enumerate(codes)
        for code in several
        for spelled in (code, code.generic())
    }
    keys, rows = zip(*sorted(pairs), strict=True) if pairs else ((), ())
    return b"".join(map(key_bytes, keys)), array("I", rows).tobytes()


def opened(
    sections: Sections, file: str, mend: Callable[[], Crosswalk] | None = None
) -> CompiledCrosswalk:
    """The crosswalk of its sections.

    Args:
        sections: Its sections.
        file: The CSV that it was compiled from.
        mend: Makes the crosswalk anew, when a row that is looked at later turns out damaged.

    Raises:
        NotCompiledError: The sections do not fit together.
    """
    try:
        known = json.loads(bytes(sections[_INFO]))
        errata = tuple(_erratum(one) for one in known.pop("errata"))
        info = CrosswalkInfo(**known, errata=errata)
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise NotCompiledError(_("the info cannot be read")) from problem
    return CompiledCrosswalk(info, _Rows(sections, file, mend))


def _erratum(texts: Sequence[str]) -> Erratum:
    from nomenklatur.catalog.catalog import Erratum  # noqa: PLC0415 - few have any

    return Erratum(*texts)


def _encode(mapping: Mapping) -> str:
    targets = [
        part
        for target in mapping.targets
        for part in (
            str(target.code), kind_of(target.code), target.name,
            "" if target.share is None else str(target.share),
        )
    ]  # fmt: skip
    fields = (
        str(mapping.source),
        kind_of(mapping.source),
        mapping.source_name,
        mapping.relation.value if mapping.relation else "",
        PART.join(targets),
        mapping.authority.value if mapping.authority else "",
        "" if mapping.score is None else repr(mapping.score),
        "" if mapping.place.row is None else str(mapping.place.row),
        *(getattr(mapping, name) for name in _TEXTS),
    )
    return divided(mapping.source, fields, max(len(targets) - 1, 0))


def _decode(text: str, file: str) -> Mapping:
    code, kind, name, relation, targets, authority, score, row, *texts = text.rstrip(ROW).split(
        FIELD
    )
    parts = targets.split(PART) if targets else []
    return Mapping(
        code_of(code, kind),
        name,
        Relation(relation) if relation else None,
        tuple(
            Target(code_of(parts[at], parts[at + 1]), parts[at + 2], _share(parts[at + 3]))
            for at in range(0, len(parts), _TARGET)
        ),
        authority=Authority(authority) if authority else None,
        score=float(score) if score else None,
        place=Place(file, row=int(row) if row else None),
        **dict(zip(_TEXTS, texts, strict=True)),
    )


def _share(text: str) -> Fraction | None:
    if not text:
        return None
    from fractions import Fraction  # noqa: PLC0415 - few have shares

    return Fraction(text)


class _Rows:
    """The rows of a compiled crosswalk."""

    def __init__(self, sections: Sections, file: str, mend: Callable[[], Crosswalk] | None) -> None:
        self._file = file
        self._mend = mend
        self._texts = Texts(sections, _STARTS, _ROWS, _SUMS)
        self._tables = {
            direction: (Keys(sections[at]), sections.numbers(at + 1))
            for direction, at in _TABLES.items()
        }
        self._made: dict[int, Mapping] = {}
        sizes = {len(keys) - len(rows) for keys, rows in self._tables.values()}
        if sizes != {0}:
            raise NotCompiledError(_("the rows and their codes do not fit together"))

    def __len__(self) -> int:
        return len(self._texts)

    def mapping(self, row: int) -> Mapping:
        """The mapping of a row, counted from 0."""
        if (mapping := self._made.get(row)) is None:
            text = self._texts[row]
            mapping = self._anew.mappings[row] if text is None else _decode(text, self._file)
            self._made[row] = mapping
        return mapping

    @functools.cached_property
    def _anew(self) -> Crosswalk:
        """The crosswalk itself, for what is damaged of its compiled form."""
        return anew(self._mend, len(self))

    def at(self, direction: Direction, key: tuple[int, ...]) -> list[int]:
        """The rows from or to a code or its generic spelling, in the file's order."""
        known, rows = self._tables[direction]
        wanted = key_bytes(key)
        begin, end = bisect.bisect_left(known, wanted), bisect.bisect_right(known, wanted)
        return rows[begin:end].tolist()

    def within(self, direction: Direction, keys: Iterable[tuple[int, ...]]) -> list[int]:
        """The rows from or to codes and all below them, in the file's order."""
        known, rows = self._tables[direction]
        found: set[int] = set()
        for key in keys:
            begin = key_bytes(key)[: len(key) * PART_SIZE]
            at = bisect.bisect_left(known, begin.ljust(KEY.size, b"\0"))
            while at < len(known) and known[at].startswith(begin):
                found.add(rows[at])
                at += 1
        return sorted(found)


class CompiledCrosswalk(Crosswalk):
    """A crosswalk that makes a mapping when it is asked for, and is like any other otherwise.

    Args:
        info: What the crosswalk is.
        rows: Its rows.
    """

    __slots__ = ("_mappings", "rows")
    rows: _Rows
    _mappings: tuple[Mapping, ...] | None

    def __init__(self, info: CrosswalkInfo, rows: _Rows) -> None:
        put = object.__setattr__
        put(self, "info", info)
        put(self, "rows", rows)
        put(self, "_mappings", None)

    @property
    def mappings(self) -> tuple[Mapping, ...]:
        """The mappings, all of them made now if they have not been."""
        if self._mappings is None:
            made = tuple(map(self.rows.mapping, range(len(self.rows))))
            object.__setattr__(self, "_mappings", made)
            return made
        return self._mappings

    def of(self, source: Code) -> tuple[Mapping, ...]:
        """The mappings of a code as it is spelled; empty if there are none."""
        return tuple(
            mapping
            for mapping in map(self.rows.mapping, self.rows.at("forward", source.key))
            if mapping.source == source
        )

    def about(self, codes: Iterable[Code], direction: Direction) -> tuple[Mapping, ...]:
        """The mappings from codes (forward) or to them (backward), and of all below them."""
        keys = {spelled.key for code in codes for spelled in (code, code.generic())}
        return tuple(map(self.rows.mapping, self.rows.within(direction, keys)))

    def __len__(self) -> int:
        return len(self.rows)

    def __reduce__(self) -> tuple[type[Crosswalk], tuple[CrosswalkInfo, tuple[Mapping, ...]]]:
        return Crosswalk, (self.info, self.mappings)
