"""What a person chose where reading alone does not tell: the roles of columns, the level of rows.

A choice is made on the command line, or kept for files of one layout and recognised by their
header. Whatever reads a document takes what was chosen for it.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, frozen

from nomenklatur.codes import Level
from nomenklatur.errors import ConfigError, ReadError
from nomenklatur.language import _, joined
from nomenklatur.places import Place
from nomenklatur.plan.texts.headings import Role

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping

    from nomenklatur.tables import Document

ROLES: Final[Mapping[str, Role]] = {
    "code": Role.CODE,
    "name": Role.NAME,
    "amount": Role.AMOUNT,
    "account": Role.ACCOUNT,
    "office": Role.OFFICE,
    "year": Role.YEAR,
    "number": Role.NUMBER,
    "other": Role.OTHER,
    "ignore": Role.OTHER,
}
"""What a column can be chosen to hold, by the word that says so."""
LEVELED: Final = frozenset({Role.CODE, Role.NAME})
"""Roles that can be those of one level: ``name.kegiatan``."""
ROW_LEVELS: Final = (Level.PROGRAM, Level.KEGIATAN, Level.SUB_KEGIATAN)
"""Levels whose rows can be the items."""
_KNOWN: Final = "choice"
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")


class ChoiceError(ReadError):
    """A column or a level that was chosen and is not there."""


def folded(heading: str) -> str:
    r"""A heading as it is compared: without case, its blanks collapsed.

    >>> folded("Pagu  Indikatif\n(Rp)")
    'pagu indikatif (rp)'
    """
    return " ".join(heading.split()).casefold()


def word_of(level: Level) -> str:
    """The word of a level in options: ``sub-kegiatan``."""
    return level.value.replace("_", "-")


@frozen
class ColumnChoice:
    """A column and the role that was chosen for it.

    Attributes:
        role: What it holds.
        column: Its heading as printed, its letter (``F``) or its number.
        level: The one level whose codes or names it holds.
    """

    role: Role
    column: str
    level: Level | None = None

    @classmethod
    def parse(cls, role: str, column: str) -> ColumnChoice:
        """A choice, from the words of the role and the column.

        Raises:
            ConfigError: There is no such role or level, or no column is named.

        >>> ColumnChoice.parse("name.kegiatan", "Uraian").level
        <Level.KEGIATAN: 'kegiatan'>
        """
        word, dot, level = (part.strip().lower() for part in role.partition("."))
        found = ROLES.get(word)
        if found is None:
            raise ConfigError(
                _("a column cannot be {role!r}").format(role=role),
                remedy=_("the roles are {roles}").format(roles=joined(ROLES)),
            )
        if not column.strip():
            raise ConfigError(
                _("no column is named for {role}").format(role=role),
                remedy=_("give its heading, its letter or its number"),
            )
        if not dot:
            return cls(found, column.strip())
        levels = {word_of(one): one for one in Level}
        if found not in LEVELED or level.replace("_", "-") not in levels:
            known = [f"{name}.{one}" for name in ("code", "name") for one in levels]
            raise ConfigError(
                _("a column cannot be {role!r}").format(role=role),
                remedy=_("the roles of one level are {roles}").format(roles=joined(known)),
            )
        return cls(found, column.strip(), levels[level.replace("_", "-")])

    @property
    def word(self) -> str:
        """The word of the role, with its level: ``name.kegiatan``."""
        word = next(word for word, role in ROLES.items() if role is self.role)
        return f"{word}.{word_of(self.level)}" if self.level is not None else word


@frozen
class Choice:
    """What a person chose for a table.

    Attributes:
        columns: Columns with their roles; all others are read as ever.
        row_level: The level whose rows are the items; rows above are their parents, rows below
            divide them.
    """

    columns: tuple[ColumnChoice, ...] = ()
    row_level: Level | None = None

    @classmethod
    def parse(cls, columns: Iterable[str] = (), row_level: str | None = None) -> Choice:
        """A choice, from ``ROLE=COLUMN`` and the word of a level.

        Raises:
            ConfigError: A text has another form, or there is no such role or level.

        >>> Choice.parse(["amount=F"], "sub-kegiatan").columns[0].word
        'amount'
        """
        found = []
        for text in columns:
            role, equals, column = text.partition("=")
            if not equals:
                raise ConfigError(
                    _("{text!r} does not say which column is what").format(text=text),
                    remedy=_("write ROLE=COLUMN, as in amount=F; the roles are {roles}").format(
                        roles=joined(ROLES)
                    ),
                )
            found.append(ColumnChoice.parse(role, column))
        return cls(tuple(found), None if row_level is None else _row_level(row_level))

    def __bool__(self) -> bool:
        return bool(self.columns) or self.row_level is not None

    def over(self, other: Choice) -> Choice:
        """This choice, with what another says of roles that this one leaves open."""
        own = {(one.role, one.level) for one in self.columns}
        taken = {folded(one.column) for one in self.columns}
        rest = [
            one
            for one in other.columns
            if (one.role, one.level) not in own and folded(one.column) not in taken
        ]
        return Choice((*self.columns, *rest), self.row_level or other.row_level)


@frozen
class KeptLayout:
    """A choice that is kept for files of one layout, which their header tells.

    Attributes:
        name: What it is called.
        header: The headings as printed, from the left; empty for a column without one.
        choice: What was chosen.
        table: The table to be read, where the file has several.
    """

    name: str
    header: tuple[str, ...]
    choice: Choice
    table: str | None = None

    @classmethod
    def parse(cls, name: str, values: object) -> KeptLayout:
        """A layout, from its table in a configuration.

        Raises:
            ConfigError: A key or a value is none that there is.
        """
        path = f"layouts.{name}"
        if not isinstance(values, dict):
            raise ConfigError(
                _("{path} must be a table, not {value!r}").format(path=path, value=values)
            )
        known = ("header", "columns", "row-level", "table")
        for key in values:
            if key not in known:
                raise ConfigError(
                    _("there is no key {path}").format(path=f"{path}.{key}"),
                    remedy=_("the keys are {keys}").format(keys=joined(known)),
                )
        header = values.get("header")
        if not isinstance(header, list) or not any(header) or not _are_texts(header):
            raise ConfigError(
                _("{path} must be the headings of the table, as texts").format(
                    path=f"{path}.header"
                )
            )
        columns = values.get("columns", {})
        if not isinstance(columns, dict):
            raise ConfigError(
                _("{path} must say the column of each role, as in {example}").format(
                    path=f"{path}.columns", example='{ amount = "F" }'
                )
            )
        level, table = values.get("row-level"), values.get("table")
        for key, value in (("row-level", level), ("table", table)):
            if value is not None and not isinstance(value, str):
                raise ConfigError(_("{path} must be a text").format(path=f"{path}.{key}"))
        chosen = tuple(_columns_of(path, columns))
        return cls(
            name,
            tuple(header),
            Choice(chosen, None if level is None else _row_level(level)),
            table,
        )

    def as_toml(self) -> str:
        """The lines that keep it in ``nomenklatur.toml``."""
        columns: dict[str, list[str]] = {}
        for one in self.choice.columns:
            columns.setdefault(one.word, []).append(one.column)
        lines = [f"[layouts.{_key(self.name)}]", f"header = {_value(list(self.header))}"]
        if columns:
            pairs = (
                f"{_key(role)} = {_value(held if len(held) > 1 else held[0])}"
                for role, held in columns.items()
            )
            lines.append(f"columns = {{ {', '.join(pairs)} }}")
        if self.choice.row_level is not None:
            lines.append(f"row-level = {_value(word_of(self.choice.row_level))}")
        if self.table is not None:
            lines.append(f"table = {_value(self.table)}")
        return "\n".join(lines)


@frozen
class Chosen:
    """What was chosen for a document.

    Attributes:
        choice: What a person says for this document.
        layouts: What is kept for layouts.
    """

    choice: Choice = Choice()
    layouts: tuple[KeptLayout, ...] = ()


def with_choice(
    document: Document, choice: Choice | None = None, layouts: Iterable[KeptLayout] = ()
) -> Document:
    """A document whose reading, by whatever reads it, takes what was chosen.

    Args:
        document: The document.
        choice: What a person says for this document.
        layouts: What is kept for layouts; what is said for this document beats it.
    """
    chosen = evolve(document)
    chosen.known[_KNOWN] = Chosen(choice or Choice(), tuple(layouts))
    return chosen


def chosen_for(document: Document) -> Chosen:
    """What was chosen for a document."""
    found: Chosen = document.known.get(_KNOWN, Chosen())
    return found


def layouts_of(table: Mapping[str, Any], file: str = "") -> tuple[KeptLayout, ...]:
    """The layouts that a configuration keeps under ``layouts``.

    Args:
        table: The tables of the layouts by their names.
        file: The configuration file, for errors.

    Raises:
        ConfigError: A key or a value is none that there is.
    """
    found = []
    for name, values in table.items():
        try:
            found.append(KeptLayout.parse(name, values))
        except ConfigError as error:
            raise ConfigError(error.message, place=Place(file), remedy=error.remedy) from None
    return tuple(found)


def read_layouts(path: str | os.PathLike[str]) -> tuple[KeptLayout, ...]:
    """The layouts that a ``nomenklatur.toml`` keeps.

    Raises:
        ConfigError: It cannot be read, or a key or a value is none that there is.
    """
    try:
        read = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ConfigError(
            _("is no TOML: {problem}").format(problem=problem), place=Place(str(path))
        ) from problem
    layouts = read.get("layouts", {})
    return layouts_of(layouts if isinstance(layouts, dict) else {"": layouts}, str(path))


def _row_level(text: str) -> Level:
    wanted = text.strip().lower().replace("_", "-").replace(" ", "-")
    for level in ROW_LEVELS:
        if word_of(level) == wanted:
            return level
    raise ConfigError(
        _("rows have no level {level!r}").format(level=text),
        remedy=_("the levels are {levels}").format(levels=joined(map(word_of, ROW_LEVELS))),
    )


def _columns_of(path: str, columns: Mapping[str, Any], above: str = "") -> Iterator[ColumnChoice]:
    """The columns of a configuration, where ``name.kegiatan`` is a key or a table in a table."""
    for role, value in columns.items():
        key = f"{above}{role}"
        if isinstance(value, dict) and not above:
            yield from _columns_of(path, value, f"{role}.")
            continue
        held = value if isinstance(value, list) else [value]
        if not _are_texts(held):
            raise ConfigError(
                _("{path} must be texts, not {value!r}").format(
                    path=f"{path}.columns.{key}", value=value
                )
            )
        for column in held:
            yield ColumnChoice.parse(key, column)


def _are_texts(values: list[Any]) -> bool:
    return all(isinstance(value, str) for value in values)


def _key(text: str) -> str:
    return text if _BARE_KEY.fullmatch(text) else _value(text)


def _value(value: str | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False)
