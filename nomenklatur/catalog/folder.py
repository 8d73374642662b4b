"""Catalogs as folders: ``datapackage.json`` and ``catalog.csv``."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nomenklatur.catalog.catalog import Catalog, CatalogInfo
from nomenklatur.catalog.datapackage import Package, describe, write_folder
from nomenklatur.catalog.entry import Entry, Status
from nomenklatur.catalog.exchange import read_whole
from nomenklatur.catalog.files import CATALOG_CSV, DESCRIPTOR
from nomenklatur.catalog.info import in_order, info_meta, read_info
from nomenklatur.catalog.records import Record, csv_bytes, raise_together, read_records
from nomenklatur.codes import Authority, Code, Level, Scheme
from nomenklatur.errors import CatalogError, CodeError, NomenklaturError
from nomenklatur.language import _
from nomenklatur.places import Place

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Sequence

COLUMNS: Final = (
    "code", "level", "name", "authority", "indikator", "satuan", "kinerja", "definition",
    "status", "aliases", "official_name",
)  # fmt: skip
"""The columns of ``catalog.csv``; code, level and name are required."""
EXTRA: Final = "extra"
"""A column that a catalog has only if some entry says more: ``SPM=NON-SPM|TAG=GEOPARK``."""
_TEXTS: Final = ("indikator", "satuan", "kinerja", "definition", "official_name")


def load_catalog(path: str | os.PathLike[str], *, verify: bool = True) -> Catalog:
    """Load a catalog from its folder, or from a lone CSV with the columns of one.

    Args:
        path: The folder (or its ``datapackage.json``), or a CSV file.
        verify: Whether the CSV must still have the hash that ``datapackage.json`` states.

    Raises:
        CatalogError: There is no catalog, or its descriptor is not right.
        BadRowsError: Rows are not right; all of them are named, with row and column.
    """
    path = Path(path)
    if path.name == DESCRIPTOR:
        path = path.parent
    return read_whole(path, lambda: _load(path, verify=verify))


def _load(path: Path, *, verify: bool) -> Catalog:
    if path.is_dir():
        package = Package.read(path, "catalog")
        info = read_info(package)
        data, place = package.data(verify=verify)
        return Catalog(info, read_entries(data, place, scheme=info.scheme))
    place = Place(str(path))
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise CatalogError(
            _("cannot be read: {reason}").format(reason=problem.strerror), place=place
        ) from problem
    entries = read_entries(data, place)
    scheme = entries[0].code.scheme if entries else Scheme.NEW
    return Catalog(CatalogInfo(path.stem, path.stem, scheme=scheme, source=path.name), entries)


def save_catalog(catalog: Catalog, folder: str | os.PathLike[str]) -> None:
    """Save a catalog as a folder, whole or not at all; the same catalog gives the same bytes.

    Raises:
        CatalogError: The folder cannot be written.
    """
    write_folder(Path(folder), catalog_files(catalog))


def catalog_files(catalog: Catalog) -> dict[str, bytes]:
    """The files of a catalog's folder by their names."""
    info = catalog.info
    extra = any(entry.extra for entry in catalog.entries)
    columns = (*COLUMNS, EXTRA) if extra else COLUMNS
    data = csv_bytes(columns, (_row(entry)[: len(columns)] for entry in catalog.entries))
    descriptor = describe(
        info.id, title=info.title, source=info.source, path=CATALOG_CSV, data=data,
        rows=len(catalog), columns=columns, meta=info_meta(info),
    )  # fmt: skip
    return {DESCRIPTOR: descriptor, CATALOG_CSV: data}


def read_entries(data: bytes, place: Place, *, scheme: Scheme | None = None) -> tuple[Entry, ...]:
    """The entries of a ``catalog.csv``.

    Args:
        data: The file.
        place: Its place.
        scheme: The grammar of its codes; by default whatever fits.

    Raises:
        CatalogError: The file is no such CSV.
        BadRowsError: Rows are not right.
    """
    records, errors = read_records(
        data, place, columns=(*COLUMNS, EXTRA), required=("code", "level", "name")
    )
    entries: list[Entry] = []
    for record in records:
        wrong: list[NomenklaturError] = []
        entry = _entry(record, scheme, wrong)
        errors += wrong
        if entry is not None:
            entries.append(entry)
    raise_together(_("{place}: the catalog does not load").format(place=place), errors)
    return tuple(entries)


def _entry(record: Record, scheme: Scheme | None, errors: list[NomenklaturError]) -> Entry | None:
    """The entry of a row; None with all that is wrong with the row added to the errors."""
    wrong = len(errors)
    level = _level(record, errors)
    code = _code(record, scheme, level, errors) if level else None
    if not (name := record.text("name")).strip():
        errors.append(CatalogError(_("the name is empty"), place=record.at("name")))
    try:
        authorities = _authorities(record.text("authority"))
    except CodeError as problem:
        errors.append(
            CatalogError(problem.message, place=record.at("authority"), remedy=problem.remedy)
        )
    status_text = record.text("status").strip() or Status.ACTIVE.value
    if status_text not in _STATUSES:
        errors.append(_unknown(record, "status", _STATUSES))
    if code is None or len(errors) > wrong:
        return None
    return Entry(
        code,
        name,
        authorities,
        status=_STATUSES[status_text],
        aliases=split_list(record.text("aliases")),
        extra=_extra(record.text(EXTRA)),
        row=record.row,
        **{column: record.text(column) for column in _TEXTS},
    )


_STATUSES: Final = {status.value: status for status in Status}
_LEVELS: Final = {level.value: level for level in Level}


def _level(record: Record, errors: list[NomenklaturError]) -> Level | None:
    text = record.text("level")
    level = _LEVELS.get(text) or _LEVELS.get("_".join(text.lower().split()))
    if level is None:
        errors.append(_unknown(record, "level", _LEVELS))
    return level


def _unknown(record: Record, column: str, known: Iterable[str]) -> CatalogError:
    return CatalogError(
        _("unknown {column} {text!r}").format(column=column, text=record.text(column)),
        place=record.at(column),
        remedy=_("one of {known}").format(known=", ".join(known)),
    )


def _code(
    record: Record, scheme: Scheme | None, level: Level, errors: list[NomenklaturError]
) -> Code | None:
    text = record.text("code").strip()
    try:
        return Code.parse(text, scheme=scheme, level=level)
    except CodeError:
        errors.append(
            CatalogError(
                _("{text!r} is no code of a {label}").format(text=text, label=level.label),
                place=record.at("code"),
            )
        )
        return None


@functools.lru_cache(maxsize=64)
def _authorities(text: str) -> frozenset[Authority]:
    return frozenset(Authority.from_label(part) for part in text.split("|") if part.strip())


def _row(entry: Entry) -> tuple[str, ...]:
    return (
        str(entry.code),
        entry.level.value,
        entry.name,
        _kinds(entry.authorities),
        entry.indikator,
        entry.satuan,
        entry.kinerja,
        entry.definition,
        "" if entry.status is Status.ACTIVE else entry.status.value,
        join_list(entry.aliases) if entry.aliases else "",
        entry.official_name,
        _extra_cell(entry.extra) if entry.extra else "",
    )


@functools.lru_cache(maxsize=64)
def _kinds(authorities: frozenset[Authority]) -> str:
    return "|".join(kind.label for kind in in_order(authorities))


@functools.lru_cache(maxsize=4096)
def _extra_cell(extra: tuple[tuple[str, str], ...]) -> str:
    return join_list([f"{heading}={text}" for heading, text in extra])


def _extra(cell: str) -> tuple[tuple[str, str], ...]:
    pairs = (part.partition("=") for part in split_list(cell))
    return tuple((heading, text) for heading, _, text in pairs)


def join_list(texts: Sequence[str]) -> str:
    r"""Several texts in one cell, with ``|`` between them; ``\`` protects a ``|`` of their own."""
    return "|".join(text.replace("\\", "\\\\").replace("|", "\\|") for text in texts)


def split_list(cell: str) -> tuple[str, ...]:
    r"""The texts of a cell that `join_list` wrote.

    >>> split_list(join_list(["a|b", "c"]))
    ('a|b', 'c')
    """
    if "\\" not in cell:
        return tuple(part for part in cell.split("|") if part)
    parts, part, protected = [], "", False
    for character in cell:
        if protected or character not in "\\|":
            part, protected = part + character, False
        elif character == "\\":
            protected = True
        else:
            parts.append(part)
            part = ""
    return tuple(part for part in (*parts, part) if part)
