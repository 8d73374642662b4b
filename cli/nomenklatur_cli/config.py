"""Configuration: ``nomenklatur.toml``, or ``[tool.nomenklatur]`` in ``pyproject.toml``.

Options on the command line beat ``NOMENKLATUR_*`` environment variables, which beat the file. A
key at the top holds for every command that has the option, one in a table of a command's name
for that command alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from nomenklatur.errors import ConfigError
from nomenklatur.language import _
from nomenklatur.places import Place
from nomenklatur_cli.nearest import PROJECT, config_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from nomenklatur.plan.choice import KeptLayout


@frozen
class Key:
    """A key of the configuration.

    Attributes:
        param: Name of the parameter that it sets.
        kind: What its value is.
        path: Whether it is a path, which begins at the file's own folder.
    """

    param: str
    kind: type = str
    path: bool = False


KEYS: Final[Mapping[str, Key]] = {
    "from": Key("source"),
    "to": Key("to"),
    "authority": Key("authority"),
    "bidang": Key("bidang"),
    "crosswalk": Key("crosswalks", list),
    "no-crosswalk": Key("no_crosswalk", bool),
    "no-exact": Key("no_exact", bool),
    "no-fuzzy": Key("no_fuzzy", bool),
    "semantic": Key("semantic", bool),
    "decisions": Key("decisions", path=True),
    "author": Key("author"),
    "level": Key("level"),
    "by": Key("by"),
    "format": Key("format_name"),
    "bom": Key("bom", bool),
    "all": Key("everything", bool),
    "select": Key("select", list),
    "ignore": Key("ignore", list),
    "per-file-ignores": Key("per_file_ignores", dict),
    "fatal": Key("fatal", list),
    "fail-on": Key("fail_on"),
    "baseline": Key("baseline", path=True),
    "limit": Key("limit", int),
    "baselines": Key("baselines", bool),
    "stream": Key("stream", bool),
    "seed": Key("seed", int),
    "port": Key("port", int),
    "host": Key("host"),
    "below": Key("below", int),
    "no-browser": Key("no_browser", bool),
    "terminal": Key("terminal", bool),
    "lang": Key("lang"),
}
"""Every key that a file may have. A test keeps them in step with the commands."""

PLAN_KEYS: Final = frozenset(
    {"from", "to", "authority", "bidang", "crosswalk", "no-crosswalk", "no-exact", "no-fuzzy",
     "semantic", "decisions"}
)  # fmt: skip
_LAYOUTS: Final = "layouts"
OUTPUT_KEYS: Final = frozenset({"format", "bom"})
RULE_KEYS: Final = frozenset(
    {"select", "ignore", "per-file-ignores", "fatal", "fail-on", "baseline"}
)

_OWN_KEYS: Final[Mapping[tuple[str, ...], frozenset[str]]] = {
    ("translate",): PLAN_KEYS | OUTPUT_KEYS | {"all", "fail-on", "stream"},
    ("check",): PLAN_KEYS | OUTPUT_KEYS | RULE_KEYS,
    ("rollup",): PLAN_KEYS | OUTPUT_KEYS | {"level", "by"},
    ("lookup",): OUTPUT_KEYS | {"from", "to", "authority", "limit"},
    ("extract",): OUTPUT_KEYS,
    ("evaluate",): OUTPUT_KEYS | {"from", "to", "authority", "baselines", "seed", "semantic"},
    ("explain",): OUTPUT_KEYS,
    ("catalog", "list"): OUTPUT_KEYS,
    ("catalog", "show"): OUTPUT_KEYS | {"level", "authority"},
    ("catalog", "search"): OUTPUT_KEYS | {"authority", "limit"},
    ("catalog", "import"): OUTPUT_KEYS | {"all"},
    ("catalog", "diff"): OUTPUT_KEYS | {"authority"},
    ("catalog", "validate"): OUTPUT_KEYS | RULE_KEYS,
    ("crosswalk", "list"): OUTPUT_KEYS,
    ("crosswalk", "show"): OUTPUT_KEYS,
    ("crosswalk", "validate"): OUTPUT_KEYS | RULE_KEYS,
    ("crosswalk", "convert"): frozenset(),
    ("crosswalk", "derive"): OUTPUT_KEYS | {"authority"},
    ("crosswalk", "chain"): OUTPUT_KEYS | {"authority"},
    ("crosswalk", "compose"): OUTPUT_KEYS,
    ("crosswalk", "invert"): OUTPUT_KEYS,
    ("decisions", "list"): OUTPUT_KEYS | {"decisions"},
    ("decisions", "show"): OUTPUT_KEYS | {"decisions"},
    ("decisions", "validate"): OUTPUT_KEYS | RULE_KEYS | {"decisions", "from", "authority"},
    ("decisions", "import"): OUTPUT_KEYS | {"decisions", "author", "from", "authority", "fail-on"},
    ("decisions", "withdraw"): frozenset({"decisions", "author"}),
    ("decisions", "merge"): frozenset({"fail-on"}),
    ("decisions", "publish"): frozenset({"decisions", "author", "from", "to", "authority"}),
    ("review",): PLAN_KEYS | {"author", "below", "port", "no-browser", "terminal"},
    ("compare",): OUTPUT_KEYS | {"from", "authority"},
    ("serve",): frozenset({"port", "host", "authority"}),
    ("config", "show"): OUTPUT_KEYS,
}
COMMANDS: Final[Mapping[tuple[str, ...], frozenset[str]]] = {
    path: keys | {"lang"} for path, keys in _OWN_KEYS.items()
}
"""The keys that each command takes."""


@frozen
class Config:
    """What a file configures.

    Attributes:
        file: The file; empty if there is none.
        common: Values for every command.
        own: Values for single commands, by the command's path.
        layouts: What a person chose for files of a layout: ``[layouts.NAME]``.
    """

    file: str = ""
    common: Mapping[str, Any] = field(factory=dict)
    own: Mapping[tuple[str, ...], Mapping[str, Any]] = field(factory=dict)
    layouts: tuple[KeptLayout, ...] = ()

    def default_map(self) -> dict[str, Any]:
        """The values as click takes them: nested by command, named by parameter."""
        found: dict[str, Any] = {}
        for path, keys in COMMANDS.items():
            values = {key: value for key, value in self.common.items() if key in keys}
            values |= self.own.get(path, {})
            here = found
            for name in path:
                here = here.setdefault(name, {})
            here |= {KEYS[key].param: value for key, value in values.items()}
        return found


def load_config(path: str | None = None, *, start: Path | None = None) -> Config:
    """Read the configuration.

    Args:
        path: The file; by default the nearest one, from the working folder upwards.
        start: The folder to begin at.

    Raises:
        ConfigError: The file is missing or malformed, or a key or value is none that there is.
    """
    file = config_file(path, start=start)
    if file is None:
        return Config()
    table = read_toml(file)
    if file.name == PROJECT:
        table = table.get("tool", {}).get("nomenklatur", {})
    return _Reader(file).config(table)


def read_toml(file: Path) -> dict[str, Any]:
    """What a TOML file holds.

    Raises:
        ConfigError: It cannot be read, or is no TOML.
    """
    import tomllib  # noqa: PLC0415 - only where there is a file

    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as problem:
        raise ConfigError(
            _("cannot be read: {reason}").format(reason=problem.strerror),
            place=Place(str(file)),
        ) from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ConfigError(
            _("is no TOML: {problem}").format(problem=problem), place=Place(str(file))
        ) from problem


@frozen
class _Reader:
    """Checks the keys and the values of a file."""

    file: Path

    def config(self, table: Mapping[str, Any]) -> Config:
        groups = {path[0] for path in COMMANDS}
        # crosswalk and decisions are keys as well as groups: a table is the group
        common = {
            key: value
            for key, value in table.items()
            if key not in groups or (key in KEYS and not isinstance(value, dict))
        }
        layouts = self.table((_LAYOUTS,), common.pop(_LAYOUTS, {}))
        own: dict[tuple[str, ...], Mapping[str, Any]] = {}
        for name in groups & table.keys() - common.keys():
            if (name,) in COMMANDS:
                own[(name,)] = self.values((name,), table[name], COMMANDS[(name,)])
                continue
            below = {path[1] for path in COMMANDS if path[0] == name}
            for sub, values in self.table((name,), table[name]).items():
                if sub not in below:
                    raise self.unknown((name, sub), below)
                own[(name, sub)] = self.values((name, sub), values, COMMANDS[(name, sub)])
        known = frozenset(KEYS) | groups | {_LAYOUTS}
        kept = self.layouts(layouts) if layouts else ()
        return Config(str(self.file), self.values((), common, known), own, kept)

    def layouts(self, tables: Mapping[str, Any]) -> tuple[KeptLayout, ...]:
        from nomenklatur.plan.choice import layouts_of  # noqa: PLC0415 - only if there are any

        return layouts_of(tables, str(self.file))

    def values(self, path: tuple[str, ...], table: object, known: frozenset[str]) -> dict[str, Any]:
        found = {}
        for key, value in self.table(path, table).items():
            if key not in known:
                raise self.unknown((*path, key), known)
            found[key] = self.value((*path, key), value)
        return found

    def value(self, path: tuple[str, ...], value: object) -> object:
        kind = KEYS[path[-1]].kind
        if kind is list:
            texts = [value] if isinstance(value, str) else value
            if isinstance(texts, list) and all(isinstance(text, str) for text in texts):
                return texts
        elif kind is dict:
            return self.per_file(path, value)
        elif type(value) is kind:
            return str(self.file.parent / str(value)) if KEYS[path[-1]].path else value
        wanted = {
            str: _("a text"),
            bool: _("true or false"),
            int: _("a whole number"),
            list: _("texts"),
        }[kind]
        raise self.error(
            _("{path} must be {wanted}, not {value!r}").format(
                path=".".join(path), wanted=wanted, value=value
            )
        )

    def per_file(self, path: tuple[str, ...], value: object) -> list[str]:
        """Rules by pattern as texts; patterns of paths begin at the file's own folder."""
        found = []
        for pattern, rules in self.table(path, value).items():
            texts = [rules] if isinstance(rules, str) else rules
            if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
                raise self.error(
                    _("{path}.{pattern} must be texts, not {rules!r}").format(
                        path=".".join(path), pattern=pattern, rules=rules
                    )
                )
            place = self.file.parent / pattern if "/" in pattern else pattern
            found.append(f"{place}:{','.join(texts)}")
        return found

    def table(self, path: tuple[str, ...], value: object) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise self.error(
                _("{path} must be a table, not {value!r}").format(path=".".join(path), value=value)
            )
        return value

    def unknown(self, path: tuple[str, ...], known: frozenset[str] | set[str]) -> ConfigError:
        from nomenklatur.suggestion import meant  # noqa: PLC0415 - only when it went wrong

        remedy = meant(path[-1], sorted(known))
        return self.error(_("there is no key {path}").format(path=".".join(path)), remedy)

    def error(self, message: str, remedy: str = "") -> ConfigError:
        return ConfigError(message, place=Place(str(self.file)), remedy=remedy)
