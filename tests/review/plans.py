"""Translations to review, built by hand and at random."""

from __future__ import annotations

from hypothesis import strategies as st

from nomenklatur.codes import Code, Scheme
from nomenklatur.money import Rupiah
from nomenklatur.places import Place
from nomenklatur.plan import AmountColumn, Plan, PlanItem, ProgramRef
from nomenklatur.translation import (
    Candidate,
    Evidence,
    Method,
    Outcome,
    Status,
    TargetShare,
    Translation,
)
from tests.report.translations import BIDANG, NEW, OLD

COLUMNS = ("2021", "2022")
ENTRIES = [entry for entry in NEW if entry.code.sub is not None]
NAMES = (
    "Fasilitasi Promosi Produk UMKM",
    "FASILITASI PROMOSI PRODUK UMKM",
    "Penyusunan Renstra SKPD",
    "Monitoring, evaluasi dan pelaporan",
    "<script>alert(1)</script>",
)
CODES = ("1.15.00.16.021", "1.15.00.17.014", "0.00.06.029", "")


def code(text: str) -> Code | None:
    return Code.parse(text, scheme=Scheme.LEGACY) if text else None


def candidates(*numbers: int) -> tuple[Candidate, ...]:
    """Entries of the catalog as candidates, each less probable than the one before."""
    return tuple(
        Candidate(
            ENTRIES[number],
            round(0.8 / (place + 1), 4),
            (
                Evidence("name", "both names say Usaha, Mikro"),
                Evidence("missing", "nothing in it says Promosi", against=True),
            ),
        )
        for place, number in enumerate(numbers)
    )


def row(  # noqa: PLR0913 - what an item may be
    name: str = NAMES[0],
    money: int = 1000,
    old: str = CODES[0],
    *,
    proposed: tuple[int, ...] = (0, 1),
    program: str = "PROGRAM PENGEMBANGAN",
    number: int = 1,
    score: float | None = None,
) -> Outcome:
    """An item that is open, or with a score one that was mapped by a likely name."""
    item = PlanItem(
        name,
        code(old),
        old,
        ProgramRef(program),
        amounts={"2021": Rupiah(money), "2022": Rupiah(2 * money)},
        place=Place("renja.xlsx", sheet="4.1", row=number),
    )
    found = candidates(*proposed)
    if score is None:
        status = Status.AMBIGUOUS if found else Status.UNMAPPED
        return Outcome(item, status, candidates=found)
    target = TargetShare(found[0].entry.code, found[0].entry.name, found[0].entry)
    return Outcome(item, Status.MAPPED, Method.FUZZY, None, (target,), found, score=score)


def translation(*outcomes: Outcome) -> Translation:
    """A translation of such items."""
    plan = Plan(
        tuple(one.item for one in outcomes),
        tuple(AmountColumn(key, year=int(key)) for key in COLUMNS),
        "Rencana Kerja 2021",
        "Dinas Koperasi",
        BIDANG,
        2021,
        source="renja.xlsx",
        table="4.1",
    )
    return Translation(plan, outcomes, NEW, OLD, bidang=BIDANG)


@st.composite
def outcomes(draw: st.DrawFn) -> Outcome:
    return row(
        draw(st.sampled_from(NAMES)),
        draw(st.integers(0, 10**12)),
        draw(st.sampled_from(CODES)),
        proposed=tuple(draw(st.lists(st.integers(0, 4), max_size=3, unique=True))),
        program=draw(st.sampled_from(("PROGRAM A", "PROGRAM B"))),
        number=draw(st.integers(1, 999)),
    )


def translations(min_size: int = 1) -> st.SearchStrategy[Translation]:
    """Translations in which everything is open."""
    return st.lists(outcomes(), min_size=min_size, max_size=12).map(
        lambda found: translation(*found)
    )
