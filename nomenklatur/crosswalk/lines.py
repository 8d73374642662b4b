"""Crosswalks as JSON lines: what the crosswalk is, then one mapping a line.

::

    {"format": "nomenklatur/crosswalk/1", "id": "…", "from": "…", "to": "…", …}
    {"source": {"code": "0.00.01.002", "level": "kegiatan", "name": "…"}, "relation": "exact",
     "targets": [{"code": "X.XX.01.2.03.02", "level": "sub_kegiatan", "name": "…"}], …}

The first line may be missing where the file's name says ``<source>--<target>``.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from nomenklatur.catalog.catalog import Erratum
from nomenklatur.catalog.info import errata_meta
from nomenklatur.catalog.records import raise_together
from nomenklatur.codes import Authority, Code, Level, Scheme
from nomenklatur.crosswalk.mapping import Crosswalk, CrosswalkInfo, Mapping, Relation, Target
from nomenklatur.errors import CrosswalkError, NomenklaturError
from nomenklatur.language import _
from nomenklatur.places import Place

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator
    from collections.abc import Mapping as MappingOf

_T = TypeVar("_T")
FORMAT: Final = "nomenklatur/crosswalk/1"
_TEXTS: Final = (
    "program_name", "indikator", "keterangan", "justification", "author", "date", "note",
)  # fmt: skip


def crosswalk_lines(crosswalk: Crosswalk) -> Iterator[str]:
    """The lines of a crosswalk, each with its newline; `read_lines` reads them back."""
    info = crosswalk.info
    head: dict[str, Any] = {
        "format": FORMAT, "id": info.id, "from": info.source, "to": info.target,
        "title": info.title, "provenance": info.provenance, "author": info.author,
        "date": info.date, "partial": info.partial, "errata": errata_meta(info.errata),
    }  # fmt: skip
    yield _line({key: value for key, value in head.items() if value})
    for mapping in crosswalk:
        yield _line(mapping_dict(mapping))


def _line(record: MappingOf[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"


def mapping_dict(mapping: Mapping) -> dict[str, Any]:
    """A mapping with its targets, as JSON has it; what is empty is left out."""
    return {
        "source": _entry(mapping.source, mapping.source_name),
        "relation": mapping.relation.value if mapping.relation else None,
        "targets": [
            _entry(target.code, target.name)
            | ({} if target.share is None else {"share": str(target.share)})
            for target in mapping.targets
        ],
        **({} if mapping.authority is None else {"authority": mapping.authority.label}),
        **({} if mapping.score is None else {"score": float(mapping.score)}),
        **{name: text for name in _TEXTS if (text := getattr(mapping, name))},
    }


def _entry(code: Code, name: str) -> dict[str, str]:
    return {
        "code": str(code),
        "scheme": code.scheme.value,
        "level": code.level.value,
        **({"name": name} if name else {}),
    }


def read_lines(path: str | os.PathLike[str]) -> Crosswalk:
    """Read a crosswalk from JSON lines.

    Raises:
        CrosswalkError: The file cannot be read, or does not say what it maps.
        BadRowsError: Lines are not right; all of them are named.
    """
    path = Path(path)
    place = Place(str(path))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise CrosswalkError(
            _("cannot be read: {reason}").format(reason=problem.strerror), place=place
        ) from problem
    except UnicodeDecodeError as problem:
        raise CrosswalkError(_("not UTF-8"), place=place, remedy=_("save it as UTF-8")) from problem
    head: MappingOf[str, Any] = {}
    mappings: list[Mapping] = []
    errors: list[NomenklaturError] = []
    for row, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            if isinstance(record, dict) and "format" in record:
                head = _checked(record, place.at(row=row))
            else:
                mappings.append(_mapping(record, place.at(row=row)))
        except (ValueError, TypeError, KeyError, ArithmeticError, RecursionError) as problem:
            what = f"no {problem}" if isinstance(problem, KeyError) else str(problem)
            errors.append(
                CrosswalkError(
                    _("not a mapping: {what}").format(what=what), place=place.at(row=row)
                )
            )
    raise_together(_("{place}: the crosswalk does not load").format(place=place), errors)
    return Crosswalk(_info(head, path, place), tuple(mappings))


def _checked(head: MappingOf[str, Any], place: Place) -> MappingOf[str, Any]:
    if head["format"] != FORMAT:
        raise CrosswalkError(
            _("the format is {head!r}, not {format!r}").format(head=head["format"], format=FORMAT),
            place=place,
        )
    return head


def _info(head: MappingOf[str, Any], path: Path, place: Place) -> CrosswalkInfo:
    stem = path.name.removesuffix(path.suffix)
    source, between, target = stem.partition("--")
    if head:
        stem, source, target = head.get("id", stem), head.get("from", ""), head.get("to", "")
    elif not between:
        raise CrosswalkError(
            _("neither its name nor its first line says what it maps"), place=place,
            remedy=_("name it <source>--<target>.jsonl"),
        )  # fmt: skip
    known = ("title", "provenance", "author", "date", "partial")
    texts = {key: str(head.get(key, "")) for key in known}
    try:
        errata = tuple(Erratum(**erratum) for erratum in head.get("errata", ()))
    except TypeError as problem:
        raise CrosswalkError(
            _("the errata are not right: {problem}").format(problem=problem), place=place
        ) from problem
    return CrosswalkInfo(stem, source, target, **texts, errata=errata)


def _mapping(record: MappingOf[str, Any], place: Place) -> Mapping:
    """The mapping of a line.

    Raises:
        ValueError, TypeError, KeyError: The line is no mapping.
    """
    relation, score = record["relation"], record.get("score")
    if score is not None and not 0 <= score <= 1:
        raise ValueError(f"the score {score} is not within 0 and 1")
    authority = record.get("authority")
    texts = {name: _text(record, name) for name in _TEXTS}
    return Mapping(
        _code(record["source"]),
        _text(record["source"], "name"),
        None if relation is None else _one_of(Relation, relation, "relation"),
        tuple(
            Target(
                _code(target),
                _text(target, "name"),
                Fraction(target["share"]) if "share" in target else None,
            )
            for target in record.get("targets", ())
        ),
        authority=None if authority is None else Authority.from_label(authority),
        score=None if score is None else float(score),
        place=place,
        **texts,
    )


def _text(record: MappingOf[str, Any], name: str) -> str:
    value = record.get(name, "")
    if not isinstance(value, str):
        raise TypeError(f"{name} is no text")
    return value


def _code(record: MappingOf[str, Any]) -> Code:
    scheme, level = record.get("scheme"), record.get("level")
    return Code.parse(
        _text(record, "code"),
        scheme=None if scheme is None else _one_of(Scheme, scheme, "scheme"),
        level=None if level is None else _one_of(Level, level, "level"),
    )


def _one_of(kind: Callable[[str], _T], text: str, what: str) -> _T:
    try:
        return kind(text)
    except ValueError:
        raise ValueError(f"there is no {what} {text!r}") from None
