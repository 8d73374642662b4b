"""The metadata of an SSSOM file: a block of YAML before the table, or in a file beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from attrs import field, frozen

from nomenklatur.crosswalk.sssom.terms import BUILT_IN, OWN
from nomenklatur.errors import CrosswalkError
from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nomenklatur.places import Place

_OWN_NAMESPACE: Final = f"urn:{OWN}:"


@frozen
class Header:
    """What an SSSOM file says of its mappings as a whole.

    Attributes:
        slots: The metadata, all scalars as texts.
        rows: How many lines the block has before the table.
    """

    slots: Mapping[str, Any] = field(factory=dict)
    rows: int = 0

    @property
    def is_own(self) -> bool:
        """Whether this project wrote the file: then what has no column is empty, and not unsaid."""
        return bool(self.text("nk_crosswalk"))

    def text(self, slot: str) -> str:
        """A slot as text; several values are joined by ``|``, as in the table."""
        match self.slots.get(slot):
            case str(value):
                return value
            case list(values):
                return "|".join(value for value in values if isinstance(value, str))
            case _:
                return ""

    def prefixes(self) -> frozenset[str]:
        """The prefixes that identifiers may have."""
        known = self.slots.get("curie_map")
        return BUILT_IN | frozenset(known if isinstance(known, dict) else ())

    def catalog_of(self, prefix: str) -> str:
        """The id of the catalog whose codes have a prefix: what it stands for, else the prefix."""
        known = self.slots.get("curie_map")
        stands_for = known.get(prefix) if isinstance(known, dict) else None
        if isinstance(stands_for, str) and stands_for.startswith(_OWN_NAMESPACE):
            return unquote(stands_for.removeprefix(_OWN_NAMESPACE).removesuffix(":"))
        return prefix


def read_header(text: str, place: Place) -> Header:
    """The metadata block at the beginning of a file.

    Raises:
        CrosswalkError: It is no YAML.
    """
    lines: list[str] = []
    start = 0
    while text.startswith("#", start):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        lines.append(text[start + 1 : end].rstrip("\r"))
        start = end + 1
    return Header(parse_metadata("\n".join(lines), place), len(lines))


def parse_metadata(text: str, place: Place) -> Mapping[str, Any]:
    """Metadata in YAML, all scalars as texts: a code such as 1.10 is no number.

    Raises:
        CrosswalkError: It is no YAML, or no mapping of slots.
    """
    if not text.strip():
        return {}
    import yaml  # noqa: PLC0415 - for SSSOM only

    try:
        found = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes nothing but texts
    except (yaml.YAMLError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        row = None if mark is None else mark.line + 1
        said = getattr(problem, "problem", None) or _("nested too deeply")
        raise CrosswalkError(
            _("the metadata is no YAML: {said}").format(said=said), place=place.at(row=row)
        ) from problem
    if not isinstance(found, dict):
        raise CrosswalkError(_("the metadata names no slots"), place=place.at(row=1))
    return found
