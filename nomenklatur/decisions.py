"""Decisions: what people decided about single activities, most trusted of all.

A decisions file is append-only JSON lines, one decision a line, UTF-8::

    {"code": "0.00.06.029", "name": "Penyusunan Renstra SKPD", "relation": "broad",
     "targets": [{"code": "X.XX.01.2.01.01"}], "author": "Siti", "date": "2020-08-14",
     "catalog": "permendagri-90-2019", "note": "bersama Renja"}

A later line on the same activity supersedes the earlier ones, so that the files of two people
merge by concatenation. A line with ``"withdrawn": true`` takes the decision back.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from nomenklatur.codes import Code, read_code
from nomenklatur.crosswalk import Relation, Target
from nomenklatur.errors import BadRowsError, NomenklaturError, ReadError
from nomenklatur.names import words
from nomenklatur.places import NOWHERE, Place

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

Key = tuple[str, tuple[str, ...]]


def decision_key(code: Code | None, name: str) -> Key:
    """What a decision is about: the old code, if there is one, and the name's words."""
    return ("" if code is None else ".".join(map(str, code.key)), words(name))


@frozen
class Decision:
    """What a person decided about one activity.

    Attributes:
        name: Name of the activity.
        relation: How it relates to its targets; `Relation.NONE` records that it has no home.
        targets: Where it goes, with shares where there are several.
        code: Its old code; None for an activity without one.
        author: Who decided.
        date: When, ISO 8601.
        catalog: Id of the catalog that the targets are of.
        note: Why.
        withdrawn: Whether the line takes an earlier decision back.
        place: Where the line stands.
    """

    name: str
    relation: Relation
    targets: tuple[Target, ...] = ()
    code: Code | None = None
    author: str = field(default="", kw_only=True)
    date: str = field(default="", kw_only=True)
    catalog: str = field(default="", kw_only=True)
    note: str = field(default="", kw_only=True)
    withdrawn: bool = field(default=False, kw_only=True)
    place: Place = field(default=NOWHERE, kw_only=True, eq=False)

    @property
    def key(self) -> Key:
        """What it is about."""
        return decision_key(self.code, self.name)


@frozen
class Decisions:
    """The decisions in force: of every activity the last one, unless it was withdrawn."""

    lines: tuple[Decision, ...] = field(default=(), repr=False)
    _in_force: dict[Key, Decision] = field(init=False, repr=False, eq=False)

    @_in_force.default
    def _index(self) -> dict[Key, Decision]:
        last = {decision.key: decision for decision in self.lines}
        return {key: decision for key, decision in last.items() if not decision.withdrawn}

    def get(self, code: Code | None, name: str) -> Decision | None:
        """The decision on an activity, by its code and name or by its name alone."""
        found = self._in_force.get(decision_key(code, name))
        return found or self._in_force.get(decision_key(None, name))

    def __len__(self) -> int:
        return len(self._in_force)

    def __iter__(self) -> Iterator[Decision]:
        return iter(self._in_force.values())


def read_decisions(path: str | os.PathLike[str]) -> Decisions:
    """Read a decisions file.

    Raises:
        ReadError: The file cannot be read.
        BadRowsError: Lines of it are no decisions; all are named.
    """
    try:
        text = Path(path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"cannot read decisions: {error}", place=Place(str(path))) from error
    return parse_decisions(text.splitlines(), file=str(path))


def parse_decisions(lines: Iterable[str], *, file: str = "") -> Decisions:
    """Read decisions from lines of JSON.

    Raises:
        BadRowsError: Lines are no decisions; all are named.
    """
    decisions: list[Decision] = []
    errors: list[NomenklaturError] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = Place(file, row=number)
        try:
            decisions.append(_decision(json.loads(line), place))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            what = f"no {error}" if isinstance(error, KeyError) else str(error)
            errors.append(ReadError(f"not a decision: {what}", place=place))
    if errors:
        raise BadRowsError(f"{len(errors)} lines of {file or 'the input'} are no decisions", errors)
    return Decisions(tuple(decisions))


def _decision(line: dict[str, Any], place: Place) -> Decision:
    code = _code(line["code"]) if line.get("code") else None
    targets = tuple(
        Target(
            _code(target["code"]),
            target.get("name", ""),
            Fraction(target["share"]) if "share" in target else None,
        )
        for target in line.get("targets", ())
    )
    relation = Relation(line["relation"])
    if relation is Relation.NONE and targets:
        raise ValueError("relation none, and targets")
    shares = [target.share for target in targets]
    if len(targets) > 1 and (None in shares or sum(s for s in shares if s is not None) != 1):
        raise ValueError("the shares of several targets have to add up to 1")
    return Decision(
        line["name"],
        relation,
        targets,
        code,
        place=place,
        withdrawn=line.get("withdrawn", False),
        **{key: line.get(key, "") for key in ("author", "date", "catalog", "note")},
    )


def _code(text: str) -> Code:
    reading = read_code(text)
    if reading.code is None:
        raise ValueError(f"{text!r} is not a code")
    return reading.code
