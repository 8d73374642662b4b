"""The numbers that Word counts by itself, as it shows them before a paragraph.

A paragraph, or its style, names a list and a level of it; the list says how its levels are
counted and written. The number itself is nowhere in the file. The rules are those of ECMA-376
part 1, section 17.9. Where they are silent this counts as Word does: lists that share a
definition go on counting together, and a level that was passed over counts as begun.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from nomenklatur.tables.docx.words import Element, child, chosen, is_on, name_of, value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LEVELS: Final = 9
_LONGEST: Final = 80
"""Letters of a number; the window in which Word has it typed takes far fewer."""
_HIGHEST: Final = 32_767
_HIGHEST_IN_LETTERS: Final = 780
_DEEPEST: Final = 20
"""Styles that may be based on one another; Word allows 11."""
_ROMAN: Final = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)
_PLACE: Final = re.compile("%([1-9])")
_PADDED: Final = re.compile(r"(0*1), 0*2, 0*3, \.\.\.")


@frozen
class _Level:
    """How a level of a list is counted and written."""

    format: str = "decimal"
    text: str = ""
    start: int = 0
    legal: bool = False
    restarts_after: int | None = None


@frozen
class _List:
    """A list: a definition that others may share, and what is its own."""

    name: str
    definition: str
    levels: Mapping[int, _Level]
    begins: Mapping[int, int]
    """Levels that begin anew when the list does, by the number they begin with."""
    styles: Mapping[str, int]


class Numbering:
    """Counts the numbered paragraphs of a document, which have to come in order.

    Args:
        numbering: The root of the part ``numbering.xml``; None without one.
        styles: The root of ``styles.xml``; None without one.
    """

    def __init__(self, numbering: Element = None, styles: Element = None) -> None:
        self._definitions = _by(numbering, "abstractNum", "abstractNumId")
        self._nums = _by(numbering, "num", "numId")
        self._styles = _by(styles, "style", "styleId")
        self._default = next(
            (
                name
                for name, style in self._styles.items()
                if value(style, "type") == "paragraph" and value(style, "default") in {"1", "true"}
            ),
            None,
        )
        self._lists: dict[str, _List | None] = {}
        self._of_style: dict[str, tuple[str | None, int | None]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, properties: Element) -> str | None:
        """The number before the next paragraph; "" without one, None where it is not known how.

        Args:
            properties: What the paragraph says of itself, ``w:pPr``.
        """
        mark = child(properties, "rPr")  # of its end: deleted or hidden, it ends no paragraph
        if child(mark, "del") is not None or is_on(child(mark, "vanish")):
            return ""
        found, level = self._list_of(properties)
        if found is None or level not in found.levels:
            return ""
        counts = self._count(found, level)
        return _written(found.levels, level, counts)

    def _list_of(self, properties: Element) -> tuple[_List | None, int]:
        """The list and level of a paragraph: its own, else those of its style."""
        own = child(properties, "numPr")
        style = value(child(properties, "pStyle")) or self._default or ""
        name, level = value(child(own, "numId")), _whole(child(own, "ilvl"))
        of_style, level_of_style = self._styled(style)
        found = self._list(name or of_style or "0")
        if found is not None and level is None:
            level = found.styles.get(style, level_of_style)
        return found, level or 0

    def _styled(self, style: str) -> tuple[str | None, int | None]:
        """The list and level that a style, or one that it is based on, names."""
        if style not in self._of_style:
            self._of_style[style] = next(
                (
                    (name, _whole(child(numbers, "ilvl")))
                    for numbers in self._inherited(style)
                    if (name := value(child(numbers, "numId"))) is not None
                ),
                (None, None),
            )
        return self._of_style[style]

    def _inherited(self, style: str) -> Iterator[Element]:
        for _step in range(_DEEPEST):
            if (element := self._styles.get(style)) is None:
                return
            yield child(child(element, "pPr"), "numPr")
            style = value(child(element, "basedOn")) or ""

    def _list(self, name: str) -> _List | None:
        if name not in self._lists:
            self._lists[name] = self._read(name)
        return self._lists[name]

    def _read(self, name: str) -> _List | None:
        """Read a list; its definition may be the one that a style of lists names."""
        num = self._nums.get(name)
        for _step in range(_DEEPEST):
            key = value(child(num, "abstractNumId")) or ""
            definition = self._definitions.get(key) if num is not None else None
            if (link := value(child(definition, "numStyleLink"))) is None:
                break
            num = self._nums.get(self._styled(link)[0] or "")
        if definition is None or name == "0":  # which takes a paragraph out of the list
            return None
        levels, styles = {}, {}
        for one in _all(definition, "lvl"):
            if (level := _index(one)) is not None:
                levels[level] = _level(one)
                styles[value(child(one, "pStyle")) or ""] = level
        begins = {}
        for one in _all(self._nums[name], "lvlOverride"):
            if (level := _index(one)) is None:
                continue
            if (whole := child(one, "lvl")) is not None:
                levels[level] = _level(whole)
            if (start := _whole(child(one, "startOverride"))) is not None and level in levels:
                begins[level] = start
                levels[level] = evolve(levels[level], start=start)
        styles.pop("", None)
        return _List(name, key, levels, begins, styles)

    def _count(self, found: _List, level: int) -> Mapping[int, int]:
        """Count one more paragraph of a level."""
        counts = self._counts.setdefault(found.definition, {})
        begins = level in found.begins and (found.name, level) not in self._begun
        self._begun.add((found.name, level))
        for above in range(level):
            if above in found.levels:
                counts.setdefault(above, found.levels[above].start)
        anew = begins or level not in counts
        counts[level] = found.levels[level].start if anew else counts[level] + 1
        for below in range(level + 1, _LEVELS):
            after = found.levels[below].restarts_after if below in found.levels else None
            if after is None or level < after:
                counts.pop(below, None)
        return counts


def _written(levels: Mapping[int, _Level], level: int, counts: Mapping[int, int]) -> str | None:
    """The text of a number; None where a format is not known."""
    own = levels[level]
    if own.format == "bullet":
        return ""
    text, end = "", 0
    for place in _PLACE.finditer(own.text):
        named = int(place[1]) - 1
        if named > level or named not in levels:
            number: str | None = ""
        else:
            plainly = own.legal and levels[named].format not in {"none", "bullet"}
            number = _number(counts[named], "decimal" if plainly else levels[named].format)
        if number is None:
            return None
        text += own.text[end : place.start()] + number
        end = place.end()
        if len(text) > _LONGEST:
            return None
    text += own.text[end:]
    return text if len(text) <= _LONGEST else None


def _number(number: int, form: str) -> str | None:
    """A number in a format of Word's; None where it is not known."""
    text: str | None = None
    if form in {"none", "bullet"}:
        text = ""
    elif number > _HIGHEST:
        text = None
    elif form in {"decimal", "decimalZero"}:
        text = f"{number:02}" if form == "decimalZero" else str(number)
    elif padded := _PADDED.fullmatch(form):
        text = f"{number:0{len(padded[1])}}"
    elif form in {"lowerRoman", "upperRoman"}:
        text = _cased(_roman(number), form)
    elif form in {"lowerLetter", "upperLetter"} and number <= _HIGHEST_IN_LETTERS:
        times, letter = divmod(number - 1, 26)  # z, aa, bb …
        text = _cased(chr(ord("a") + letter) * (times + 1), form)
    return text


def _cased(text: str, form: str) -> str:
    return text.upper() if form.startswith("upper") else text


def _roman(number: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        times, number = divmod(number, worth)
        text += letters * times
    return text


def _level(element: Element) -> _Level:
    after = _whole(child(element, "lvlRestart"))
    return _Level(
        _format(element),
        value(child(element, "lvlText")) or "",
        _whole(child(element, "start")) or 0,
        is_on(child(element, "isLgl")),
        after if after is None or after <= (_index(element) or 0) else None,
    )


def _format(level: Element) -> str:
    """The name of a level's format; of one made by someone, its example ``001, 002, 003, ...``."""
    for one in level:
        inner = chosen(one) if name_of(one) == "mc:AlternateContent" else [one]
        for form in inner:
            if name_of(form) == "numFmt":
                found = value(form) or "decimal"
                return (value(form, "format") or found) if found == "custom" else found
    return "decimal"


def _index(element: Element) -> int | None:
    text = value(element, "ilvl") or ""
    return int(text) if re.fullmatch("[0-8]", text) else None


def _whole(element: Element) -> int | None:
    """A number that is no more than Word counts to, or a little more; None without one."""
    text = value(element) or ""
    if not (text.isascii() and text.isdigit()):
        return None
    return min(int(text[:9]), _HIGHEST + 1)


def _all(parent: Element, name: str) -> Iterator[Element]:
    if parent is not None:
        yield from (one for one in parent if name_of(one) == name)


def _by(parent: Element, name: str, key: str) -> dict[str, Element]:
    """The children of a name by their key; of equal ones the first."""
    found: dict[str, Element] = {}
    for one in _all(parent, name):
        found.setdefault(value(one, key) or "", one)
    return found
