"""The figures: shares, intervals, calibration."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.evaluate.figures import (
    Figures,
    bootstrap,
    brier,
    calibration_error,
    reliability,
    wilson,
)

SHOWN = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60)


def test_wilsons_interval_is_that_of_the_textbook() -> None:
    # 81 of 263: Newcombe 1998, table II, method 3.
    interval = wilson(81, 263)

    assert pytest.approx(0.3080, abs=5e-5) == interval.value
    assert pytest.approx(0.2553, abs=5e-5) == interval.low
    assert pytest.approx(0.3662, abs=5e-5) == interval.high


@given(st.integers(0, 400), st.integers(0, 400))
def test_an_interval_holds_its_share(one: int, other: int) -> None:
    hits, n = min(one, other), max(one, other)

    interval = wilson(hits, n)

    assert 0 <= interval.low <= interval.value <= interval.high <= 1


def test_ranks_make_shares_of_the_rows_with_a_home() -> None:
    figures = Figures.of_ranks([1, 2, 4, None], 6, seed=0)

    assert (6, 4) == (figures.n, figures.n_with_home)
    assert 0.25 == figures.top1.value
    assert 0.5 == figures.top3.value
    assert 0.75 == figures.top5.value
    assert pytest.approx((1 + 1 / 2 + 1 / 4) / 4) == figures.mrr.value


def test_the_calibration_error_is_the_weighted_gap_of_the_bins() -> None:
    shown = [(0.95, True), (0.95, True), (0.95, True), (0.95, False), (0.15, False)]

    # |0.95 - 0.75| of four rows of five, |0.15 - 0| of one
    assert pytest.approx(0.2 * 0.8 + 0.15 * 0.2) == calibration_error(shown)
    assert pytest.approx((3 * 0.05**2 + 0.95**2 + 0.15**2) / 5) == brier(shown)


@given(SHOWN)
def test_the_reliability_table_holds_every_row_once(shown: list[tuple[float, bool]]) -> None:
    bins = reliability(shown)

    assert len(shown) == sum(bin_.n for bin_ in bins)
    assert all(bin_.low <= bin_.shown <= bin_.high + 1e-9 for bin_ in bins if bin_.n)


@given(SHOWN, st.integers(0, 5))
def test_equal_seeds_give_equal_intervals(shown: list[tuple[float, bool]], seed: int) -> None:
    assert bootstrap(shown, brier, seed=seed) == bootstrap(shown, brier, seed=seed)


def test_the_bootstrap_covers_the_figure() -> None:
    shown = [(0.7, place % 10 < 7) for place in range(200)]

    interval = bootstrap(shown, brier, seed=1)

    assert interval.low < interval.value < interval.high
