"""The office, its bidang urusan and its region, as title lines and rows name them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import evolve

from nomenklatur.codes import Authority, Level, read_code

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nomenklatur.codes import Code, Scheme
    from nomenklatur.tables import Document

_OFFICE_KINDS: Final = (
    r"dinas|badan|inspektorat|sekretariat|kecamatan|kelurahan|kantor|rumah sakit|rsud|"
    r"satuan polisi|satpol|bagian|bappeda|puskesmas|bpbd|bkd|disdik|dinkes"
)
_OFFICE = re.compile(rf"\b(?:{_OFFICE_KINDS})\b", re.IGNORECASE)
_STARTS_AS_OFFICE = re.compile(rf"(?:{_OFFICE_KINDS})\b", re.IGNORECASE)
_END_OF_OFFICE = re.compile(
    r"\s+(?:tahun|ta\.?|periode|s/d|sampai|untuk|dan\s+pencapaian)\b.*|\s*[:;(].*|\s+dan$|[\s,.*]+$",
    re.IGNORECASE | re.DOTALL,
)
_LABELLED = re.compile(
    r"(?:nama\s+)?(?:perangkat\s+daerah|organisasi(?:\s+perangkat\s+daerah)?|o\.?p\.?d|skpd|"
    r"unit\s+kerja|unit\s+organisasi|unit)\s*:?\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_REGION = re.compile(r"(?:pemerintah\s+)?(?:kota|kabupaten|kab\.|provinsi|prov\.)\s", re.IGNORECASE)
_BIDANG = re.compile(
    r"(?:bidang|urusan|organisasi|perangkat\s+daerah|skpd|o\.?p\.?d|unit)\b[^\d]{0,60}?"
    r"(?P<code>\d{1,2}\.\d{2})(?![\d,])",
    re.IGNORECASE,
)
_LONGEST_OFFICE: Final = 14  # words


def office_in(lines: Iterable[str]) -> str:
    """The office that title lines name; empty if they name none."""
    lines = list(lines)
    for line in lines:
        labelled = _LABELLED.fullmatch(line)
        if labelled and (rest := labelled["rest"].strip(" :-")) and not rest.isdigit():
            return _END_OF_OFFICE.sub("", re.sub(r"^[\d.\sxX]+[-–]?\s*", "", rest)) or rest
    for i, line in enumerate(lines):
        if found := _OFFICE.search(line):
            office = _END_OF_OFFICE.sub("", line[found.start() :])
            following = lines[i + 1] if i + 1 < len(lines) else ""
            if _REGION.match(following + " ") and authority_of(office) is None:
                office = f"{office} {_END_OF_OFFICE.sub('', following)}"
            if len(office.split()) <= _LONGEST_OFFICE:
                return office
    return ""


def bidang_in(lines: Iterable[str], scheme: Scheme | None = None) -> Code | None:
    """The bidang urusan whose code a title line gives: ``Urusan Pemerintahan : 2.17 Koperasi``.

    The code of an office (``2.17.01``) begins with that of its bidang.

    Args:
        lines: The lines.
        scheme: The scheme of the plan's codes, if known.
    """
    for line in lines:
        if found := _BIDANG.match(line):
            reading = read_code(found["code"], scheme=scheme, level=Level.BIDANG_URUSAN)
            if reading.code is not None:
                return evolve(reading.code, text=None)
    return None


def office_of_document(document: Document) -> str:
    """The office whose name stands on a document's cover: the first short line of an office."""
    passages = [passage.text.strip(" *") for passage in document.passages]
    for i, text in enumerate(passages):
        if _STARTS_AS_OFFICE.match(text) and len(text.split()) <= _LONGEST_OFFICE:
            return office_in(passages[i : i + 2])
    return ""


def is_office(name: str) -> bool:
    """Whether a row's name is that of an office: ``DINAS KOPERASI DAN USAHA MIKRO``."""
    return _STARTS_AS_OFFICE.match(name) is not None and len(name.split()) <= _LONGEST_OFFICE


def authority_of(text: str) -> Authority | None:
    """The kind of region that an office's name speaks of; None if it names no region.

    >>> authority_of("Dinas Koperasi dan Usaha Mikro Kota Semarang")
    <Authority.KABUPATEN_KOTA: '2'>
    """
    if re.search(r"\b(?:kota|kabupaten|kab)\b", text, re.IGNORECASE):
        return Authority.KABUPATEN_KOTA
    if re.search(r"\b(?:provinsi|prov)\b", text, re.IGNORECASE):
        return Authority.PROVINSI
    return None
