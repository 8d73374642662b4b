"""A mapping set as SSSOM/TSV: a commented block of metadata, then a table."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import field, frozen

from nomenklatur.crosswalk.sssom.terms import COLUMNS, EXTENSION, NO_TERM, OWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Row: TypeAlias = "Mapping[str, str]"
"""One mapping: texts by the name of their slot; what is empty may be missing."""
Value: TypeAlias = "str | Sequence[str] | Mapping[str, str] | Sequence[Mapping[str, str]]"


@frozen
class MappingSet:
    """A set of mappings with what is said of all of them.

    Attributes:
        header: What is said of the set, by slot; what is empty is left out.
        curie_map: What each prefix stands for.
        rows: The mappings.
    """

    header: Mapping[str, Value]
    curie_map: Mapping[str, str]
    rows: tuple[Row, ...] = field(repr=False)


def sssom_text(mappings: MappingSet) -> str:
    """A mapping set as SSSOM/TSV.

    The rows keep their order and scores their digits, where the canonical form would sort and
    round. Cardinalities are counted here. Texts are written as they are: a file for other
    programs is not guarded against spreadsheets.
    """
    rows = [row | {"mapping_cardinality": found} for row, found in _cardinalities(mappings.rows)]
    columns = [column for column in COLUMNS if any(row.get(column) for row in rows)]
    if not rows:
        columns = ["subject_id", "predicate_id", "object_id", "mapping_justification"]
    stream = io.StringIO(newline="")
    stream.writelines(f"#{line}\n" for line in _header(mappings, columns))
    plain = csv.writer(stream, delimiter="\t", lineterminator="\n")
    quoted = csv.writer(stream, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_ALL)
    plain.writerow(columns)
    for row in rows:
        cells = [row.get(column, "") for column in columns]
        # A lone carriage return ends a row for whoever reads it, unless it is quoted.
        (quoted if any("\r" in cell for cell in cells) else plain).writerow(cells)
    return stream.getvalue()


def _cardinalities(rows: Sequence[Row]) -> Iterator[tuple[dict[str, str], str]]:
    """Each row with how many objects its subject has in the set, and the reverse."""
    objects: dict[str, set[str]] = defaultdict(set)
    subjects: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["object_id"] != NO_TERM:
            objects[row["subject_id"]].add(row["object_id"])
            subjects[row["object_id"]].add(row["subject_id"])
    for row in rows:
        if row["object_id"] == NO_TERM:
            yield dict(row), "1:0"
            continue
        several = len(subjects[row["object_id"]]) > 1, len(objects[row["subject_id"]]) > 1
        yield dict(row), ":".join("n" if many else "1" for many in several)


def _header(mappings: MappingSet, columns: Sequence[str]) -> Iterator[str]:
    extensions = [column for column in columns if column.startswith(EXTENSION)]
    extensions += [slot for slot, value in mappings.header.items() if slot[:3] == EXTENSION]
    extensions = [slot for slot in extensions if slot in columns or mappings.header[slot]]
    definitions = [
        {"slot_name": slot, "property": f"{OWN}:{slot.removeprefix(EXTENSION)}"}
        for slot in sorted(set(extensions))
    ]
    standard = {k: v for k, v in mappings.header.items() if not k.startswith(EXTENSION)}
    extended = {k: v for k, v in sorted(mappings.header.items()) if k.startswith(EXTENSION)}
    block: dict[str, Value] = {"curie_map": dict(sorted(mappings.curie_map.items()))}
    for slot, value in (
        block | standard | {"extension_definitions": definitions} | extended
    ).items():
        if value:
            yield from _yaml(slot, value)


def _yaml(slot: str, value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield f"{slot}: {scalar(value)}"
        return
    yield f"{slot}:"
    if not isinstance(value, (list, tuple)):
        assert hasattr(value, "items")  # noqa: S101 - for the type checker
        for key, text in value.items():
            yield f"  {scalar(key)}: {scalar(text)}"
        return
    for item in value:
        if isinstance(item, str):
            yield f"- {scalar(item)}"
            continue
        for number, (key, text) in enumerate(item.items()):
            yield f"{'  ' if number else '- '}{key}: {scalar(text)}"


_PLAIN: Final = re.compile(r"[A-Za-z](?:[\w./-]|:(?=[\w./-])| (?=\w))*", re.ASCII)
_RESERVED: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def scalar(text: str) -> str:
    """A text in YAML: plain where nobody could take it for something else, or in quotes.

    >>> scalar("nomenklatur"), scalar("1.10")
    ('nomenklatur', '"1.10"')
    """
    if _PLAIN.fullmatch(text) and text.lower() not in _RESERVED:
        return text
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    number = ord(character)
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"  # noqa: PLR2004 - BMP
