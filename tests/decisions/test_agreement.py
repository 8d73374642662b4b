"""Cohen's kappa against the paper's own numbers, and where it says nothing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.decisions.agreement import Agreement


def table(*rows: tuple[int, ...]) -> list[tuple[int, int]]:
    """The judgements of a table of counts: the first person's in rows, the second's in columns."""
    return [(i, j) for i, row in enumerate(rows) for j, n in enumerate(row) for _ in range(n)]


def test_the_example_of_the_paper():
    """Cohen 1960, table 2 and page 43: kappa .492, sigma .055, 95 % limits .384 and .600."""
    found = Agreement.of(table((88, 14, 18), (10, 40, 10), (2, 6, 12)))

    assert (200, 140, 3) == (found.items, found.same, found.categories)
    assert (Fraction(70, 100), Fraction(41, 100)) == (found.observed, found.expected)
    assert 0.492 == pytest.approx(found.kappa, abs=0.0005)
    assert (0.384, 0.600) == pytest.approx(found.interval, abs=0.001)


def test_less_than_chance_is_below_zero():
    """Cohen 1960, table 1: observed .29, expected .35, kappa -.09."""
    found = Agreement.of(table((25, 13, 12), (12, 2, 16), (3, 15, 2)))

    assert (Fraction(29, 100), Fraction(35, 100)) == (found.observed, found.expected)
    assert -0.09 == pytest.approx(found.kappa, abs=0.005)


@pytest.mark.parametrize(
    ("pairs", "kappa", "interval"),
    [
        ([], None, None),
        ([("a", "a")] * 5, None, None),
        ([("a", "a"), ("b", "b")], 1.0, None),
        ([("a", "b"), ("b", "a")], -1.0, None),
        ([("a", "b")] * 3, 0.0, None),
    ],
    ids=["no items", "one category", "all agree", "none agree", "each his own"],
)
def test_the_degenerate_cases(pairs, kappa, interval):
    found = Agreement.of(pairs)

    assert kappa == found.kappa
    assert interval == found.interval


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=60))
def test_kappa_is_symmetric_bounded_and_does_not_mind_names_or_order(pairs):
    found = Agreement.of(pairs)
    swapped = Agreement.of([(b, a) for a, b in reversed(pairs)])
    renamed = Agreement.of([(f"x{a}", f"x{b}") for a, b in pairs])

    assert found == swapped == renamed
    if found.kappa is not None:
        assert -1 <= found.kappa <= 1
        assert (found.kappa == 1) == (found.same == found.items)
    if found.interval is not None:
        assert -1 <= found.interval[0] <= found.kappa <= found.interval[1] <= 1
