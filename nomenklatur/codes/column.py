"""The codes of a whole column: how they are spelled is settled for all of them together.

One code alone may be read in several ways: ``4.01.44.01.1.2`` is cut by a page break, or has a
unit, a sub unit, a program and a kegiatan, as SIMDA writes them. A column is written in one
form. Each form that was seen in a real file says what the segments mean for each number of
them; the one that reads the column is taken, if it reads nearly all of it, agrees with what
the names say of the levels, and no other does as well.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from nomenklatur.codes.code import Authority, Code, Level, Scheme
from nomenklatur.codes.reading import CodeReading, guess_scheme, read_code
from nomenklatur.codes.spelling import spellings
from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_ENOUGH: Final = 0.95
"""How much of a column a form has to read."""

_AGREED: Final = 0.7
"""How many of the words that tell a level have to agree: some names begin as heads do."""

_LETTERS: Final = {
    "u": "urusan", "b": "bidang", "p": "program", "a": "authority", "k": "kegiatan", "s": "sub",
    "-": "", "+": "",
}  # fmt: skip
_WIDTHS: Final = {"urusan": 1, "bidang": 2, "program": 2, "kegiatan": 2, "sub": 2}
_MOST: Final = {"urusan": 1, "bidang": 2, "program": 2, "kegiatan": 3, "sub": 4}
_PROGRAM: Final = 2
_WHOLE_OFFICE: Final = 3
_UNIT_OF_OFFICE: Final = {3: 2, 4: 2}
"""Which segment of an office names the unit: the third of ``1.03.01``, else the first."""
_NUMBER = re.compile(r"\d{1,4}", re.ASCII)


@frozen
class Form:
    r"""A way to write codes.

    Attributes:
        name: What it is known by.
        scheme: The scheme of its codes.
        shapes: What the segments are, by how many there are: u urusan, b bidang, p program,
            a authority, k kegiatan, s sub kegiatan, - of an office, + below the sub kegiatan. A
            shape that ends in - is that of an office.
    """

    name: str
    scheme: Scheme
    shapes: Mapping[int, str]


FORMS: Final = (
    Form("new", Scheme.NEW, {1: "u", 2: "ub", 3: "ubp", 5: "ubpak", 6: "ubpaks", 7: "ubpaks+"}),
    Form("legacy", Scheme.LEGACY, {1: "u", 2: "ub", 3: "ubp", 4: "ubpk"}),
    Form("legacy-unit", Scheme.LEGACY, {2: "ub", 3: "ub-", 4: "ub-p", 5: "ub-pk"}),
    Form("legacy-sub-unit", Scheme.LEGACY, {2: "ub", 3: "ub-", 4: "ub--", 5: "ub--p", 6: "ub--pk"}),
    Form("legacy-office", Scheme.LEGACY, {2: "ub", 5: "ub---", 6: "ub---p", 7: "ub---pk"}),
    Form(
        "legacy-office-sub-unit", Scheme.LEGACY,
        {2: "ub", 6: "ub----", 7: "ub----p", 8: "ub----pk"},
    ),
)  # fmt: skip
"""The forms seen in real files: Permendagri 90/2019 with what stands below a sub kegiatan;
Permendagri 13/2006 bare, with the unit, with unit and sub unit (SIMDA), with the whole code of
the office, and with that and a sub unit."""


@frozen
class FormReading:
    """What a form makes of a text.

    Attributes:
        code: The code.
        office: The segments that name the office.
        below: The segments below the sub kegiatan.
    """

    code: Code
    office: str = ""
    below: str = ""


@frozen
class CodeColumn:
    """How the codes of a column are read.

    Attributes:
        form: The form that all of them have; None where each is read by itself.
        scheme: The scheme that they follow, if known.
    """

    form: Form | None = None
    scheme: Scheme | None = None
    _known: dict[str, CodeReading] = field(factory=dict, init=False, eq=False, repr=False)

    @classmethod
    def of(
        cls,
        texts: Iterable[str],
        levels: Mapping[str, Level] | None = None,
        *,
        certain: bool = True,
    ) -> CodeColumn:
        """How the codes of a column are read.

        Args:
            texts: The codes as printed, those of offices and accounts left out.
            levels: What stands beside some of the codes of their level.
            certain: Whether that is certain, not only the first word of a name.
        """
        distinct = list(dict.fromkeys(texts))
        levels = levels or {}
        scheme = guess_scheme(distinct)
        if not any(_is_doubtful(text, scheme, levels.get(text)) for text in distinct):
            return cls(scheme=scheme)
        agreed = _ENOUGH if certain else _AGREED
        scored = [(_score(form, distinct, levels, agreed), form) for form in FORMS]
        best, form = max(scored, key=lambda pair: pair[0])
        if best < _ENOUGH or sum(score == best for score, _form in scored) > 1:
            return cls(scheme=scheme)
        return cls(form, form.scheme)

    def read(self, text: str) -> CodeReading | None:
        """What the form makes of a text; None where it says nothing."""
        if self.form is None:
            return None
        if text not in self._known:
            found = read_as(self.form, text)
            if found is None:
                return None
            plainly = read_code(text, scheme=self.form.scheme, level=found.code.level)
            if plainly.code == found.code and not found.below:
                self._known[text] = plainly
                return plainly
            words = []
            if found.office:
                words.append(_("{office} names the office").format(office=found.office))
            if found.below:
                words.append(_("{below} stands below the sub kegiatan").format(below=found.below))
            repairs = tuple(words) or (_("as all codes of the column are"),)
            self._known[text] = CodeReading(text, evolve(found.code, text=text), repairs=repairs)
        return self._known[text]


def read_as(form: Form, text: str) -> FormReading | None:
    """A text read in a form; None if it has another.

    >>> simda = next(form for form in FORMS if form.name == "legacy-sub-unit")
    >>> read_as(simda, "4.01.44.01.1.2")
    FormReading(code=<Code 4.01.44.01.02 (legacy)>, office='44.01', below='')
    """
    for spelling in spellings(text):
        shape = form.shapes.get(len(spelling.segments))
        if shape is None or shape.endswith("-"):
            continue
        found = _fields(shape, spelling.segments, form.scheme)
        if found is not None:
            return found
    return None


def _fields(shape: str, segments: Sequence[str], scheme: Scheme) -> FormReading | None:
    if shape.count("-") >= _WHOLE_OFFICE and tuple(map(len, segments[2:4])) != (1, 2):
        return None  # an office is written U.BB.UU
    values: dict[str, str | None] = {}
    office: list[str] = []
    below: list[str] = []
    for letter, segment in zip(shape, segments, strict=True):
        name = _LETTERS[letter]
        if name:
            values[name] = _field(name, segment, scheme)
        else:
            (office if letter == "-" else below).append(segment)
    if None in values.values() or not _is_possible(values, segments, scheme):
        return None
    unit = office[_UNIT_OF_OFFICE.get(len(office), 0)].zfill(2) if office else None
    urusan, authority = values["urusan"] or "", values.get("authority")
    code = Code(
        scheme, urusan, values.get("bidang"), values.get("program"), values.get("kegiatan"),
        Authority(authority) if authority else None, values.get("sub"),
        None if urusan == "0" or values.get("program") is None else unit,
    )  # fmt: skip
    return FormReading(code, ".".join(office), ".".join(below))


def _field(name: str, segment: str, scheme: Scheme) -> str | None:
    """A segment as the digits of a field; None if it cannot be that field."""
    if segment == {"urusan": "X", "bidang": "XX"}.get(name) and scheme is Scheme.NEW:
        return segment
    if not _NUMBER.fullmatch(segment):
        return None
    number = segment.lstrip("0")
    if name == "authority":
        return number if number in {authority.value for authority in Authority} else None
    number = number.rjust(_WIDTHS[name], "0")
    width = len(segment) if name in {"kegiatan", "sub"} else len(number)
    return number.rjust(min(width, _MOST[name]), "0") if len(number) <= _MOST[name] else None


def _is_possible(values: Mapping[str, str | None], segments: Sequence[str], scheme: Scheme) -> bool:
    """Whether fields can stand together in a code."""
    if scheme is Scheme.LEGACY:
        return values["urusan"] != "0" or values.get("bidang") in {None, "00"}
    padded = len(segments) > _PROGRAM and segments[1].startswith("0")
    return not (
        values["urusan"] == "0"
        or len(values.get("sub") or "") == 3  # noqa: PLR2004 - two digits or four
        or len(values.get("kegiatan") or "") > 2  # noqa: PLR2004 - two digits
        or (padded and len(segments[_PROGRAM]) == 1)  # nobody pads the bidang and not the program
    )


def _is_doubtful(text: str, scheme: Scheme | None, level: Level | None) -> bool:
    """Whether a text alone cannot be read, or only by mending digits."""
    reading = read_code(text, scheme=scheme)
    if reading.code is None:
        return not reading.is_blank
    numbers = {segment.lstrip("0") for way in spellings(text) for segment in way.segments}
    joined = reading.code.kegiatan is not None and reading.code.kegiatan.lstrip("0") not in numbers
    return joined or (level is not None and reading.code.level is not level)


def _score(form: Form, texts: Sequence[str], levels: Mapping[str, Level], enough: float) -> float:
    """How well a form reads a column: the share of it that it reads and that nothing denies."""
    read = agreed = told = deepest = 0
    for text in texts:
        found = read_as(form, text)
        if found is None:
            is_office = any(
                form.shapes.get(len(spelling.segments), "").endswith("-")
                for spelling in spellings(text)
            )
            read += is_office and text not in levels
            continue
        plain = read_code(text, scheme=form.scheme)
        other = plain.code is not None and plain.code != found.code and not plain.repairs
        if other and levels.get(text) in {None, plain.code.level if plain.code else None}:
            continue  # it stands there plainly, and says another thing
        read += 1
        deepest += found.code.level >= Level.KEGIATAN
        if text in levels:
            told += 1
            agreed += found.code.level is levels[text]
    if not read or agreed < enough * told:
        return 0.0
    share = agreed / told if told else 0.0
    return read / len(texts) * (1.0 + share * 1e-2) + (deepest > 0) * 1e-3 + told * 1e-6
