"""The value type of a code, in either of the two schemes that regional plans use.

* *new*, Permendagri 90/2019 and its successors: ``U.BB.PP.K.NN.SS`` (urusan, bidang urusan,
  program, authority digit and kegiatan, sub kegiatan of 2 or, from Kepmendagri
  900.1.15.5-1317/2023 on, 4 digits). ``X.XX`` stands for any bidang urusan.
* *legacy*, Permendagri 13/2006: ``U.BB.[unit].PP.KKK``. The unit names the office, not the
  activity, so it takes no part in comparisons; ``0.00`` stands for any bidang urusan.

This module knows canonical spellings only; `nomenklatur.codes.reading` reads the others.
"""

from __future__ import annotations

import enum
import functools
import re

from attrs import evolve, field, frozen

from nomenklatur.errors import CodeError
from nomenklatur.language import _

LEGACY_OFFICE_PROGRAMS = range(1, 7)
"""Programs 01-06 of Permendagri 13/2006 serve the office itself, the same under every bidang."""


class Scheme(enum.Enum):
    """The grammar that a code follows."""

    LEGACY = "legacy"
    NEW = "new"


@functools.total_ordering
class Level(enum.Enum):
    """The level of a code in the tree, from the widest to the narrowest."""

    URUSAN = "urusan"
    BIDANG_URUSAN = "bidang_urusan"
    PROGRAM = "program"
    KEGIATAN = "kegiatan"
    SUB_KEGIATAN = "sub_kegiatan"

    @property
    def rank(self) -> int:
        """0 for urusan to 4 for sub kegiatan."""
        return _LEVELS.index(self)

    @property
    def label(self) -> str:
        """The name as a planner writes it, such as ``Bidang Urusan``."""
        return self.value.replace("_", " ").title()

    def __lt__(self, other: object) -> bool:
        return self.rank < other.rank if isinstance(other, Level) else NotImplemented


_LEVELS = tuple(Level)


class Authority(enum.Enum):
    """Whose kegiatan it is: the fourth segment of a new code (Permendagri 90/2019, Lampiran)."""

    PROVINSI = "1"
    KABUPATEN_KOTA = "2"
    PAPUA = "3"
    PAPUA_BARAT = "4"
    DIY = "5"
    DKI_JAKARTA = "6"
    ACEH = "7"
    BALI = "8"

    @property
    def label(self) -> str:
        """The name in lower snake case, as in catalog files: ``kabupaten_kota``."""
        return self.name.lower()

    @classmethod
    def from_label(cls, text: str) -> Authority:
        """The authority of a label (``kabupaten_kota``), a SIPD word (``KABKOT``) or a digit.

        Raises:
            CodeError: The word names no authority.
        """
        word = re.sub(r"[^a-z0-9]+", "_", text.strip().lower()).strip("_")
        word = _AUTHORITY_WORDS.get(word, word)
        for authority in cls:
            if word in {authority.label, authority.value}:
                return authority
        known = ", ".join(authority.label for authority in cls)
        raise CodeError(
            _("unknown authority {text!r}").format(text=text),
            remedy=_("one of {known}").format(known=known),
        )


_AUTHORITY_WORDS = {
    "prov": "provinsi",
    "kabkot": "kabupaten_kota",
    "kabkota": "kabupaten_kota",
    "kab_kota": "kabupaten_kota",
    "kabupaten": "kabupaten_kota",
    "kota": "kabupaten_kota",
}

_NEW = re.compile(
    r"(?P<urusan>X|[1-9])"
    r"(?:\.(?P<bidang>XX|\d\d)"
    r"(?:\.(?P<program>\d\d)"
    r"(?:\.(?P<authority>[1-8])\.(?P<kegiatan>\d\d)"
    r"(?:\.(?P<sub>\d{4}|\d\d))?)?)?)?",
    re.ASCII,
)
_LEGACY = re.compile(r"\d(?:\.\d\d(?:\.\d\d){0,2}(?:\.\d{2,3})?)?", re.ASCII)


_NEW_SCHEME = Scheme.NEW
_AUTHORITIES = {authority.value: authority for authority in Authority}
_NUMBERS = {"X": 0, "XX": 0} | {f"{n:0{width}}": n for width in (1, 2) for n in range(10**width)}
"""What a segment of one or two digits is worth in the order of the tree; X stands before 1."""


@functools.total_ordering
@frozen(eq=False, order=False, repr=False)
class Code:
    """A code as a parsed value. Codes order as in the tree: parents before their children.

    Attributes:
        scheme: Which grammar it follows.
        urusan: One digit, ``X`` (new) or ``0`` (legacy) for any.
        bidang: Two digits, ``XX`` (new) or ``00`` (legacy) for any.
        program: Two digits.
        kegiatan: Two digits in the new scheme, two or three in the legacy one.
        authority: The authority digit of a new kegiatan or sub kegiatan.
        sub: Sub kegiatan, two or four digits; codes of unlike width are not equal.
        unit: The office's own segment of a legacy code. Not compared.
        text: The text it was read from, if another than its canonical form. Not compared.
    """

    scheme: Scheme
    urusan: str
    bidang: str | None = None
    program: str | None = None
    kegiatan: str | None = None
    authority: Authority | None = None
    sub: str | None = None
    unit: str | None = None
    text: str | None = field(default=None, kw_only=True)
    key: tuple[int, ...] = field(init=False)

    @key.default
    def _make_key(self) -> tuple[int, ...]:
        key: tuple[int, ...] = (int(self.scheme is _NEW_SCHEME), _NUMBERS[self.urusan])
        if self.bidang is not None:
            key += (_NUMBERS[self.bidang],)
        if self.program is not None:
            key += (_NUMBERS[self.program],)
        if self.kegiatan is not None:
            if self.authority is not None:
                key += (_NUMBERS[self.authority.value],)
            key += (int(self.kegiatan),)
        if self.sub is not None:
            key += (len(self.sub), int(self.sub))
        return key

    @classmethod
    def parse(cls, text: str, *, scheme: Scheme | None = None, level: Level | None = None) -> Code:
        """Read a canonically spelled code.

        Args:
            text: The code, without blanks, with dots.
            scheme: Which grammar to read it by; by default the new one, and the legacy one
                for what only that can be.
            level: What the code is known to stand for. It settles whether ``1.15.01.16`` is
                program 16 of unit 01 or kegiatan 16 of program 01.

        Raises:
            CodeError: The text is no canonical code, or has two readings.

        >>> str(Code.parse("2.17.07.2.01.01").parent)
        '2.17.07.2.01'
        """
        if (
            scheme is not Scheme.LEGACY
            and (code := _parse_new(text)) is not None
            and level in (None, code.level)
        ):
            return code
        readings = cls.readings(text, scheme=scheme, level=level)
        if len(readings) == 1:
            return readings[0]
        if readings:
            shown = " or ".join(f"{code.level.label} {code}" for code in readings)
            raise CodeError(
                _("{text!r} can be read in two ways: {shown}").format(text=text, shown=shown),
                remedy=_("say the level"),
            )
        raise CodeError(_("{text!r} is not a code").format(text=text))

    @classmethod
    def readings(
        cls, text: str, *, scheme: Scheme | None = None, level: Level | None = None
    ) -> tuple[Code, ...]:
        """Every canonical reading of a text; empty if it is no code."""
        found: list[Code] = []
        if scheme is not Scheme.LEGACY and (code := _parse_new(text)):
            found.append(code)
        if scheme is Scheme.LEGACY or (scheme is None and not found):
            found += _parse_legacy(text)
        if level is not None:
            return tuple(code for code in found if code.level is level)
        if len(found) > 1 and found[0].program == "00":
            found = found[1:]  # no regulation has a programme 00: it is the unit
        return tuple(found)

    @property
    def level(self) -> Level:
        """The level that the code stands for."""
        if self.sub is not None:
            return Level.SUB_KEGIATAN
        if self.kegiatan is not None:
            return Level.KEGIATAN
        if self.program is not None:
            return Level.PROGRAM
        return Level.URUSAN if self.bidang is None else Level.BIDANG_URUSAN

    @property
    def parent(self) -> Code | None:
        """The code one level up; None for an urusan."""
        match self.level:
            case Level.SUB_KEGIATAN:
                return evolve(self, sub=None, text=None)
            case Level.KEGIATAN:
                return evolve(self, kegiatan=None, authority=None, text=None)
            case Level.PROGRAM:
                return evolve(self, program=None, unit=None, text=None)
            case Level.BIDANG_URUSAN:
                return evolve(self, bidang=None, text=None)
            case Level.URUSAN:
                return None

    def ancestor(self, level: Level) -> Code | None:
        """The code itself or the one above it at a level; None if the level is below it."""
        code: Code | None = self
        while code is not None and code.level > level:
            code = code.parent
        return code if code is not None and code.level is level else None

    @property
    def bidang_urusan(self) -> Code | None:
        """The bidang urusan that the code lies in."""
        return self.ancestor(Level.BIDANG_URUSAN)

    @property
    def is_generic(self) -> bool:
        """Whether it stands under any bidang: ``X.XX`` in new codes, ``0.00`` in legacy ones."""
        return self.urusan == ("X" if self.scheme is Scheme.NEW else "0")

    @property
    def is_office_program(self) -> bool:
        """Whether it lies in a programme that serves the office itself, under any spelling.

        New: programme 01. Legacy: programmes 01 to 06 (Permendagri 13/2006, Lampiran A.VII).
        """
        if self.program is None:
            return False
        number = int(self.program)
        return number == 1 if self.scheme is Scheme.NEW else number in LEGACY_OFFICE_PROGRAMS

    def resolve(self, bidang: Code) -> Code:
        """The code of a generic one at an office: ``X.XX.01`` at ``2.17`` is ``2.17.01``.

        A code that is not generic is returned as it is.

        Raises:
            CodeError: The bidang is of the other scheme, or above bidang urusan.
        """
        if not self.is_generic:
            return self
        if bidang.scheme is not self.scheme or bidang.bidang is None:
            raise CodeError(
                _("{bidang} is no bidang urusan in which {value} could stand").format(
                    bidang=bidang, value=self
                )
            )
        if self.bidang is None:
            return evolve(self, urusan=bidang.urusan, text=None)
        return evolve(self, urusan=bidang.urusan, bidang=bidang.bidang, text=None)

    def generic(self) -> Code:
        """The generic form of an office programme's code: ``2.17.01`` is ``X.XX.01``.

        A code outside the office programmes is returned as it is.
        """
        if self.is_generic or not self.is_office_program:
            return self
        if self.scheme is Scheme.NEW:
            return evolve(self, urusan="X", bidang="XX", text=None)
        return evolve(self, urusan="0", bidang="00", unit=None, text=None)

    def is_under(self, other: Code) -> bool:
        """Whether the other code is an ancestor of this one, or the code itself."""
        return self.key[: len(other.key)] == other.key

    def __str__(self) -> str:
        authority = None if self.authority is None else self.authority.value
        parts = (
            self.urusan, self.bidang, self.unit, self.program, authority, self.kegiatan, self.sub,
        )  # fmt: skip
        return ".".join(filter(None, parts))

    def __repr__(self) -> str:
        return f"<Code {self} ({self.scheme.value})>"

    def __eq__(self, other: object) -> bool:
        return self.key == other.key if isinstance(other, Code) else NotImplemented

    def __lt__(self, other: object) -> bool:
        return self.key < other.key if isinstance(other, Code) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.key)


def _parse_new(text: str) -> Code | None:
    if (match := _NEW.fullmatch(text)) is None:
        return None
    urusan, bidang, program, digit, kegiatan, sub = match.groups()
    if bidang and (urusan == "X") != (bidang == "XX"):
        return None
    authority = _AUTHORITIES[digit] if digit else None
    return Code(_NEW_SCHEME, urusan, bidang, program, kegiatan, authority, sub)


def _parse_legacy(text: str) -> list[Code]:
    if _LEGACY.fullmatch(text) is None:
        return []
    match text.split("."):
        case [urusan]:
            return [Code(Scheme.LEGACY, urusan)]
        case [urusan, bidang]:
            segments: tuple[tuple[str | None, str | None, str | None], ...] = ((None, None, None),)
        case [urusan, bidang, program] if len(program) == 2:  # noqa: PLR2004 - two digits
            segments = ((None, program, None),)
        case [urusan, bidang, third, fourth]:
            kegiatan = (None, third, fourth)
            program_of_unit = (third, fourth, None)
            if len(fourth) > 2 or urusan == "0":  # noqa: PLR2004 - a programme has two digits
                segments = (kegiatan,)
            else:
                segments = (kegiatan, program_of_unit)
        case [urusan, bidang, unit, program, kegiatan_number] if urusan != "0":
            segments = ((unit, program, kegiatan_number),)
        case _:
            return []
    return [
        Code(Scheme.LEGACY, urusan, bidang, program, kegiatan, unit=unit)
        for unit, program, kegiatan in segments
        if (urusan == "0") == (bidang == "00")
    ]
