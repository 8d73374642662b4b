"""The lines of a decisions file: one JSON object a line, in an order that reads well in a diff.

::

    {"author": "Siti", "date": "2020-08-14T09:30:00+07:00", "code": "0.00.06.029",
     "name": "Penyusunan Renstra SKPD", "relation": "broad",
     "targets": [{"code": "X.XX.01.2.01.01", "name": "Penyusunan Dokumen Perencanaan"}],
     "note": "bersama Renja", "catalog": "permendagri-90-2019@3f2a9c01d4b5e677",
     "legacy": "permendagri-13-2006", "proposed": [{"code": "X.XX.01.2.01.01", "score": 0.61}]}

What is empty is left out. Shares are texts such as ``"1/3"``. Where the digits of a code have two
readings, ``scheme`` and ``level`` stand beside it. Keys that are not known are an error, since a
mistyped one would be lost in silence; other programs may add theirs with a leading ``x-``.
"""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, TypeVar

from nomenklatur.codes import Code, CodeReading, Level, Scheme, read_code
from nomenklatur.crosswalk.mapping import Relation, Target
from nomenklatur.decisions.decision import Decision, DecisionError, Proposal
from nomenklatur.language import _
from nomenklatur.remembered import remembers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nomenklatur.places import Place

_T = TypeVar("_T")
_E = TypeVar("_E", Relation, Scheme, Level)

_TEXTS: Final = ("author", "date", "name", "note", "catalog", "legacy")
_FLAGS: Final = ("withdrawn", "flagged")
_CODE: Final = ("code", "scheme", "level")
_KEYS: Final = frozenset({*_TEXTS, *_FLAGS, *_CODE, "relation", "targets", "proposed"})
_SURE: Final = 3
"""Digits of a kegiatan that only Permendagri 13/2006 has."""
_NEWLINES: Final = {ord(c): f"\\u{ord(c):04x}" for c in "\x7f\x85\u2028\u2029"}
"""What some programs take for the end of a line, though JSON does not."""


def write_line(decision: Decision) -> str:
    """A decision as a line, without the newline at its end."""
    line: dict[str, Any] = {"author": decision.author, "date": decision.date}
    if decision.code is not None:
        line |= _code_fields(decision.code)
    line |= {
        "name": decision.name,
        "relation": decision.relation.value if decision.relation else "",
        "targets": [
            _code_fields(target.code)
            | ({"name": target.name} if target.name else {})
            | ({} if target.share is None else {"share": str(target.share)})
            for target in decision.targets
        ],
        "withdrawn": decision.withdrawn,
        "flagged": decision.flagged,
        "note": decision.note,
        "catalog": decision.catalog,
        "legacy": decision.legacy,
        "proposed": [
            _code_fields(one.code) | ({} if one.score is None else {"score": one.score})
            for one in decision.proposed
        ],
    }
    kept = {key: value for key, value in line.items() if value or key == "name"}
    text = json.dumps(kept, ensure_ascii=False, allow_nan=False).translate(_NEWLINES)
    # half a surrogate pair, which a name out of a damaged document may have, is escaped
    return text.encode("utf-8", "backslashreplace").decode()


def read_line(text: str, place: Place) -> Decision:
    """The decision of a line.

    Raises:
        DecisionError: It is none.
    """
    try:
        line = json.loads(text)
    except ValueError as error:
        raise DecisionError(_("not JSON: {error}").format(error=error), place=place) from error
    try:
        return _decision(_table(line, _KEYS), place)
    except DecisionError as error:
        error.place = place
        raise
    except (ValueError, ZeroDivisionError) as error:
        raise DecisionError(str(error), place=place) from error


def _decision(line: Mapping[str, Any], place: Place) -> Decision:
    relation = _text(line, "relation")
    texts: dict[str, Any] = {key: _text(line, key) for key in _TEXTS}
    flags: dict[str, Any] = {key: _flag(line, key) for key in _FLAGS}
    return Decision(
        texts.pop("name"),
        _one_of(Relation, relation, "relation") if relation else None,
        _each(line, "targets", _target),
        _code(line) if line.get("code") else None,
        **texts,
        **flags,
        proposed=_each(line, "proposed", _proposal),
        place=place,
    )


def _target(line: object) -> Target:
    table = _table(line, frozenset({*_CODE, "name", "share"}))
    share = table.get("share")
    if isinstance(share, float):
        raise DecisionError(_("write the share as a text, such as {text}").format(text='"1/3"'))
    return Target(_code(table), _text(table, "name"), None if share is None else Fraction(share))


def _proposal(line: object) -> Proposal:
    table = _table(line, frozenset({*_CODE, "score"}))
    score = table.get("score")
    if isinstance(score, bool) or not isinstance(score, int | float | None):
        raise DecisionError(_("{what} is no probability").format(what=repr(score)))
    return Proposal(_code(table), None if score is None else float(score))


def _table(line: object, known: frozenset[str]) -> Mapping[str, Any]:
    if not isinstance(line, dict):
        raise DecisionError(_("{what} is no JSON object").format(what=repr(line)))
    strange = [key for key in line if key not in known and not key.startswith("x-")]
    if strange:
        raise DecisionError(_("there is no key {key!r}").format(key=strange[0]))
    return line


def _each(line: Mapping[str, Any], key: str, read: Callable[[object], _T]) -> tuple[_T, ...]:
    values = line.get(key) or ()
    if not isinstance(values, list | tuple):
        raise DecisionError(_("{key} is no list").format(key=key))
    return tuple(read(value) for value in values)


def _text(line: Mapping[str, Any], key: str) -> str:
    value = line.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise DecisionError(_("{key} is no text").format(key=key))
    return value


def _flag(line: Mapping[str, Any], key: str) -> bool:
    value = line.get(key, False)
    if not isinstance(value, bool):
        raise DecisionError(_("{key} is neither true nor false").format(key=key))
    return value


def _one_of(kind: type[_E], text: str, key: str) -> _E:
    try:
        return kind(text)
    except ValueError:
        known = ", ".join(one.value for one in kind)
        message = _("{text!r} is no {key}").format(text=text, key=key)
        raise DecisionError(message, remedy=known) from None


def _code(line: Mapping[str, Any]) -> Code:
    text = _text(line, "code")
    scheme = _one_of(Scheme, line["scheme"], "scheme") if "scheme" in line else None
    level = _one_of(Level, line["level"], "level") if "level" in line else None
    reading = _read(text, scheme, level)
    if reading.code is None:
        known = _(" or ").join(map(str, reading.alternatives))
        message = _("{text!r} is not a code").format(text=text)
        remedy = _("is it {known}?").format(known=known) if known else ""
        raise DecisionError(message, remedy=remedy)
    return reading.code


@remembers
def _read(text: str, scheme: Scheme | None = None, level: Level | None = None) -> CodeReading:
    """A code as it is read; quick for those that can be meant in one way only."""
    readings = Code.readings(text, scheme=scheme, level=level)
    if len(readings) == 1:
        code = readings[0]
        if scheme is not None or code.scheme is Scheme.NEW or len(code.kegiatan or "") == _SURE:
            return CodeReading(text, code)
    return read_code(text, scheme=scheme, level=level)


def _code_fields(code: Code) -> dict[str, str]:
    """A code as JSON has it: with its scheme and level where its digits alone have two readings."""
    text = str(code)
    read = _read(text).code
    if read is not None and (read.scheme, read.level, str(read)) == (code.scheme, code.level, text):
        return {"code": text}
    return {"code": text, "scheme": code.scheme.value, "level": code.level.value}
