"""No plan is misread in silence, whatever its layout."""

from __future__ import annotations

import io
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, note, settings
from hypothesis import strategies as st

from nomenklatur import Store, read_plan, stream_plan
from nomenklatur.catalog.store import embedded_folder
from nomenklatur.errors import ReadError
from tests.reading.layouts import Drawn, drawn_plans
from tests.reading.reader import read

if TYPE_CHECKING:
    from pathlib import Path

MANY = settings(max_examples=5 * settings.default.max_examples)
coded = st.sampled_from(["one", "full", "segments"]).flatmap(
    lambda codes: st.sampled_from(["parents", "programs", "none"]).flatmap(
        lambda sums: drawn_plans(
            form="tree", codes=codes, sums=sums, order="nested", parts="none", numbers="none",
            slip="none", gaps="none", sheets="one", offices="column",
        )
    )
)  # fmt: skip
"""Plans in which each row has a code that says where it belongs, and its office beside it."""
flat = drawn_plans(
    form="flat", codes="one", format="csv", titles="none", foot="none", total="none",
    column_numbers="none", parts="none", declared="none",
)  # fmt: skip


@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")  # of long plans
@MANY
@given(drawn_plans())
def test_a_plan_is_right_or_says_that_it_is_not(drawn: Drawn) -> None:
    reading = read(drawn.document())

    note(f"{drawn.text}\n{drawn.layout}\n{reading}\n{drawn.totals}")
    assert drawn.is_right(reading) or reading.is_said


@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")  # of long plans
@given(coded, st.integers(0, 1000))
def test_shuffling_the_rows_of_a_coded_plan_changes_no_total(drawn: Drawn, seed: int) -> None:
    ordered = read(drawn.document())
    mixed = drawn.shuffled(Random(seed))  # noqa: S311 - the order of made-up rows
    shuffled = read(mixed.document())

    note(f"{mixed.text}\n{drawn.layout}")
    assert ordered.totals == shuffled.totals
    assert ordered.items == shuffled.items


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The embedded catalogs alone."""
    return Store(tmp_path_factory.mktemp("home"), embedded_folder(), None)


@given(flat)
def test_a_streamed_plan_has_the_sums_of_one_that_is_read_whole(
    tmp_path_factory: pytest.TempPathFactory, store: Store, drawn: Drawn
) -> None:
    path: Path = tmp_path_factory.mktemp("flat") / "plan.csv"
    path.write_text(drawn.text, encoding="utf-8")
    note(f"{drawn.text}\n{drawn.layout}")
    try:
        result = stream_plan(
            str(path), io.StringIO(), workers=1, store=store, authority="kabupaten_kota"
        )
    except ReadError:
        assume(False)  # it says that this one is not for streams
    whole = read_plan(path)

    assert len(whole.items) == result.rows
    assert {column.key: whole.total(column.key) for column in whole.columns} == {
        balance.column: balance.plan for balance in result.balances
    }
