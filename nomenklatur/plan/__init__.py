"""Plans: what an office wrote, as typed items with money and places.

Each part knows only those above it in this list: ``texts`` (what single texts mean), ``columns``
(what the columns of a table are), ``rows`` (what its rows are), ``checks`` (what is wrong with
them). Then ``build`` makes a plan of a table, ``survey`` finds it in a document, ``read`` does
both.
"""

from nomenklatur.plan.plan import (
    AmountColumn,
    AmountKind,
    DeclaredTotal,
    Indicator,
    Plan,
    PlanItem,
    ProgramRef,
    TableKind,
)

__all__ = [
    "AmountColumn",
    "AmountKind",
    "DeclaredTotal",
    "Indicator",
    "Plan",
    "PlanItem",
    "ProgramRef",
    "TableKind",
]
