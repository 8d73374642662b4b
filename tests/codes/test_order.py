"""The order of codes is the order of the tree."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.codes import Code, Scheme
from tests.strategies.codes import legacy_codes, new_codes

if TYPE_CHECKING:
    from collections.abc import Iterator


@st.composite
def trees(draw: st.DrawFn) -> frozenset[Code]:
    """Codes of one scheme with all their ancestors, many of them related."""
    make = draw(st.sampled_from([new_codes, legacy_codes]))
    leaves = draw(st.lists(make(), min_size=1, max_size=12))
    found: set[Code] = set()
    for leaf in leaves:
        code: Code | None = leaf
        while code is not None:
            found.add(code)
            code = code.parent
    return frozenset(found)


def _own_number(code: Code) -> tuple[int, ...]:
    """The number that tells a code from its siblings, without looking at its key."""
    if code.sub is not None:
        return len(code.sub), int(code.sub)
    own = str(code).split(".")[-1].replace("X", "0")
    if code.authority is not None:
        return int(code.authority.value), int(own)
    return (int(own),)


def _walk(tree: frozenset[Code]) -> Iterator[Code]:
    """The tree from the top, each code before its children, siblings by number."""
    children: defaultdict[Code | None, list[Code]] = defaultdict(list)
    for code in tree:
        children[code.parent].append(code)
    pending = sorted(children[None], key=_own_number, reverse=True)
    while pending:
        code = pending.pop()
        yield code
        pending += sorted(children[code], key=_own_number, reverse=True)


@given(trees())
def test_sorting_is_a_depth_first_walk(tree: frozenset[Code]) -> None:
    assert list(_walk(tree)) == sorted(tree)


@given(trees())
def test_a_parent_comes_before_its_children(tree: frozenset[Code]) -> None:
    for code in tree:
        assert code.parent is None or code.parent < code


@given(trees())
def test_a_subtree_is_contiguous_and_begins_with_its_root(tree: frozenset[Code]) -> None:
    ordered = sorted(tree)
    for position, code in enumerate(ordered):
        below = [at for at, other in enumerate(ordered) if other.is_under(code)]

        assert list(range(position, position + len(below))) == below


@given(legacy_codes(), new_codes())
def test_legacy_codes_come_before_new_ones(legacy: Code, new: Code) -> None:
    assert legacy < new
    assert (Scheme.LEGACY, Scheme.NEW) == (legacy.scheme, new.scheme)
