"""SSSOM/TSV as a crosswalk: files of this project and of others."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, frozen

from nomenklatur.catalog.catalog import Erratum
from nomenklatur.catalog.records import raise_together
from nomenklatur.codes import Authority, Code, Level, Scheme, guess_scheme
from nomenklatur.crosswalk.mapping import Crosswalk, CrosswalkInfo, Mapping, Relation, Target
from nomenklatur.crosswalk.sssom import terms
from nomenklatur.crosswalk.sssom.header import Header, parse_metadata, read_header
from nomenklatur.errors import CodeError, CrosswalkError, NomenklaturError
from nomenklatur.language import _
from nomenklatur.places import Place

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Sequence

_REQUIRED: Final = ("subject_id", "predicate_id", "object_id")


@frozen
class SssomFile:
    """What was read of an SSSOM file.

    Attributes:
        crosswalk: Its mappings.
        without_source: Rows that say that a new entry was nothing before; a crosswalk, which
            says what becomes of old entries, has no place for them.
        negated: Rows that say that two entries do not match.
    """

    crosswalk: Crosswalk
    without_source: int = 0
    negated: int = 0


def read_sssom(path: str | os.PathLike[str]) -> SssomFile:
    """Read an SSSOM/TSV file, with its metadata before the table or in a file beside it.

    Args:
        path: The file. Metadata beside ``a.sssom.tsv`` stand in ``a.sssom.yml``.

    Raises:
        CrosswalkError: The file cannot be read, or is no SSSOM.
        BadRowsError: Rows are not right; all of them are named, with row and column.
    """
    path = Path(path)
    place = Place(str(path))
    text = _text(path, place)
    header = read_header(text, place)
    if not header.rows:
        beside = path.with_suffix(".yml")
        if beside.is_file():
            there = Place(str(beside))
            header = Header(parse_metadata(_text(beside, there), there))
    return _Reader(header, place, path.name.split(".")[0]).read(text)


def _text(path: Path, place: Place) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise CrosswalkError(
            _("cannot be read: {reason}").format(reason=problem.strerror), place=place
        ) from problem
    except UnicodeDecodeError as problem:
        raise CrosswalkError(_("not UTF-8"), place=place, remedy=_("save it as UTF-8")) from problem


@frozen
class _Row:
    """A row of the table with the line that it begins on."""

    texts: dict[str, str]
    line: int

    def text(self, slot: str) -> str:
        return self.texts.get(slot, "")


class _Reader:
    def __init__(self, header: Header, place: Place, stem: str) -> None:
        self.header = header
        self.place = place
        self.stem = stem
        self.errors: list[NomenklaturError] = []

    def read(self, text: str) -> SssomFile:
        rows = list(self._rows(text))
        with_source = [row for row in rows if row.text("subject_id") != terms.NO_TERM]
        kept = [row for row in with_source if not row.text("predicate_modifier").strip()]
        source = _Side(self, "subject", kept)
        target = _Side(self, "object", kept)
        mappings = self._mappings(kept, source, target)
        raise_together(
            _("{place}: the crosswalk does not load").format(place=self.place), self.errors
        )
        return SssomFile(
            Crosswalk(self._info(source.catalog, target.catalog), tuple(mappings)),
            len(rows) - len(with_source),
            len(with_source) - len(kept),
        )

    def _rows(self, text: str) -> Iterator[_Row]:
        before = self.header.rows
        lines = text.split("\n", before)
        table = lines[before] if len(lines) > before else ""
        heading = table[: table.find("\n")] if "\n" in table else table
        delimiter = "\t" if "\t" in heading or "," not in heading else ","
        reader = csv.reader(io.StringIO(table, newline=""), delimiter=delimiter, strict=True)
        try:
            slots = [slot.strip() for slot in next(reader, [])]
            if missing := [slot for slot in _REQUIRED if slot not in slots]:
                raise CrosswalkError(
                    _("no SSSOM: it has no column {missing}").format(missing=", ".join(missing)),
                    place=self.place.at(row=before + 1),
                )
            end = reader.line_num
            for cells in reader:
                start, end = before + end + 1, reader.line_num
                if not any(cells):
                    continue
                if len(cells) > len(slots) and any(cells[len(slots) :]):
                    self.complain(
                        start,
                        "",
                        _("{cells} cells under {headings} headings").format(
                            cells=len(cells), headings=len(slots)
                        ),
                    )
                    continue
                yield _Row(dict(zip(slots, cells, strict=False)), start)
        except csv.Error as problem:
            raise CrosswalkError(
                _("the table is damaged: {problem}").format(problem=problem),
                place=self.place.at(row=before + reader.line_num),
            ) from problem

    def _mappings(self, rows: Sequence[_Row], source: _Side, target: _Side) -> list[Mapping]:
        """Rows that stand together and say the same but for the object are one mapping."""
        found: list[Mapping] = []
        for row in rows:
            mapping = self._mapping(row, source, target)
            if mapping is None:
                continue
            last = found[-1] if found else None
            if (
                last is not None
                and last.targets
                and mapping.targets
                and str(last.source) == str(mapping.source)
                and evolve(last, targets=mapping.targets) == mapping
            ):
                found[-1] = evolve(last, targets=(*last.targets, *mapping.targets))
            else:
                found.append(mapping)
        return found

    def _mapping(self, row: _Row, source: _Side, target: _Side) -> Mapping | None:
        wrong = len(self.errors)
        code = source.code(row)
        found = row.text("object_id").strip() != terms.NO_TERM
        goal = target.code(row) if found else None
        relation = self._relation(row, found=found)
        score = self.value(row, "confidence", float, _("no number"))
        if score is not None and not 0 <= score <= 1:
            self.complain(
                row.line, "confidence", _("{score} is not within 0 and 1").format(score=score)
            )
        share = self.value(row, "nk_share", Fraction, _("no fraction"))
        authority = self.value(row, "nk_authority", Authority.from_label, _("no kind of region"))
        if code is None or len(self.errors) > wrong:
            return None
        return Mapping(
            code,
            row.text("subject_label"),
            relation,
            () if goal is None else (Target(goal, row.text("object_label"), share),),
            program_name=row.text("nk_program_name"),
            authority=authority,
            score=score,
            justification=self._justification(row),
            keterangan=row.text("comment"),
            indikator=row.text("nk_indikator"),
            author=row.text("author_label"),
            date=row.text("mapping_date") or row.text("nk_date") or self._common_date(),
            note=self._note(row),
            place=self.place.at(row=row.line),
        )

    def _relation(self, row: _Row, *, found: bool) -> Relation | None:
        predicate = row.text("predicate_id").strip()
        said = row.text("nk_relation").strip()
        if said in {relation.value for relation in Relation}:
            return Relation(said)
        if predicate not in terms.READ_PREDICATES:
            known = ", ".join(terms.READ_PREDICATES)
            self.complain(
                row.line, "predicate_id",
                _("{predicate!r} does not say where an entry goes").format(predicate=predicate)
                if predicate
                else _("it is empty"),
                _("one of {known}").format(known=known),
            )  # fmt: skip
            return None
        return terms.relation_of(predicate, found=found)

    def _justification(self, row: _Row) -> str:
        said = row.text("nk_justification")
        return said if said or self.header.is_own else row.text("mapping_justification")

    def _note(self, row: _Row) -> str:
        """The remarks; what a predicate says beyond the relations that there are is kept."""
        note = row.text("nk_note")
        narrow = row.text("predicate_id").strip() == "skos:narrowMatch"
        return "; ".join(filter(None, (note, "skos:narrowMatch" if narrow else "")))

    def _common_date(self) -> str:
        return "" if self.header.is_own else self.header.text("mapping_date")

    def _info(self, source: str, target: str) -> CrosswalkInfo:
        header = self.header
        return CrosswalkInfo(
            header.text("nk_crosswalk") or f"{source}--{target}",
            source,
            target,
            title=header.text("mapping_set_title"),
            provenance=header.text("mapping_set_description")
            or ("" if header.is_own else header.text("mapping_set_id")),
            author=header.text("creator_label"),
            date=header.text("publication_date") or header.text("nk_date"),
            errata=_errata(header.text("nk_errata"), self.place),
        )

    def value(self, row: _Row, slot: str, parse: Callable[[str], Any], problem: str) -> Any:  # noqa: ANN401 - what parse gives
        """A cell by a function; None if it is empty or the function refuses it."""
        text = row.text(slot).strip()
        if not text:
            return None
        try:
            return parse(text)
        except (ValueError, ZeroDivisionError) as refusal:
            remedy = getattr(refusal, "remedy", "")
            self.complain(
                row.line,
                slot,
                _("{text!r} is {problem}").format(text=text, problem=problem),
                remedy,
            )
            return None

    def complain(self, line: int, column: str, message: str, remedy: str = "") -> None:
        """Add an error about one cell."""
        place = self.place.at(row=line, column=column or None)
        self.errors.append(CrosswalkError(message, place=place, remedy=remedy))


class _Side:
    """The subjects of a file, or its objects: which catalog they are of, and their codes."""

    def __init__(self, reader: _Reader, name: str, rows: Sequence[_Row]) -> None:
        self.reader = reader
        self.name = name
        ids = [row.text(f"{name}_id").strip() for row in rows]
        known = [one for one in ids if one and one != terms.NO_TERM]
        self.prefix = known[0].partition(":")[0] if known else ""
        self.scheme = self._scheme([one.partition(":")[2] for one in known])
        self.catalog = self._catalog(rows)

    def _scheme(self, codes: Sequence[str]) -> Scheme | None:
        slot = "nk_source_scheme" if self.name == "subject" else "nk_target_scheme"
        said = self.reader.header.text(slot)
        if said in {scheme.value for scheme in Scheme}:
            return Scheme(said)
        return None if self.reader.header.is_own else guess_scheme(codes)

    def _catalog(self, rows: Sequence[_Row]) -> str:
        """Its id: what the metadata say, else the first row, else what its prefix stands for."""
        slot = f"{self.name}_source"
        said = self.reader.header.text(slot) or next((r.text(slot) for r in rows), "")
        if said:
            return terms.catalog_id(said)
        if self.prefix:
            return self.reader.header.catalog_of(self.prefix)
        source, _dashes, target = self.reader.stem.partition("--")
        return source if self.name == "subject" else target

    def code(self, row: _Row) -> Code | None:
        """The code of a row; what is wrong with it is added to the errors."""
        slot = f"{self.name}_id"
        text = row.text(slot).strip()
        prefix, colon, local = text.partition(":")
        if not colon or not local:
            said = _("{text!r} is no identifier such as {prefix}:2.17.07").format(
                text=text, prefix=self.prefix or "prefix"
            )
            self.reader.complain(row.line, slot, said if text else _("the identifier is empty"))
            return None
        if prefix not in self.reader.header.prefixes():
            self.reader.complain(
                row.line,
                slot,
                _("the prefix {prefix!r} is not in the curie_map").format(prefix=prefix),
            )
            return None
        if prefix != self.prefix:
            self.reader.complain(
                row.line, slot,
                _("{text} is not of {prefix}, as the rows before").format(
                    text=text, prefix=self.prefix
                ),
                _("put each pair of nomenclatures into a file of its own"),
            )  # fmt: skip
            return None
        category = row.text(f"{self.name}_category").strip()
        level = Level(category) if category in {level.value for level in Level} else None
        try:
            return Code.parse(local, scheme=self.scheme, level=level)
        except CodeError as problem:
            remedy = (
                _("say the level in {name}_category").format(name=self.name)
                if problem.remedy
                else ""
            )
            self.reader.complain(row.line, slot, problem.message, remedy)
            return None


def _errata(text: str, place: Place) -> tuple[Erratum, ...]:
    if not text:
        return ()
    try:
        return tuple(Erratum(**one) for one in json.loads(text))
    except (ValueError, TypeError) as problem:
        raise CrosswalkError(
            _("nk_errata is damaged: {problem}").format(problem=problem), place=place
        ) from problem
