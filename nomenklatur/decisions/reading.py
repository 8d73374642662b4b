"""Reading a decisions file: by whomever it was written, joined, or cut short."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nomenklatur.decisions.decisions import Decisions
from nomenklatur.decisions.lines import read_line
from nomenklatur.errors import BadRowsError, NomenklaturError, ReadError
from nomenklatur.findings import RULES, Finding
from nomenklatur.language import _, ngettext
from nomenklatur.places import Place

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from nomenklatur.decisions.decision import Decision

_MARKERS: Final = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_SHOWN: Final = 60


def read_decisions(path: str | os.PathLike[str]) -> Decisions:
    """Read a decisions file.

    Byte order marks, Windows line ends and blank lines are nothing. A line that ends in the
    middle, as a program leaves it that is killed, is a finding; all others are read.

    Raises:
        ReadError: The file cannot be read, or has conflict markers of git.
        BadRowsError: Lines of it are no decisions; all are named.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise ReadError(
            _("cannot read decisions: {error}").format(error=error.strerror or error),
            place=Place(str(path)),
        ) from error
    return decisions_of(data, file=str(path))


def decisions_of(data: bytes, *, file: str = "") -> Decisions:
    """The decisions in the bytes of a file.

    Raises:
        ReadError: They have conflict markers of git, or are no UTF-8.
        BadRowsError: Lines are no decisions; all are named.
    """
    return parse_decisions(_texts(data, file), file=file)


def parse_decisions(lines: Iterable[str], *, file: str = "") -> Decisions:
    """Read decisions from lines of JSON.

    Raises:
        ReadError: There are conflict markers of git.
        BadRowsError: Lines are no decisions; all are named.
    """
    decisions: list[Decision] = []
    errors: list[NomenklaturError] = []
    findings: list[Finding] = []
    for number, raw in enumerate(lines, 1):
        line = raw.strip("\ufeff \t\r\n")  # files with a mark, one behind the other
        if not line:
            continue
        place = Place(file, row=number)
        if line.startswith(_MARKERS):
            raise ReadError(
                _("two versions of the file were not merged by git"),
                place=place,
                remedy=_("keep the lines of both and delete those that begin with <, = or >"),
            )
        try:
            decisions.append(read_line(line, place))
        except NomenklaturError as error:
            if ends_early(line):
                findings.append(_torn(line, place))
                continue
            what = _("not a decision: {what}").format(what=error.message)
            errors.append(ReadError(what, place=place, remedy=error.remedy))
    if errors:
        where = file or _("the input")
        raise BadRowsError(
            ngettext(
                "{n} line of {file} is no decision", "{n} lines of {file} are no decisions",
                len(errors),
            ).format(n=len(errors), file=where),
            errors,
        )  # fmt: skip
    return Decisions(tuple(decisions), tuple(findings))


def _torn(line: str, place: Place) -> Finding:
    shown = line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
    return Finding(
        RULES["NK226"],
        _("the line ends in the middle: {line}").format(line=shown.strip("\0")),
        place,
        _("decide again on what it was about, then delete the line"),
    )


def _texts(data: bytes, file: str) -> Iterable[str]:
    """The lines of a file; one that was cut within a letter ends with what was left of it.

    Raises:
        ReadError: A line is no UTF-8.
    """
    for number, line in enumerate(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")):
        try:
            yield line.decode()
        except UnicodeDecodeError as error:
            if error.reason == "unexpected end of data":
                yield line[: error.start].decode()
                continue
            raise ReadError(
                _("the line is not UTF-8"),
                place=Place(file, row=number + 1),
                remedy=_("save the file as UTF-8"),
            ) from error


class _In(enum.Enum):
    """Where a reader of JSON stands."""

    CODE = enum.auto()
    TEXT = enum.auto()
    ESCAPE = enum.auto()


def ends_early(line: str) -> bool:
    """Whether a line is the beginning of a JSON object, and only that.

    A disk that lost power may also leave zero bytes in place of a line's end.
    """
    line = line.rstrip("\0")
    if not line:
        return True
    if not line.startswith("{"):
        return False
    depth, state = 0, _In.CODE
    for letter in line:
        if state is _In.ESCAPE:
            state = _In.TEXT
        elif state is _In.TEXT:
            state = {"\\": _In.ESCAPE, '"': _In.CODE}.get(letter, state)
        elif letter == '"':
            state = _In.TEXT
        else:
            depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(letter, 0)
    return depth > 0 or state is not _In.CODE
