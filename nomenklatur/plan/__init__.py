"""Plans: what an office wrote, as typed items with money and places."""

from nomenklatur.plan.plan import (
    AmountColumn,
    DeclaredTotal,
    Indicator,
    Plan,
    PlanItem,
    ProgramRef,
    TableKind,
)

__all__ = [
    "AmountColumn",
    "DeclaredTotal",
    "Indicator",
    "Plan",
    "PlanItem",
    "ProgramRef",
    "TableKind",
]
