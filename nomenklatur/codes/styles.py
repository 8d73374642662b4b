"""From the segments of a code to its readings: one style of spelling after the other.

Every style here has been seen in a real file. A reading says what had to be mended, and how
much speaks against it: the readings with the least are the ones to show.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from nomenklatur.codes.code import Authority, Code, Level, Scheme
from nomenklatur.codes.spelling import Repair, Spelling
from nomenklatur.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@frozen
class Draft:
    """A reading of a text.

    Attributes:
        code: What was understood.
        repairs: What had to be mended for it.
        cost: How much speaks against it.
    """

    code: Code
    repairs: tuple[Repair, ...]
    cost: int


@frozen
class _Part:
    """A segment read as a field of a code; `zero` if a zero had to be added or dropped."""

    value: str
    repair: str = ""
    zero: bool = False


_FIELDS = {
    Scheme.NEW: ("urusan", "bidang", "program", "authority", "kegiatan", "sub"),
    Scheme.LEGACY: ("urusan", "bidang", "program", "kegiatan"),
}
_ENDS = {
    Scheme.NEW: dict(zip(Level, (1, 2, 3, 5, 6), strict=True)),
    Scheme.LEGACY: dict(zip(tuple(Level)[:4], (1, 2, 3, 4), strict=True)),
}
"""How many fields a code of each level has."""

_UNIT_FIELDS = {
    Level.PROGRAM: ("urusan", "bidang", "unit", "program"),
    Level.KEGIATAN: ("urusan", "bidang", "unit", "program", "kegiatan"),
}
_ACCOUNTS = frozenset("456")
_GLUED = re.compile(r"[1-8]\d\d", re.ASCII)
_DECIMAL = re.compile(r"\d+\.[1-9]", re.ASCII)
_AUTHORITY = re.compile(r"0?([1-8])", re.ASCII)
_GLUE = Repair(N_("dot between authority and kegiatan number added"), 1)


def whole_codes(spelling: Spelling, scheme: Scheme, level: Level | None) -> Iterator[Draft]:
    """The readings of segments as a whole code."""
    for code in Code.readings(spelling.dotted, scheme=scheme, level=level):
        yield Draft(code, spelling.repairs, _weight(spelling.repairs))
    if is_office(spelling) or is_account(spelling, level):
        return
    if scheme is Scheme.LEGACY and (office := _office(spelling)) is not None:
        yield from _office_codes(office, level)
        return
    direct = list(_shaped(spelling, scheme, level))
    yield from direct
    for joined in _joined(spelling, anywhere=not direct):
        for code in Code.readings(joined.dotted, scheme=scheme, level=level):
            yield Draft(code, joined.repairs, _weight(joined.repairs))


def code_ends(spelling: Spelling, scope: Code, level: Level | None) -> Iterator[Draft]:
    """The readings of segments as the end of a code below another one.

    ``002`` in program 1.15.01 is kegiatan 1.15.01.002; ``1.7`` in bidang 2.06 is kegiatan
    2.06.01.07, and so it is in program 2.06.01.
    """
    base: Code | None = scope
    while base is not None:
        for target in _ENDS[scope.scheme]:
            if target <= base.level or level not in (None, target):
                continue
            for draft in _shaped(spelling, scope.scheme, target, base):
                if draft.code.is_under(scope):
                    words = _("end of a code, read below {label} {base}").format(
                        label=base.level.label.lower(), base=base
                    )
                    repairs = (Repair(words), *draft.repairs)
                    cost = draft.cost + target.rank - base.level.rank - 1
                    if len(spelling.segments) == 1:
                        cost = 0  # numbers alone are written in any width
                    yield evolve(draft, repairs=repairs, cost=cost)
        base = base.parent if level is not None else None


def is_office(spelling: Spelling) -> bool:
    """Whether the segments name an office (``1.03.1.03.01``) and no activity of it."""
    segments = spelling.segments
    if len(segments) != 5 or len(segments[2]) > 1:  # noqa: PLR2004 - U.BB.U.BB.UU
        return False
    return segments[2:4] == segments[:2]


def is_account(spelling: Spelling, level: Level | None) -> bool:
    """Whether the segments have the form of an account (kode rekening), ``5.1.02.01.01.0001``.

    Accounts of revenue, spending and financing (4 to 6) stand in the same columns of a budget
    as the codes of activities, and their second segment has one digit (Permendagri 13/2006 and
    90/2019). Only ``5.1.02`` may as well be a program whose bidang urusan lost its zero, where
    the level is known to be that.
    """
    segments = spelling.segments
    if len(segments) < 3 or segments[0] not in _ACCOUNTS or len(segments[1]) > 1:  # noqa: PLR2004
        return False
    if len(segments) == 3:  # noqa: PLR2004
        return level is not Level.PROGRAM
    return len(segments[3]) == 2  # noqa: PLR2004 - an objek has two digits, an authority one


def _weight(repairs: Iterable[Repair]) -> int:
    return sum(repair.weight for repair in repairs)


def _shaped(
    spelling: Spelling, scheme: Scheme, level: Level | None, base: Code | None = None
) -> Iterator[Draft]:
    """The readings of segments one field each, with digits added or dropped."""
    for target, end in _ENDS[scheme].items():
        if level not in (None, target):
            continue
        if base is None and end == 1 and level is None:
            continue  # a number alone may be anything
        start = 0 if base is None else _ENDS[scheme][base.level]
        shapes = [_FIELDS[scheme][start:end]]
        if scheme is Scheme.LEGACY and base is None and target in _UNIT_FIELDS:
            shapes.append(_UNIT_FIELDS[target])
        for shape in shapes:
            for cut in (spelling, *_unglued(spelling, shape)):
                if len(cut.segments) == len(shape):
                    yield from _read_fields(cut, shape, scheme, base)


def _unglued(spelling: Spelling, shape: Sequence[str]) -> Iterator[Spelling]:
    """The segments with ``201`` taken apart where authority and kegiatan number should stand."""
    if "authority" not in shape or len(spelling.segments) != len(shape) - 1:
        return
    at = shape.index("authority")
    segments = spelling.segments
    if at < len(segments) and _GLUED.fullmatch(segments[at]):
        apart = (*segments[:at], segments[at][0], segments[at][1:], *segments[at + 1 :])
        yield evolve(spelling, segments=apart, repairs=(*spelling.repairs, _GLUE))


def _read_fields(
    spelling: Spelling, shape: Sequence[str], scheme: Scheme, base: Code | None
) -> Iterator[Draft]:
    readers = [
        _read_part(name, segment, scheme)
        for name, segment in zip(shape, spelling.segments, strict=True)
    ]
    if _DECIMAL.fullmatch(spelling.dotted):
        readers[1] += [_Part(f"{spelling.segments[1]}0", _lost_zero(shape[1]), zero=True)]
    consistent = not any(len(part) > 1 and part[0] == "0" for part in spelling.segments)
    for parts in itertools.product(*readers):
        values: dict[str, Any] = {name: part.value for name, part in zip(shape, parts, strict=True)}
        if "authority" in values:
            values["authority"] = Authority(values["authority"])
        repairs = (*spelling.repairs, *(Repair(part.repair) for part in parts if part.repair))
        zeros = sum(part.zero for part in parts)
        if zeros and "authority" in shape and len(spelling.segments[shape.index("authority")]) > 1:
            continue  # nobody pads the authority and leaves zeros out elsewhere
        cost = _weight(repairs) + (min(zeros, 1) if consistent else zeros)
        code = Code(scheme, **values) if base is None else evolve(base, **values, text=None)
        if _is_possible(code):
            yield Draft(code, repairs, cost)


def _is_possible(code: Code) -> bool:
    """Whether urusan and bidang urusan fit together: X.XX and 0.00 stand for any of both."""
    if code.bidang is None:
        return True
    if code.is_generic and code.unit is not None:
        return False  # an office of any bidang has no number in it
    return code.is_generic is (code.bidang in {"XX", "00"})


def _read_part(name: str, segment: str, scheme: Scheme) -> list[_Part]:  # noqa: PLR0911 - one a field
    """The ways to read a segment as a field; empty if it cannot be that field."""
    if "X" in segment:
        return _read_generic(name, segment, scheme)
    number = int(segment)
    match name:
        case "urusan" if number == 0 and scheme is Scheme.NEW:
            return []
        case "urusan":
            return _padded(name, segment, 1)
        case "authority":
            if (found := _AUTHORITY.fullmatch(segment)) is None:
                return []
            words = (
                _("authority written {segment}").format(segment=segment) if len(segment) > 1 else ""
            )
            return [_Part(found[1], words)]
        case "sub":
            if number == 0:
                return []
            widths = [len(segment)] if len(segment) in (2, 4) else [2, 4]
            found_parts = [_padded("sub kegiatan", segment, width) for width in widths]
            return [part for parts in found_parts for part in parts]
        case "kegiatan" if number and scheme is Scheme.LEGACY:
            return _padded(name, segment, 3 if len(segment) == 3 or number > 99 else 2)  # noqa: PLR2004 - digits
        case "bidang" | "unit":
            return _padded("bidang urusan" if name == "bidang" else name, segment, 2)
        case _:
            return _padded(name, segment, 2) if number else []


def _read_generic(name: str, segment: str, scheme: Scheme) -> list[_Part]:
    """X.XX, which legacy codes write 0.00."""
    if scheme is Scheme.LEGACY and (name, segment) in {("urusan", "X"), ("bidang", "XX")}:
        zeros = "0" * len(segment)
        return [
            _Part(
                zeros,
                _("{segment} of {name} read as {zeros}").format(
                    segment=segment, name=name, zeros=zeros
                ),
                zero=True,
            )
        ]
    match name, segment:
        case ("urusan", "X") | ("bidang", "XX"):
            return [_Part(segment)]
        case ("bidang", "X") if scheme is Scheme.NEW:
            return [_Part("XX", _("X of bidang urusan doubled"))]
        case _:
            return []


def _padded(name: str, segment: str, width: int) -> list[_Part]:
    """The segment with leading zeros added or dropped until it has the width."""
    number = segment.lstrip("0").rjust(width, "0")
    if len(number) > width:
        return []
    if len(segment) == width:
        return [_Part(segment)]
    said = (
        _("leading zero of {name} {segment} added")
        if len(segment) < width
        else _("leading zero of {name} {segment} dropped")
    )
    return [_Part(number, said.format(name=name, segment=segment), zero=True)]


def _lost_zero(name: str) -> str:
    name = "bidang urusan" if name == "bidang" else name
    return _("last zero of {name} added").format(name=name)


@frozen
class _Office:
    """Segments with an office's code inside: bidang, office, then programme and kegiatan."""

    head: tuple[str, ...]
    unit: str
    rest: tuple[str, ...]
    spelling: Spelling
    repair: Repair


def _office(spelling: Spelling) -> _Office | None:
    """Find ``U.BB`` + the office's ``U.BB.UU`` + programme and kegiatan."""
    segments = spelling.segments
    if not 6 <= len(segments) <= 8:  # noqa: PLR2004 - five before the programme
        return None
    widths = tuple(map(len, segments[2:5]))
    if widths != (1, 2, 2) or segments[2] == "0" or "X" in spelling.dotted:
        return None
    office = ".".join(segments[2:5])
    known_style = segments[:2] == segments[2:4] or spelling.grouped
    repair = Repair(
        _("office {office} read as unit {unit}").format(office=office, unit=segments[4]),
        0 if known_style else 1,
    )
    return _Office(segments[:2], segments[4], segments[5:], spelling, repair)


def _office_codes(office: _Office, level: Level | None) -> Iterator[Draft]:
    """The readings of segments with an office's code inside.

    A sub-unit may stand before the programme; it was seen only where blanks group the
    segments (``1.03 . 1.03.01 . 01 . 01``), or where there is no other way to count.
    """
    rests: list[tuple[Level, tuple[str, ...], str]] = []
    match office.rest:
        case (program,):
            rests.append((Level.PROGRAM, (program,), ""))
        case (first, second):
            rests.append((Level.KEGIATAN, (first, second), ""))
            if office.spelling.grouped or level is Level.PROGRAM:
                rests.append((Level.PROGRAM, (second,), first))
        case (sub_unit, program, kegiatan):
            rests.append((Level.KEGIATAN, (program, kegiatan), sub_unit))
    for target, rest, sub_unit in rests:
        if level in (None, target):
            left_out = (
                (Repair(_("sub-unit {sub_unit} left out").format(sub_unit=sub_unit)),)
                if sub_unit
                else ()
            )
            plain = evolve(
                office.spelling,
                segments=(*office.head, office.unit, *rest),
                repairs=(*office.spelling.repairs, office.repair, *left_out),
            )
            yield from _read_fields(plain, _UNIT_FIELDS[target], Scheme.LEGACY, None)


def _joined(spelling: Spelling, *, anywhere: bool) -> Iterator[Spelling]:
    """The segments with a number put together again that a line or page break cut in two.

    ``1.15.00.18.02.4`` is ``1.15.00.18.024``. Elsewhere than at the end this is tried only
    where the segments cannot be read one field each.
    """
    segments = spelling.segments
    last = len(segments) - 2
    for at in range(0 if anywhere else max(last, 0), last + 1):
        first, second = segments[at : at + 2]
        if not anywhere and (len(first), len(second)) != (2, 1):
            return
        if "X" not in first + second:
            words = _("{first} and {second} joined, cut by a line or page break").format(
                first=first, second=second
            )
            joined = (*segments[:at], first + second, *segments[at + 2 :])
            yield evolve(spelling, segments=joined, repairs=(*spelling.repairs, Repair(words, 1)))
