"""Moves regional plans from one program nomenclature to the next, and answers for every rupiah.

>>> import nomenklatur as nk
>>> nk.Code.parse("2.17.07.2.01.01").level is nk.Level.SUB_KEGIATAN
True

Names are imported when they are first used, so that `import nomenklatur` costs nothing.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nomenklatur.bulk.run import stream_plan
    from nomenklatur.catalog import Catalog, Entry
    from nomenklatur.catalog.importing.importer import import_catalog
    from nomenklatur.catalog.store import Store
    from nomenklatur.check import check_document
    from nomenklatur.codes import Authority, Code, Level, Scheme, read_code
    from nomenklatur.crosswalk import Crosswalk, Mapping, Relation, Target
    from nomenklatur.decisions import Decision, DecisionLog, Decisions, read_decisions
    from nomenklatur.errors import NomenklaturError
    from nomenklatur.evaluate.gold import read_gold
    from nomenklatur.evaluate.run import evaluate
    from nomenklatur.findings import Finding, Severity
    from nomenklatur.lookup import look_up
    from nomenklatur.mapper import Mapper
    from nomenklatur.money import Rupiah
    from nomenklatur.places import Place
    from nomenklatur.plan import AmountColumn, AmountKind, Plan, PlanItem
    from nomenklatur.plan.read import read_plan
    from nomenklatur.report.balance import Balance, balances
    from nomenklatur.report.writing import render, write
    from nomenklatur.report.xlsx.worksheet import read_worksheet
    from nomenklatur.rollup import Rollup, RollupNode, roll_up
    from nomenklatur.schema import load_schema
    from nomenklatur.tables import read_document
    from nomenklatur.translate import translate
    from nomenklatur.translation import Candidate, Method, Outcome, Status, Translation

__version__ = "0.2.0.dev0"
__all__ = [
    "AmountColumn",
    "AmountKind",
    "Authority",
    "Balance",
    "Candidate",
    "Catalog",
    "Code",
    "Crosswalk",
    "Decision",
    "DecisionLog",
    "Decisions",
    "Entry",
    "Finding",
    "Level",
    "Mapper",
    "Mapping",
    "Method",
    "NomenklaturError",
    "Outcome",
    "Place",
    "Plan",
    "PlanItem",
    "Relation",
    "Rollup",
    "RollupNode",
    "Rupiah",
    "Scheme",
    "Severity",
    "Status",
    "Store",
    "Target",
    "Translation",
    "__version__",
    "balances",
    "check_document",
    "evaluate",
    "import_catalog",
    "load_schema",
    "look_up",
    "read_code",
    "read_decisions",
    "read_document",
    "read_gold",
    "read_plan",
    "read_worksheet",
    "render",
    "roll_up",
    "stream_plan",
    "translate",
    "write",
]

_HOMES = {
    "nomenklatur.bulk.run": ("stream_plan",),
    "nomenklatur.catalog": ("Catalog", "Entry"),
    "nomenklatur.catalog.importing.importer": ("import_catalog",),
    "nomenklatur.catalog.store": ("Store",),
    "nomenklatur.check": ("check_document",),
    "nomenklatur.codes": ("Authority", "Code", "Level", "Scheme", "read_code"),
    "nomenklatur.crosswalk": ("Crosswalk", "Mapping", "Relation", "Target"),
    "nomenklatur.decisions": ("Decision", "DecisionLog", "Decisions", "read_decisions"),
    "nomenklatur.errors": ("NomenklaturError",),
    "nomenklatur.evaluate.gold": ("read_gold",),
    "nomenklatur.evaluate.run": ("evaluate",),
    "nomenklatur.findings": ("Finding", "Severity"),
    "nomenklatur.lookup": ("look_up",),
    "nomenklatur.mapper": ("Mapper",),
    "nomenklatur.money": ("Rupiah",),
    "nomenklatur.places": ("Place",),
    "nomenklatur.plan": ("AmountColumn", "AmountKind", "Plan", "PlanItem"),
    "nomenklatur.plan.read": ("read_plan",),
    "nomenklatur.report.balance": ("Balance", "balances"),
    "nomenklatur.report.writing": ("render", "write"),
    "nomenklatur.report.xlsx.worksheet": ("read_worksheet",),
    "nomenklatur.rollup": ("Rollup", "RollupNode", "roll_up"),
    "nomenklatur.schema": ("load_schema",),
    "nomenklatur.tables": ("read_document",),
    "nomenklatur.translate": ("translate",),
    "nomenklatur.translation": ("Candidate", "Method", "Outcome", "Status", "Translation"),
}
"""Where the public names live; the imports above say the same to type checkers."""

_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


class _Facade(ModuleType):
    """The package, in which a public name wins over a submodule of the same name.

    `nomenklatur.translate` is the function, whether or not somebody has imported the module
    that it lives in before; the import system would set the module in its place.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME_OF and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Facade


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
