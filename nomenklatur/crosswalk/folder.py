"""Crosswalks as folders: ``datapackage.json`` and ``crosswalk.csv``.

One row a target, and a row without target where nothing follows. Rows that stand together and
say the same but for the target are one mapping with several targets.
"""

from __future__ import annotations

import functools
import itertools
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from attrs import evolve

from nomenklatur.catalog.datapackage import Package, describe, write_folder
from nomenklatur.catalog.exchange import read_whole
from nomenklatur.catalog.files import CROSSWALK_CSV, DESCRIPTOR
from nomenklatur.catalog.info import errata_meta, read_errata
from nomenklatur.catalog.records import Record, csv_bytes, raise_together, read_records
from nomenklatur.codes import Authority, Code, Level, Scheme
from nomenklatur.crosswalk.files import read_file
from nomenklatur.crosswalk.mapping import Crosswalk, CrosswalkInfo, Mapping, Relation, Target
from nomenklatur.errors import CodeError, CrosswalkError, NomenklaturError
from nomenklatur.language import _
from nomenklatur.places import Place

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Mapping as MappingOf

_T = TypeVar("_T")

COLUMNS: Final = (
    "authority", "source_code", "source_name", "relation", "target_code", "target_name", "score",
    "justification", "share", "program_name", "indikator", "keterangan", "author", "date", "note",
)  # fmt: skip
"""The columns of ``crosswalk.csv``; the source's code and the relation are required."""
LEVEL_COLUMNS: Final = ("source_level", "target_level")
"""Columns that a crosswalk has only if some of its codes have two readings without them."""
_TEXTS: Final = (
    "justification", "program_name", "indikator", "keterangan", "author", "date", "note",
)  # fmt: skip


def load_crosswalk(path: str | os.PathLike[str], *, verify: bool = True) -> Crosswalk:
    """Load a crosswalk from its folder, or from a lone file.

    Args:
        path: The folder (or its ``datapackage.json``), SSSOM (``.sssom.tsv``), JSON lines
            (``.jsonl``), or a CSV named ``<source>--<target>.csv``.
        verify: Whether the CSV must still have the hash that ``datapackage.json`` states.

    Raises:
        CrosswalkError: There is no crosswalk, or its descriptor is not right.
        BadRowsError: Rows are not right; all of them are named, with row and column.
    """
    path = Path(path)
    if path.name == DESCRIPTOR:
        path = path.parent
    return read_whole(path, lambda: _load(path, verify=verify))


def _load(path: Path, *, verify: bool) -> Crosswalk:
    if path.is_dir():
        package = Package.read(path, "crosswalk")
        info = read_info(package)
        data, place = package.data(verify=verify)
        schemes = _scheme(package, "source_scheme"), _scheme(package, "target_scheme")
        return Crosswalk(info, read_mappings(data, place, *schemes))
    if (read := read_file(path)) is not None:
        return read
    place = Place(str(path))
    source, between, target = path.stem.partition("--")
    if not between:
        raise CrosswalkError(
            _("its name does not say what it maps"), place=place,
            remedy=_("name it <source>--<target>.csv"),
        )  # fmt: skip
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise CrosswalkError(
            _("cannot be read: {reason}").format(reason=problem.strerror), place=place
        ) from problem
    info = CrosswalkInfo(path.stem, source, target, title=path.stem, provenance=path.name)
    return Crosswalk(info, read_mappings(data, place))


def save_crosswalk(crosswalk: Crosswalk, folder: str | os.PathLike[str]) -> None:
    """Save a crosswalk as a folder, whole or not at all; the same one gives the same bytes.

    Raises:
        CatalogError: The folder cannot be written.
    """
    write_folder(Path(folder), crosswalk_files(crosswalk))


def crosswalk_files(crosswalk: Crosswalk) -> dict[str, bytes]:
    """The files of a crosswalk's folder by their names."""
    info = crosswalk.info
    levels = _needs_levels(crosswalk)
    columns = (*COLUMNS, *LEVEL_COLUMNS) if levels else COLUMNS
    rows = [row if levels else row[: len(COLUMNS)] for m in crosswalk for row in _rows(m)]
    data = csv_bytes(columns, rows)
    meta = {
        "kind": "crosswalk",
        "source": info.source,
        "target": info.target,
        "source_scheme": _common_scheme(m.source for m in crosswalk),
        "target_scheme": _common_scheme(t.code for m in crosswalk for t in m.targets),
        "author": info.author,
        "date": info.date,
        "partial": info.partial,
        "errata": errata_meta(info.errata),
    }
    descriptor = describe(
        info.id, title=info.title, source=info.provenance, path=CROSSWALK_CSV, data=data,
        rows=len(rows), columns=columns, meta=meta,
    )  # fmt: skip
    return {DESCRIPTOR: descriptor, CROSSWALK_CSV: data}


def read_info(package: Package) -> CrosswalkInfo:
    """What a descriptor says of its crosswalk.

    Raises:
        CrosswalkError: A value is missing or makes no sense.
    """
    return CrosswalkInfo(
        id=package.text("name", required=True),
        source=package.text("source", required=True),
        target=package.text("target", required=True),
        title=package.text("title"),
        provenance=package.source(),
        author=package.text("author"),
        date=package.text("date"),
        partial=package.text("partial"),
        errata=read_errata(package),
    )


def _scheme(package: Package, key: str) -> Scheme | None:
    text = package.text(key)
    try:
        return Scheme(text) if text else None
    except ValueError:
        raise CrosswalkError(
            _("unknown scheme {text!r}").format(text=text), place=package.place
        ) from None


def _common_scheme(codes: Iterable[Code]) -> str:
    schemes = {code.scheme.value for code in codes}
    return schemes.pop() if len(schemes) == 1 else ""


def _needs_levels(crosswalk: Crosswalk) -> bool:
    codes = itertools.chain.from_iterable(
        (mapping.source, *(target.code for target in mapping.targets)) for mapping in crosswalk
    )
    return any(
        code.scheme is Scheme.LEGACY and len(Code.readings(str(code), scheme=code.scheme)) > 1
        for code in codes
    )


def _rows(mapping: Mapping) -> Iterator[tuple[str, ...]]:
    for target in mapping.targets or (None,):
        yield (
            mapping.authority.label if mapping.authority else "",
            str(mapping.source),
            mapping.source_name,
            mapping.relation.value if mapping.relation else "",
            str(target.code) if target else "",
            target.name if target else "",
            "" if mapping.score is None else repr(mapping.score),
            mapping.justification,
            "" if target is None or target.share is None else str(target.share),
            mapping.program_name,
            mapping.indikator,
            mapping.keterangan,
            mapping.author,
            mapping.date,
            mapping.note,
            mapping.source.level.value,
            target.code.level.value if target else "",
        )


def read_mappings(
    data: bytes,
    place: Place,
    source_scheme: Scheme | None = None,
    target_scheme: Scheme | None = None,
) -> tuple[Mapping, ...]:
    """The mappings of a ``crosswalk.csv``.

    Args:
        data: The file.
        place: Its place.
        source_scheme: The grammar of the source's codes; by default whatever fits.
        target_scheme: The grammar of the targets' codes.

    Raises:
        CrosswalkError: The file is no such CSV.
        BadRowsError: Rows are not right.
    """
    records, errors = read_records(
        data, place, columns=(*COLUMNS, *LEVEL_COLUMNS), required=("source_code", "relation"),
        error=CrosswalkError,
    )  # fmt: skip
    mappings: list[Mapping] = []
    before: tuple[str, ...] = ()
    for record in records:
        mapping = _Row(record, errors).mapping(source_scheme, target_scheme)
        said = tuple(record.text(column) for column in _SAID)
        if mapping is None:
            continue
        if said == before and mapping.targets and (last := mappings[-1]).targets:
            mappings[-1] = evolve(last, targets=(*last.targets, *mapping.targets))
        else:
            mappings.append(mapping)
        before = said
    raise_together(_("{place}: the crosswalk does not load").format(place=place), errors)
    return tuple(mappings)


_SAID: Final = tuple(
    column for column in (*COLUMNS, "source_level") if not column.startswith(("target_", "share"))
)
"""The columns in which the rows of one mapping are the same."""
_RELATIONS: Final = {relation.value: relation for relation in Relation}
_LEVELS: Final = {level.value: level for level in Level}
_authority: Final = functools.cache(Authority.from_label)


class _Row:
    """One row; what is wrong with it is added to the errors."""

    def __init__(self, record: Record, errors: list[NomenklaturError]) -> None:
        self.record = record
        self.errors = errors

    def mapping(self, source_scheme: Scheme | None, target_scheme: Scheme | None) -> Mapping | None:
        """The row as a mapping with one target or none; None if anything is wrong."""
        wrong = len(self.errors)
        source = self.code("source", source_scheme, required=True)
        target = self.code("target", target_scheme, required=False)
        share = self.read("share", Fraction, _("no fraction"))
        if target is None and (share is not None or self.record.text("target_name")):
            self.complain("target_code", _("a target's name or share without its code"))
        score = self.read("score", float, _("no number"))
        if score is not None and not 0 <= score <= 1:
            self.complain("score", _("{score} is not within 0 and 1").format(score=score))
        relation = self.read_word("relation", _RELATIONS, _("no relation"))
        authority = self.read("authority", _authority, _("no kind of region"))
        if source is None or len(self.errors) > wrong:
            return None
        return Mapping(
            source,
            self.record.text("source_name"),
            relation,
            (Target(target, self.record.text("target_name"), share),) if target else (),
            authority=authority,
            score=score,
            place=Place(self.record.file.file, row=self.record.row),
            **{column: self.record.text(column) for column in _TEXTS},
        )

    def complain(self, column: str, message: str, remedy: str = "") -> None:
        """Add an error about one cell."""
        self.errors.append(CrosswalkError(message, place=self.record.at(column), remedy=remedy))

    def code(self, side: str, scheme: Scheme | None, *, required: bool) -> Code | None:
        """The code of one side."""
        column = f"{side}_code"
        text = self.record.text(column).strip()
        if not text:
            if required:
                self.complain(column, _("the code is empty"))
            return None
        level = self.read_word(f"{side}_level", _LEVELS, _("no level"))
        try:
            return Code.parse(text, scheme=scheme, level=level)
        except CodeError as problem:
            remedy = _("add a column {side}_level").format(side=side) if problem.remedy else ""
            self.complain(column, problem.message, remedy)
            return None

    def read(self, column: str, parse: Callable[[str], _T], problem: str) -> _T | None:
        """A cell by a function; None if it is empty or the function refuses it."""
        text = self.record.text(column).strip()
        if not text:
            return None
        try:
            return parse(text)
        except (ValueError, ZeroDivisionError) as refusal:
            self.complain(
                column,
                _("{text!r} is {problem}").format(text=text, problem=problem),
                getattr(refusal, "remedy", ""),
            )
            return None

    def read_word(self, column: str, known: MappingOf[str, _T], problem: str) -> _T | None:
        """A cell that holds one of some words; None if it is empty or holds another."""
        text = self.record.text(column).strip()
        if not text:
            return None
        if (value := known.get(text) or known.get(text.lower())) is None:
            self.complain(
                column,
                _("{text!r} is {problem}").format(text=text, problem=problem),
                _("one of {known}").format(known=", ".join(known)),
            )
        return value
