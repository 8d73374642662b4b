"""What holds of every derived crosswalk, whatever the catalogs hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings

from nomenklatur.crosswalk import Relation
from nomenklatur.crosswalk.compose import composition, identity
from nomenklatur.crosswalk.derive import derive_crosswalk
from nomenklatur.crosswalk.invert import invert
from tests.strategies.versions import trees, versions

if TYPE_CHECKING:
    from nomenklatur.catalog import Catalog
    from nomenklatur.crosswalk import Crosswalk

few = settings(max_examples=settings.default.max_examples // 2)


def pairs(crosswalk: Crosswalk) -> set[tuple[object, ...]]:
    """Everything that a crosswalk links, from source to target."""
    return {(row.authority, row.source, target.code) for row in crosswalk for target in row.targets}


@few
@given(versions())
def test_composing_with_an_identity_changes_nothing(pair: tuple[Catalog, Catalog]) -> None:
    older, newer = pair
    crosswalk = derive_crosswalk(older, newer)
    after = composition(crosswalk, identity(newer))
    assert after.crosswalk.mappings == crosswalk.mappings
    assert after.findings == ()
    before = composition(identity(older), crosswalk)
    linked = [row for row in crosswalk if row.targets]
    assert {(row.source, row.targets, row.relation, row.score) for row in linked} == {
        (row.source, row.targets, row.relation, row.score)
        for row in before.crosswalk
        if row.targets
    }


@few
@given(versions())
def test_inverting_twice_links_the_same(pair: tuple[Catalog, Catalog]) -> None:
    crosswalk = derive_crosswalk(*pair)
    assert pairs(invert(invert(crosswalk))) == pairs(crosswalk)
    assert {(kind, to, of) for kind, of, to in pairs(crosswalk)} == pairs(invert(crosswalk))


@few
@given(trees())
def test_a_catalog_derived_to_itself_is_exact_and_stays_in_place(tree: Catalog) -> None:
    for row in derive_crosswalk(tree, tree):
        assert row.relation is Relation.EXACT
        assert [row.source] == [target.code for target in row.targets]


@few
@given(versions())
def test_every_entry_has_a_row_for_every_kind_of_region(pair: tuple[Catalog, Catalog]) -> None:
    older, newer = pair
    crosswalk = derive_crosswalk(older, newer)
    expected = sorted(
        (entry.code.key, kind.value if kind else "")
        for entry in older
        for kind in entry.authorities or (None,)
    )
    assert expected == sorted(
        (row.source.key, row.authority.value if row.authority else "") for row in crosswalk
    )
    for row in crosswalk:
        assert row.justification
        assert bool(row.targets) is (row.relation is not Relation.NONE)
