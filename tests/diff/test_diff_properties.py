"""What holds of every comparison of catalogs, whatever they hold."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nomenklatur.catalog import Catalog, Status
from nomenklatur.catalog.diff import ChangeKind, diff_catalogs
from tests.strategies.catalogs import catalogs
from tests.strategies.versions import trees, versions

if TYPE_CHECKING:
    from nomenklatur.catalog.diff import CatalogDiff

few = settings(max_examples=settings.default.max_examples // 2)


def seen(diff: CatalogDiff) -> Counter[object]:
    """What a comparison says, entry by entry."""
    return Counter(
        (
            change.kind,
            change.source and (change.source.code, change.source.name),
            tuple(sorted((target.code.key, target.name) for target in change.targets)),
            change.authorities,
        )
        for change in diff.changes
    )


def sure(diff: CatalogDiff) -> list[float]:
    """The probabilities of the changes, in order."""
    return sorted(change.probability for change in diff.changes)


@few
@given(trees() | catalogs(plain=True) | catalogs())
def test_a_catalog_compared_with_itself_is_all_the_same(catalog: Catalog) -> None:
    diff = diff_catalogs(catalog, catalog)
    assert {ChangeKind.SAME} >= {change.kind for change in diff.changes}
    assert [(entry.code, entry.name) for entry in catalog] == [
        (change.source.code, change.source.name) for change in diff.changes if change.source
    ]
    for change in diff.changes:
        assert change.source is not None
        assert [(change.source.code, change.source.name)] == [
            (target.code, target.name) for target in change.targets
        ]


@few
@given(versions())
def test_the_inverse_of_a_comparison_is_the_comparison_from_the_other_side(
    pair: tuple[Catalog, Catalog],
) -> None:
    older, newer = pair
    forth, back = diff_catalogs(older, newer), diff_catalogs(newer, older)
    assert seen(back) == seen(forth.invert())
    assert sure(back) == pytest.approx(sure(forth.invert()), abs=0.01)
    assert seen(forth) == seen(forth.invert().invert())


@few
@given(versions())
def test_every_entry_in_force_is_accounted_for_once(pair: tuple[Catalog, Catalog]) -> None:
    older, newer = pair
    diff = diff_catalogs(older, newer)
    sources = Counter(id(change.source) for change in diff.changes if change.source)
    compared = [entry for entry in older if entry.level not in diff.levels_left_out]
    assert {id(entry) for entry in compared} == set(sources)
    assert set(sources.values()) <= {1}
    targets = {id(target) for change in diff.changes for target in change.targets}
    in_force = [entry for entry in newer if entry.status is Status.ACTIVE]
    assert {id(entry) for entry in in_force if entry.level not in diff.levels_left_out} <= targets


@few
@given(versions())
def test_probabilities_are_probabilities_and_every_change_says_why(
    pair: tuple[Catalog, Catalog],
) -> None:
    diff = diff_catalogs(*pair)
    for change in diff.changes:
        assert 0 <= change.probability <= 1
        assert diff.evidence(change)


@few
@given(versions(), st.randoms(use_true_random=False))
def test_the_order_of_the_entries_does_not_matter(
    pair: tuple[Catalog, Catalog], random: object
) -> None:
    older, newer = pair
    shuffled = list(newer.entries)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    again = Catalog(newer.info, tuple(shuffled))
    one, other = diff_catalogs(older, newer), diff_catalogs(older, again)
    assert seen(one) == seen(other)
    assert sure(one) == pytest.approx(sure(other), abs=0.01)
