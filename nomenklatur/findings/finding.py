"""One finding, and how severe findings are."""

from __future__ import annotations

import enum
import functools
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from nomenklatur.language import _
from nomenklatur.places import NOWHERE, Place

if TYPE_CHECKING:
    from nomenklatur.findings.rules import Rule


@functools.total_ordering
class Severity(enum.Enum):
    """How much a finding matters; the ones that matter more are greater."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    def __lt__(self, other: object) -> bool:
        order = list(Severity)
        return order.index(self) < order.index(other) if isinstance(other, Severity) else False


@frozen
class Finding:
    """Something that a rule found.

    Attributes:
        rule: The rule.
        message: What was found, with the values read and understood.
        place: Where.
        suggestion: What to do about it, if there is something to do.
        severity: The rule's own unless said otherwise.
    """

    rule: Rule
    message: str
    place: Place = NOWHERE
    suggestion: str = ""
    severity: Severity = field(kw_only=True)

    @severity.default
    def _rule_severity(self) -> Severity:
        return self.rule.severity

    def as_dict(self) -> dict[str, Any]:
        """The finding for JSON, in the language in use."""
        known: dict[str, Any] = {
            "rule": self.rule.code,
            "name": self.rule.name,
            "severity": self.severity.value,
            "message": _(self.message),
            "place": self.place.as_dict(),
        }
        return known | ({"suggestion": _(self.suggestion)} if self.suggestion else {})
