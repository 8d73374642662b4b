"""One way in: any published list as a catalog."""

from __future__ import annotations

import contextlib
import gc
import itertools
import re
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from nomenklatur.catalog.catalog import Catalog, CatalogInfo
from nomenklatur.catalog.files import DESCRIPTOR
from nomenklatur.catalog.importing.code_columns import CodeColumns
from nomenklatur.catalog.importing.flat import FlatList
from nomenklatur.catalog.importing.layout import EVERY, Layout, Options, Part, Predecessor
from nomenklatur.catalog.importing.names import repair_names
from nomenklatur.catalog.importing.predecessors import PREDECESSORS, crosswalk_of
from nomenklatur.catalog.importing.sheets import read_source
from nomenklatur.catalog.importing.sipd import SipdExport
from nomenklatur.catalog.importing.versions import Suggestion, suggest, version_of
from nomenklatur.codes import Authority
from nomenklatur.errors import BadRowsError, CatalogError, ConfigError
from nomenklatur.findings import RULES, Finding, Severity
from nomenklatur.language import _, joined
from nomenklatur.places import Place

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Sequence

    from nomenklatur.catalog.entry import Entry
    from nomenklatur.catalog.importing.sheets import Sheet, Source
    from nomenklatur.catalog.importing.versions import Version
    from nomenklatur.crosswalk import Crosswalk

LAYOUTS: Final[tuple[Layout, ...]] = (SipdExport(), CodeColumns(), FlatList())
"""The layouts in the wild; the first one that recognises a sheet reads it."""
FOLDER: Final = "catalog-folder"
"""The layout of a catalog folder of our own format."""
_ID: Final = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")


@frozen
class Imported:
    """An imported list.

    Attributes:
        catalog: The catalog.
        layout: The layout that it was in.
        crosswalk: The predecessors that it names, if it does.
        findings: What was repaired, and what somebody must look at, in file order.
        suggestion: The known version that it looks like, where nobody has said what it is.
    """

    catalog: Catalog
    layout: str
    crosswalk: Crosswalk | None = None
    findings: tuple[Finding, ...] = field(default=(), repr=False)
    suggestion: Suggestion | None = None


def import_catalog(  # noqa: PLR0913 - what cannot be seen in a file must be said
    source: str | os.PathLike[str],
    *,
    id: str | None = None,  # noqa: A002 - the word of commands and descriptors
    regulation: str | None = None,
    authority: Authority | Iterable[Authority] | None = None,
    title: str | None = None,
    sub_width: int | None = None,
    predecessor: str = PREDECESSORS,
    skip_bad_rows: bool = False,
    today: date | None = None,
) -> Imported:
    """Read a published list in any layout, or a catalog folder.

    Args:
        source: An XLSX, XLS, ODS or CSV file, a catalog folder, or ``-`` for standard input.
        id: The catalog's id; by default made of the file's name.
        regulation: The regulation that it is from; a known one gives the id as well.
        authority: The kinds of region of entries whose rows do not say.
        title: Title for people.
        sub_width: Digits of a sub kegiatan, 2 or 4, where the list has only numbers below 100.
        predecessor: Id of the catalog that its predecessor column names.
        skip_bad_rows: Whether to leave out what cannot be read, with a finding.
        today: The day of the import.

    Raises:
        ReadError: The file cannot be read, or holds no list of codes and names.
        CatalogError: It is no catalog folder.
        BadRowsError: Rows cannot be read; all of them are named, with row and column.
        ConfigError: The id, or what was said of the file, makes no sense.
    """
    if id is not None and not _ID.fullmatch(id):
        raise ConfigError(
            _("{id!r} is no id").format(id=id),
            remedy=_("lower-case letters, digits and hyphens: permendagri-90-2019"),
        )
    kinds = frozenset({authority}) if isinstance(authority, Authority) else authority
    authorities = None if kinds is None else frozenset(kinds)
    said = version_of(id, regulation)
    path = Path(source)
    if path.is_dir() or path.name == DESCRIPTOR:
        return _from_folder(path, id, regulation, authorities, title)
    options = Options(
        authorities,
        scheme=said.scheme if said else None,
        sub_width=sub_width or (said.sub_width if said else None),
    )
    with _no_collection():
        read = read_source(source)
        parts, others, layout = _read_parts(read, options)
        errors = [error for part in parts for error in sorted(part.errors, key=_row_of)]
        if errors and not skip_bad_rows:
            raise BadRowsError(
                _("{name}: {n} rows cannot be read").format(name=path.name, n=len(errors)), errors
            )
        findings = [*read.findings, *others, *map(_as_finding, errors)]
        predecessors = _repair(parts, findings)
        entries = [entry for part in parts for entry in part.entries]
        if not entries:
            raise CatalogError(_("has no entry"), place=Place(str(source)))
        entries.sort(key=attrgetter("code.key"))
        findings += _duplicates(parts, entries)
        file = "stdin" if str(source) == "-" else path.name
        suggestion = None if said else suggest(entries, Path(file).stem)
        catalog = Catalog(
            _info(entries, file, said, options, id=id, regulation=regulation, title=title,
                  today=today),
            tuple(entries),
        )  # fmt: skip
        crosswalk = None
        if predecessors:
            crosswalk, doubts = crosswalk_of(predecessors, catalog, predecessor, file)
            findings += doubts
    if suggestion is not None and suggestion.version.id != catalog.id:
        findings.append(_looks_like(suggestion, Place(str(source))))
    findings.sort(key=lambda finding: (finding.place.sheet or "", finding.place.row or 0))
    return Imported(catalog, layout, crosswalk, tuple(findings), suggestion)


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """No search for garbage while thousands of objects are made that all stay.

    Afterwards they count as old at once, without being looked at one by one: what `freeze` sets
    aside, `unfreeze` gives to the oldest generation.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if gc.get_freeze_count() == 0:
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def _read_parts(read: Source, options: Options) -> tuple[list[Part], list[Finding], str]:
    """The sheets in a known layout, findings on the others, and the name of the layout."""
    parts: list[Part] = []
    findings: list[Finding] = []
    layouts: list[str] = []
    for sheet in read.sheets:
        for layout in LAYOUTS:
            heading = layout.recognise(sheet)
            if heading is not None:
                part = layout.read(sheet, heading, options)
                findings += _unknown_columns(part)
                parts.append(part)
                layouts.append(layout.name)
                break
        else:
            findings.append(_not_recognised(sheet))
    if not parts:
        sheet = read.sheets[0]
        shown = " | ".join(str(cell) for cell in sheet.rows[0][:8])
        raise CatalogError(
            _("holds no list of codes and names; its first row is {shown!r}").format(
                shown=shown[:120]
            ),
            place=sheet.place,
            remedy=_("the layouts are {layouts}").format(
                layouts=joined((layout.title for layout in LAYOUTS), "; ")
            ),
        )
    return parts, findings, layouts[0]


def _unknown_columns(part: Part) -> Iterator[Finding]:
    rows = part.sheet.rows[part.heading.first :]
    for column, heading in part.heading.unknown.items():
        filled = sum(bool(row[column]) for row in rows)
        if filled:
            yield Finding(
                RULES["NK402"],
                _("nobody knows the column {heading!r}; its {filled} cells were left out").format(
                    heading=heading, filled=filled
                ),
                part.at(None, column),
                severity=Severity.WARNING,
            )


def _not_recognised(sheet: Sheet) -> Finding:
    return Finding(RULES["NK401"], _("the sheet holds no list of codes and names"), sheet.place)


def _row_of(error: CatalogError) -> int:
    return (error.place.row or 0) if error.place else 0


def _as_finding(error: CatalogError) -> Finding:
    place = error.place or Place()
    message = _("the row was left out: {message}").format(message=error.message)
    return Finding(RULES["NK403"], message, place, error.remedy, severity=Severity.ERROR)


def _repair(parts: Sequence[Part], findings: list[Finding]) -> list[Predecessor]:
    """Put names right, add the findings of all parts, and give their predecessors."""
    by_name: dict[str, Entry] = {}

    def texts_of(name: str) -> str:
        if not by_name:
            by_name.update((entry.name, entry) for part in parts for entry in part.entries)
        entry = by_name[name]
        return f"{entry.indikator}\n{entry.kinerja}"

    names = [entry.name for part in parts for entry in part.entries]
    repairs = repair_names(names, texts_of)
    predecessors: list[Predecessor] = []
    for part in parts:
        repaired: dict[int, Entry] = {}
        for at in [at for at, entry in enumerate(part.entries) if entry.name in repairs]:
            entry = part.entries[at]
            repair = repairs[entry.name]
            if repair.name != entry.name:
                aliases = (entry.name, *entry.aliases)
                part.entries[at] = repaired[id(entry)] = evolve(
                    entry, name=repair.name, aliases=aliases
                )
                message = joined(
                    (
                        _("{read!r} is understood as {understood!r}: {proof}").format(
                            read=change.read, understood=change.understood, proof=change.proof
                        )
                        for change in repair.changes
                    ),
                    "; ",
                )
                part.find("NK407", message, entry.row, part.names.get(entry.level))
        findings += part.findings
        predecessors += (
            evolve(one, entry=repaired[id(one.entry)]) if id(one.entry) in repaired else one
            for one in part.predecessors
        )
    return predecessors


def _duplicates(parts: Sequence[Part], entries: Sequence[Entry]) -> Iterator[Finding]:
    """Codes that stand twice for one kind of region; both rows are kept."""
    keys = list(map(attrgetter("code.key"), entries))  # in order, so that equal ones are neighbours
    repeated = {one for one, other in itertools.pairwise(keys) if one == other}
    seen: dict[tuple[int, ...], list[Entry]] = {}
    for entry in itertools.compress(entries, map(repeated.__contains__, keys)):
        for other in seen.setdefault(entry.code.key, []):
            shared = entry.authorities & other.authorities
            if shared or not (entry.authorities and other.authorities):
                part = next(p for p in parts if any(entry is one for one in p.entries))
                where = _("row {row}").format(row=other.row) if other.row else _("another row")
                message = _("{code} {name} is also {name2} ({where})").format(
                    code=entry.code, name=entry.name, name2=other.name, where=where
                )
                place = part.at(entry.row, part.names.get(entry.level))
                yield Finding(RULES["NK104"], message, place)
                break
        seen[entry.code.key].append(entry)


def _info(  # noqa: PLR0913 - as import_catalog
    entries: Sequence[Entry],
    file: str,
    said: Version | None,
    options: Options,
    *,
    id: str | None,  # noqa: A002 - as import_catalog
    regulation: str | None,
    title: str | None,
    today: date | None,
) -> CatalogInfo:
    stem = Path(file).stem
    name = id or (said.id if said else "") or _slug(stem)
    regulation = regulation or (said.regulation if said else "")
    below = {entry.authorities for entry in entries if entry.code.kegiatan is not None}
    kinds = EVERY if EVERY in below else EVERY.union(*below)
    return CatalogInfo(
        name,
        title=title or regulation or stem,
        regulation=regulation,
        scheme=entries[0].code.scheme,
        authorities=options.authorities if options.authorities is not None else kinds,
        valid_from=said.valid_from if said else None,
        source=file,
        imported=today or date.today(),  # noqa: DTZ011 - the user's day
    )


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "catalog"


def _looks_like(suggestion: Suggestion, place: Place) -> Finding:
    version = suggestion.version
    return Finding(
        RULES["NK408"],
        _("looks like {regulation} ({id}): {reason}").format(
            regulation=version.regulation, id=version.id, reason=suggestion.reason
        ),
        place,
        _("say the id {id} if it is").format(id=version.id),
    )


def _from_folder(
    path: Path,
    id: str | None,  # noqa: A002 - as import_catalog
    regulation: str | None,
    authorities: frozenset[Authority] | None,
    title: str | None,
) -> Imported:
    """A catalog folder as it is, but for what was said of it."""
    from nomenklatur.catalog.folder import load_catalog  # noqa: PLC0415 - for folders only

    catalog = load_catalog(path)
    info, entries = catalog.info, catalog.entries
    if authorities is not None:
        info = evolve(info, authorities=authorities)
        entries = tuple(e if e.authorities else evolve(e, authorities=authorities) for e in entries)
    info = evolve(
        info,
        id=info.id if id is None else id,
        regulation=info.regulation if regulation is None else regulation,
        title=info.title if title is None else title,
    )
    return Imported(Catalog(info, entries), FOLDER)
