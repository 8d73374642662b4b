"""Decisions: what people decided about single activities, most trusted of all.

A decisions file is append-only JSON lines; `nomenklatur.decisions.lines` has the format, and
`nomenklatur.decisions.log` writes it.
"""

from nomenklatur.decisions.decision import (
    Decision,
    DecisionError,
    Key,
    Proposal,
    decision_key,
    now,
    shares_of,
)
from nomenklatur.decisions.decisions import Decisions
from nomenklatur.decisions.log import DecisionLog, LockedError, WriteError
from nomenklatur.decisions.reading import parse_decisions, read_decisions

__all__ = [
    "Decision",
    "DecisionError",
    "DecisionLog",
    "Decisions",
    "Key",
    "LockedError",
    "Proposal",
    "WriteError",
    "decision_key",
    "now",
    "parse_decisions",
    "read_decisions",
    "shares_of",
]
