"""Hypothesis strategies for decisions, and small ones to begin with."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from attrs import evolve
from hypothesis import strategies as st

from nomenklatur.codes import Code, Level, Scheme
from nomenklatur.crosswalk import Relation, Target
from nomenklatur.decisions import Decision, Proposal
from tests.strategies.codes import codes, new_codes

WIB = dt.timezone(dt.timedelta(hours=7))
texts = st.text(max_size=20)
names = st.text(min_size=1, max_size=30).filter(str.strip)
moments = st.datetimes(
    dt.datetime(2020, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
    dt.datetime(2027, 12, 31),  # noqa: DTZ001 - the same
    timezones=st.just(WIB),
).map(lambda moment: moment.isoformat(timespec="seconds"))
days = st.dates(dt.date(2020, 1, 1), dt.date(2027, 12, 31)).map(dt.date.isoformat)
dates = st.just("") | days | moments


@st.composite
def target_lists(draw: st.DrawFn, size: int) -> tuple[Target, ...]:
    """Targets with shares that add up to 1; one alone may have none."""
    found = draw(
        st.lists(
            new_codes(Level.SUB_KEGIATAN) | new_codes(Level.KEGIATAN),
            min_size=size, max_size=size, unique=True,
        )
    )  # fmt: skip
    if size == 1 and draw(st.booleans()):
        return (Target(found[0], draw(texts)),)
    weights = draw(st.lists(st.integers(1, 10**10), min_size=size, max_size=size))
    return tuple(
        Target(code, draw(texts), Fraction(weight, sum(weights)))
        for code, weight in zip(found, weights, strict=True)
    )


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    """Any line of a decisions file."""
    kind = draw(st.sampled_from(("decided", "none", "absorbed", "flagged", "withdrawn")))
    relation: Relation | None = None
    targets: tuple[Target, ...] = ()
    if kind == "decided":
        relation = draw(st.sampled_from([one for one in Relation if one is not Relation.NONE]))
        targets = draw(target_lists(draw(st.integers(1, 3))))
    elif kind in {"none", "absorbed"}:
        relation = Relation.NONE if kind == "none" else Relation.BROAD
    scores = st.none() | st.floats(0, 1)
    return Decision(
        draw(names),
        relation,
        targets,
        draw(st.none() | codes()),
        author=draw(texts),
        date=draw(dates),
        catalog=draw(st.sampled_from(("", "permendagri-90-2019", "permendagri-90-2019@3f2a"))),
        legacy=draw(st.sampled_from(("", "permendagri-13-2006"))),
        note=draw(texts),
        proposed=tuple(draw(st.lists(st.builds(Proposal, new_codes(), scores), max_size=3))),
        withdrawn=kind == "withdrawn",
        flagged=kind == "flagged",
    )


@st.composite
def histories(draw: st.DrawFn) -> list[Decision]:
    """Lines on a few activities, each with a time of its own."""
    lines = draw(st.lists(decisions(), max_size=12))
    seconds = draw(
        st.lists(
            st.integers(0, 10**6), min_size=len(lines), max_size=len(lines), unique=True
        )
    )  # fmt: skip
    start = dt.datetime(2021, 1, 1, tzinfo=WIB)
    return [
        evolve(
            line,
            name=draw(st.sampled_from(("Rapat", "Renstra"))),
            code=draw(st.sampled_from((None, old("0.00.06.029")))),
            date=(start + dt.timedelta(seconds=second)).isoformat(),
        )
        for line, second in zip(lines, seconds, strict=True)
    ]


def old(text: str) -> Code:
    return Code.parse(text, scheme=Scheme.LEGACY)


def new(text: str) -> Code:
    return Code.parse(text, scheme=Scheme.NEW)


def decided(name: str = "Penyusunan Renstra SKPD", *targets: str, **more: object) -> Decision:
    """A decision on one target, by default."""
    chosen = targets or ("X.XX.01.2.01.01",)
    share = Fraction(1, len(chosen)) if len(chosen) > 1 else None
    known: dict[str, object] = {"author": "Siti", "date": "2021-02-03T09:00:00+07:00"} | more
    relation = known.pop("relation", Relation.EXACT)
    return Decision(  # type: ignore[arg-type]
        name, relation, tuple(Target(new(code), share=share) for code in chosen), **known
    )
