"""What became of every entry of a catalog in another version of the nomenclature.

The comparison runs per kind of region and level. Names decide first, read without case, blanks
and slips; parents and neighbours that moved together decide where names repeat; words that tell
neighbours apart (*Pembangunan*, *Rehabilitasi*) keep unlike activities apart. An equal code alone
proves nothing: of the codes that Permendagri 90/2019 and Kepmendagri 050-3708/2020 share, about
410 changed meaning.

The answer is a probability with its evidence, to be reviewed like any other.
"""

from __future__ import annotations

import enum
import functools
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from nomenklatur.catalog.diff.sides import slot_of
from nomenklatur.catalog.entry import Entry, Status
from nomenklatur.codes import Authority, Level
from nomenklatur.errors import CatalogError
from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from nomenklatur.catalog.catalog import Catalog
    from nomenklatur.catalog.diff.links import Link
    from nomenklatur.catalog.diff.names import Vocabulary
    from nomenklatur.catalog.diff.sides import Slot
    from nomenklatur.codes import Code
    from nomenklatur.translation import Candidate, Evidence


class ChangeKind(enum.Enum):
    """What became of an entry."""

    SAME = "same"
    """The same code and, but for spelling, the same name."""
    RENAMED = "renamed"
    """The same code, another name for the same thing."""
    MOVED = "moved"
    """The same name under another code."""
    MOVED_AND_RENAMED = "moved_and_renamed"
    """Another code and another name for the same thing."""
    SPLIT = "split"
    """Several entries took its place."""
    MERGED = "merged"
    """It went into an entry that took others' place as well."""
    REUSED = "reused"
    """Nothing took its place, and its code now stands for something else."""
    RETIRED = "retired"
    """Nothing took its place, or only an entry that has been withdrawn."""
    NEW = "new"
    """It was nothing before."""

    @property
    def label(self) -> str:
        """The words for people: ``moved and renamed``."""
        return self.value.replace("_", " ")


@frozen
class Change:
    """What became of one entry, for the kinds of region for which that is the same.

    Attributes:
        kind: What became of it.
        source: The entry of the first catalog; None for a new one.
        targets: The entries of the second catalog that took its place, the likeliest first; a
            new entry is its own target.
        authorities: The kinds of region; empty if neither catalog tells kinds apart.
        probability: How probable it is that exactly this happened, 0 to 1.
        links: What the change rests on, one link a target.
        reused_by: What the second catalog has under the source's code, if that is another thing.
        near: Links to what was not taken but comes nearest.
        others: Further entries of the first catalog that went into the same target.
    """

    kind: ChangeKind
    source: Entry | None
    targets: tuple[Entry, ...]
    authorities: frozenset[Authority]
    probability: float
    links: tuple[Link, ...] = field(default=(), repr=False)
    reused_by: Entry | None = field(default=None, kw_only=True)
    near: tuple[Link, ...] = field(default=(), repr=False, kw_only=True)
    others: tuple[Entry, ...] = field(default=(), repr=False, kw_only=True)

    @property
    def entry(self) -> Entry:
        """The source, or the new entry itself."""
        return self.source if self.source is not None else self.targets[0]

    @property
    def level(self) -> Level:
        """The level at which it happened."""
        return self.entry.level


Ends = tuple[Authority | None, int]
"""An entry for one kind of region: the kind and the position in its catalog."""


@frozen(eq=False)
class CatalogDiff:
    """The comparison of two catalogs.

    Attributes:
        source: The first catalog.
        target: The second catalog.
        authorities: The kinds of region compared; empty if neither catalog tells kinds apart.
        links: Everything found, for both directions.
        left_out: Kinds of region that only one of the catalogs covers.
    """

    source: Catalog
    target: Catalog
    authorities: frozenset[Authority]
    links: tuple[Link, ...] = field(repr=False)
    left_out: frozenset[Authority] = frozenset()

    @functools.cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every change: of the source's entries in tree order, then the new entries."""
        from nomenklatur.catalog.diff.changes import changes_of  # noqa: PLC0415 - a cycle

        return changes_of(self)

    @functools.cached_property
    def by_source(self) -> Mapping[Code, tuple[Change, ...]]:
        """The changes of each code of the source."""
        found: dict[Code, list[Change]] = defaultdict(list)
        for change in self.changes:
            if change.source is not None:
                found[change.source.code].append(change)
        return {code: tuple(changes) for code, changes in found.items()}

    def of(self, code: Code, authority: Authority | None = None) -> tuple[Change, ...]:
        """What became of a code, for a kind of region or for all; empty if it is not known."""
        changes = self.by_source.get(code, ()) or self.by_source.get(code.generic(), ())
        return tuple(
            change
            for change in changes
            if authority is None or not change.authorities or authority in change.authorities
        )

    def invert(self) -> CatalogDiff:
        """The comparison of the second catalog with the first."""
        return CatalogDiff(
            self.target,
            self.source,
            self.authorities,
            tuple(link.inverted() for link in self.links),
            self.left_out,
        )

    def count(self, kind: ChangeKind, level: Level | None = None) -> int:
        """How many changes there are of a kind, at one level or at all."""
        return self.counts[kind, level]

    @functools.cached_property
    def counts(self) -> Counter[tuple[ChangeKind, Level | None]]:
        """The number of changes per kind and level; the level None holds the sum."""
        found: Counter[tuple[ChangeKind, Level | None]] = Counter()
        for change in self.changes:
            found[change.kind, change.level] += 1
            found[change.kind, None] += 1
        return found

    @property
    def reused(self) -> tuple[Change, ...]:
        """The changes whose code stands for something else in the target."""
        return tuple(change for change in self.changes if change.reused_by is not None)

    def evidence(self, change: Change, link: Link | None = None) -> tuple[Evidence, ...]:
        """Why a change, or one link of it, is thought right, and what speaks against it."""
        from nomenklatur.catalog.diff.words import evidence_of  # noqa: PLC0415 - a cycle

        return evidence_of(self, change, link)

    def candidates(self, change: Change) -> tuple[Candidate, ...]:
        """What comes nearest to an entry that nothing took the place of."""
        from nomenklatur.catalog.diff.words import candidates_of  # noqa: PLC0415 - a cycle

        return candidates_of(self, change)

    @functools.cached_property
    def levels_left_out(self) -> frozenset[Level]:
        """The levels that only one of the catalogs lists, such as urusan; not compared."""
        ours, theirs = ({entry.level for entry in each} for each in (self.source, self.target))
        return frozenset(ours ^ theirs)

    def summary(self) -> tuple[tuple[str, ...], ...]:
        """The numbers of changes per kind and level as a table, its head first."""
        from nomenklatur.catalog.diff.report import summary_of  # noqa: PLC0415 - a cycle

        return summary_of(self)

    def rows(self) -> Iterator[dict[str, str]]:
        """The changes for a table or CSV, one row a target."""
        from nomenklatur.catalog.diff.report import rows_of  # noqa: PLC0415 - a cycle

        return rows_of(self)

    def as_dict(self) -> dict[str, Any]:
        """The comparison for JSON."""
        from nomenklatur.catalog.diff.report import as_dict  # noqa: PLC0415 - a cycle

        return as_dict(self)

    def __len__(self) -> int:
        return len(self.changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)


def diff_catalogs(
    source: Catalog, target: Catalog, *, authority: Authority | None = None
) -> CatalogDiff:
    """Compare two versions of the nomenclature.

    Args:
        source: The older catalog, or the one to carry from.
        target: The catalog to carry to.
        authority: Compare for this kind of region only.

    Raises:
        CatalogError: The catalogs have no kind of region in common, or are of two schemes.
    """
    from nomenklatur.catalog.diff.links import links_of  # noqa: PLC0415 - a cycle
    from nomenklatur.catalog.diff.model import match_layers  # noqa: PLC0415 - heavy

    if source.info.scheme is not target.info.scheme:
        raise CatalogError(
            _("{id} and {id2} follow two schemes of codes and cannot be compared").format(
                id=source.id, id2=target.id
            ),
            remedy=_("derive a crosswalk between them instead"),
        )
    kinds, left_out = _kinds(source, target, authority)
    vocabulary = _vocabulary(source, target)
    links: list[Link] = []
    for kind in kinds:
        for layer in match_layers(source.entries, target.entries, kind, vocabulary).values():
            links += links_of(layer, kind)
    return CatalogDiff(
        source,
        target,
        frozenset(kind for kind in kinds if kind is not None),
        tuple(links),
        left_out,
    )


def _kinds(
    source: Catalog, target: Catalog, authority: Authority | None
) -> tuple[tuple[Authority | None, ...], frozenset[Authority]]:
    """The kinds of region to compare for, and those that only one catalog knows."""
    first, second = kinds_of(source), kinds_of(target)
    common = first & second if first and second else first | second
    left_out = (first ^ second) if first and second else frozenset()
    if authority is not None:
        if common and authority not in common:
            raise CatalogError(
                _("{id} and {id2} do not both cover {label}").format(
                    id=source.id, id2=target.id, label=authority.label
                ),
                remedy=_("both cover {common}").format(
                    common=", ".join(sorted(kind.label for kind in common))
                ),
            )
        return (authority,), frozenset()
    if not common and (first or second):
        raise CatalogError(
            _("{id} and {id2} have no kind of region in common").format(
                id=source.id, id2=target.id
            ),
            remedy=_("compare catalogs for the same kind of region"),
        )
    return tuple(sorted(common, key=lambda kind: kind.value)) or (None,), left_out


def kinds_of(catalog: Catalog) -> frozenset[Authority]:
    """The kinds of region that a catalog tells apart; empty if it is the same for all."""
    named = {kind for entry in catalog.entries for kind in entry.authorities}
    return catalog.info.authorities | named


def _vocabulary(source: Catalog, target: Catalog) -> Vocabulary:
    from nomenklatur.catalog.diff.names import Vocabulary  # noqa: PLC0415 - with the rest

    return Vocabulary(_families(source), _families(target))


def _families(catalog: Catalog) -> Iterable[Sequence[str]]:
    """The names under each parent per kind of region; withdrawn ones tell nothing apart."""
    found: dict[object, list[str]] = defaultdict(list)
    for entry in catalog.entries:
        if entry.status is Status.ACTIVE:
            found[entry.code.parent, entry.authorities].append(entry.name)
    return found.values()


def slots_of(catalog: Catalog) -> Mapping[Slot, Sequence[int]]:
    """The positions of a catalog's entries by their slots."""
    found: dict[Slot, list[int]] = defaultdict(list)
    for number, entry in enumerate(catalog.entries):
        found[slot_of(entry.code)].append(number)
    return found
