"""Probabilities of pairs under the rule that no entry is in two."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.catalog.diff.assign import one_to_one


def exactly(odds: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """The probabilities by trying every one-to-one choice of pairs."""
    total, found = 0.0, dict.fromkeys(odds, 0.0)
    for size in range(len(odds) + 1):
        for chosen in itertools.combinations(odds, size):
            if len({a for a, _ in chosen}) == len({b for _, b in chosen}) == size:
                weight = float(np.prod([odds[pair] for pair in chosen])) if chosen else 1.0
                total += weight
                for pair in chosen:
                    found[pair] += weight
    return {pair: weight / total for pair, weight in found.items()}


def approximately(odds: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    pairs = list(odds)
    first, second = (np.array([pair[side] for pair in pairs]) for side in (0, 1))
    found = one_to_one(first, second, np.array([odds[pair] for pair in pairs]))
    return dict(zip(pairs, found.tolist(), strict=True))


def test_a_pair_without_competitors_has_its_own_odds() -> None:
    assert approximately({(0, 0): 3.0}) == {(0, 0): pytest.approx(0.75)}


def test_two_candidates_share_what_is_left_by_none() -> None:
    assert approximately({(0, 0): 8.0, (0, 1): 1.0}) == {
        (0, 0): pytest.approx(0.8, abs=0.001),
        (0, 1): pytest.approx(0.1, abs=0.001),
    }


def test_a_candidate_that_belongs_to_another_is_left_to_it() -> None:
    found = approximately({(0, 0): 1000.0, (1, 0): 10.0, (1, 1): 10.0})
    assert found[0, 0] > 0.95
    assert found[1, 0] < 0.05
    assert found[1, 1] > 0.85


def test_nothing_to_choose_gives_nothing() -> None:
    none = np.zeros(0, dtype=int)
    assert [] == one_to_one(none, none, np.zeros(0)).tolist()


odds_of_pairs = st.dictionaries(
    st.tuples(st.integers(0, 2), st.integers(0, 2)), st.floats(0.01, 1000), min_size=1, max_size=7
)


def is_forest(odds: dict[tuple[int, int], float]) -> bool:
    """Whether no chain of pairs leads back to where it began."""
    group = {end: end for a, b in odds for end in (("a", a), ("b", b))}

    def root(end: tuple[str, int]) -> tuple[str, int]:
        return end if group[end] == end else root(group[end])

    for a, b in odds:
        one, other = root(("a", a)), root(("b", b))
        if one == other:
            return False
        group[one] = other
    return True


@given(odds_of_pairs.filter(is_forest))
def test_without_rings_the_probabilities_are_those_of_trying_every_choice(
    odds: dict[tuple[int, int], float],
) -> None:
    found = approximately(odds)
    assert found == {pair: pytest.approx(p, abs=0.002) for pair, p in exactly(odds).items()}


@given(odds_of_pairs)
def test_no_entry_is_in_more_than_one_pair(odds: dict[tuple[int, int], float]) -> None:
    found = approximately(odds)
    for side, at in itertools.product((0, 1), range(3)):
        assert sum(p for pair, p in found.items() if pair[side] == at) <= 1.01


@given(odds_of_pairs)
def test_it_does_not_matter_which_side_is_the_first(odds: dict[tuple[int, int], float]) -> None:
    turned = approximately({(b, a): value for (a, b), value in odds.items()})
    assert approximately(odds) == {(a, b): pytest.approx(value) for (b, a), value in turned.items()}
