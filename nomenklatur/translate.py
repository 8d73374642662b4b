"""Translating a plan by the ids of catalogs: everything that is needed is looked up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypedDict

from nomenklatur.codes import Authority, Code, Scheme, read_code
from nomenklatur.errors import ConfigError
from nomenklatur.language import _
from nomenklatur.mapper import EVERY_STEP, Mapper

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Sequence
    from typing import Unpack

    from nomenklatur.catalog import Catalog
    from nomenklatur.catalog.recognise import Recognised
    from nomenklatur.catalog.store import Store
    from nomenklatur.crosswalk import Crosswalk
    from nomenklatur.decisions import Decisions
    from nomenklatur.plan import Plan
    from nomenklatur.translation import Method, Translation

DEFAULT_SOURCE = "permendagri-13-2006"
DEFAULT_TARGET = "permendagri-90-2019"
_POSSIBLE = 0.02
"""Below this, the shape of the codes rules a nomenclature out."""


class Options(TypedDict, total=False):
    """How to translate. Every one may be left out.

    Attributes:
        source: The catalog that the plan is written in, or its id; by default the one that its
            codes and names are of.
        to: The catalog to translate to, or its id; by default Permendagri 90/2019 for legacy
            plans, and for plans in newer codes the nomenclature that they are written in.
        crosswalks: Mappings to trust, or their ids, the most trusted first; by default all
            that the store has between the two catalogs, or the way through the versions between.
        decisions: What people decided, or the path of a decisions file.
        authority: The kind of region; by default what the plan's codes or its title say.
        bidang: The office's bidang urusan in the target catalog, such as ``2.17``.
        steps: The steps of the order of trust that may be taken.
        semantic: Whether likeness in meaning counts for likely names; needs the extra
            ``semantic``.
        store: Where ids are looked up; by default the user's data folder and the embedded ones.
    """

    source: str | Catalog | None
    to: str | Catalog | None
    crosswalks: Sequence[str | Crosswalk] | None
    decisions: str | os.PathLike[str] | Decisions | None
    authority: Authority | str | None
    bidang: Code | str | None
    steps: Collection[Method]
    semantic: bool
    store: Store | None


def translate(plan: Plan, **options: Unpack[Options]) -> Translation:
    """Translate a plan into another nomenclature.

    Args:
        plan: The plan.
        options: How; see `Options`.

    Raises:
        NomenklaturError: A catalog, crosswalk or decisions file does not load.
    """
    return make_mapper(plan, **options).translate(plan, bidang=read_bidang(options.get("bidang")))


def make_mapper(plan: Plan, **options: Unpack[Options]) -> Mapper:
    """The mapper for plans like this one.

    Args:
        plan: A plan, whose title may say the kind of region.
        options: As for `translate`.

    Raises:
        NomenklaturError: A catalog, crosswalk or decisions file does not load.
    """
    from nomenklatur.crosswalk.compose import identity  # noqa: PLC0415 - if needed
    from nomenklatur.decisions import Decisions, read_decisions  # noqa: PLC0415 - the same

    if options.get("semantic"):
        from nomenklatur.match.meaning import model  # noqa: PLC0415 - an extra

        model()  # says at once where it is not installed
    store = options.get("store") or _store()
    authority = options.get("authority")
    if isinstance(authority, str):
        authority = Authority.from_label(authority)
    authority = authority or authority_of(plan)
    source, written_in = _source(plan, store, options.get("source"))
    if options.get("to") is None and source is not None and source.info.scheme is Scheme.NEW:
        target = source
    else:
        target = target_catalog(**options)
    crosswalks = options.get("crosswalks")
    if crosswalks is None and source is target:
        crosswalks = (identity(target),)
    elif crosswalks is None:
        crosswalks = _crosswalks(store, written_in[0], target.id, authority)
    decisions = options.get("decisions")
    if decisions is not None and not isinstance(decisions, Decisions):
        decisions = read_decisions(decisions)
    return Mapper(
        target,
        source,
        crosswalks=tuple(
            store.open_crosswalk(one) if isinstance(one, str) else one for one in crosswalks
        ),
        decisions=decisions or Decisions(),
        authority=authority,
        steps=frozenset(options.get("steps", EVERY_STEP)),
        semantic=bool(options.get("semantic")),
        absent=written_in if source is None else (),
    )


def source_of(plan: Plan, store: Store | None = None) -> tuple[Recognised, ...]:
    """The nomenclatures that a plan may be written in, the most probable first.

    The shape of the codes alone tells most of them apart; where it does not, the catalogs at
    hand say how many of the codes and names they know.
    """
    from nomenklatur.catalog.recognise import recognise_version  # noqa: PLC0415 - if needed

    rows = [(item.code or item.code_text, item.name) for item in plan.items]
    rows += [(total.code, total.name) for total in plan.declared if total.code is not None]
    ranked = recognise_version(rows)
    likely = {one.catalog for one in ranked if one.probability >= _POSSIBLE}
    if len(likely) == 1 or not rows:
        return ranked
    store = store or _store()
    known = {one.catalog for one in ranked}
    named = {listed.id for listed in store.catalogs() if not listed.problem}
    at_hand = named & likely | named - known
    if not at_hand:
        return ranked
    again = recognise_version(rows, [store.open_catalog(name) for name in sorted(at_hand)])
    return tuple(one for one in again if one.catalog in likely | at_hand)


def _source(
    plan: Plan, store: Store, source: str | Catalog | None
) -> tuple[Catalog | None, tuple[str, ...]]:
    """The catalog that a plan is written in, if it is at hand, and the ids that it may have."""
    if isinstance(source, str):
        source = store.open_catalog(source)
    if source is not None:
        return source, (source.id,)
    ranked = source_of(plan, store)
    coded = any(item.code is not None for item in plan.items)
    if not ranked or not coded:
        names: tuple[str, ...] = (DEFAULT_SOURCE,)
    else:
        enough = ranked[0].probability / 2
        names = tuple(one.catalog for one in ranked if one.probability >= enough)
    known = {listed.id for listed in store.catalogs()}
    return (store.open_catalog(names[0]) if names[0] in known else None), names


def _crosswalks(
    store: Store, source: str, target: str, authority: Authority | None
) -> Sequence[Crosswalk]:
    """The published crosswalks between two nomenclatures, or the way through those between."""
    if published := store.crosswalks_between(source, target):
        return published
    if not {source, target} <= {listed.id for listed in store.catalogs()}:
        return ()  # one of the nomenclatures is not at hand, or none of the store's
    from nomenklatur.crosswalk.chain import chain  # noqa: PLC0415 - if needed
    from nomenklatur.errors import CrosswalkError  # noqa: PLC0415 - the same

    try:
        return (chain(store, source, target, authority=authority).crosswalk,)
    except CrosswalkError:
        return ()  # there is no way: names decide


def target_catalog(**options: Unpack[Options]) -> Catalog:
    """The catalog to translate to.

    Raises:
        NomenklaturError: It does not load.
    """
    to = options.get("to") or DEFAULT_TARGET
    return (options.get("store") or _store()).open_catalog(to) if isinstance(to, str) else to


def _store() -> Store:
    from nomenklatur.catalog.store import Store  # noqa: PLC0415 - not needed to import

    return Store()


def authority_of(plan: Plan) -> Authority | None:
    """The kind of region that a plan's codes say, or its title and office; None if none does.

    A kabupaten or kota also names its provinsi, so the narrower word wins.
    """
    digits = {item.code.authority for item in plan.items if item.code is not None}
    if len(digits) == 1 and (digit := digits.pop()) is not None:
        return digit
    text = f"{plan.title} {plan.office}".lower()
    if re.search(r"\b(?:kabupaten|kab|kota)\b", text):
        return Authority.KABUPATEN_KOTA
    return Authority.PROVINSI if re.search(r"\b(?:provinsi|propinsi)\b", text) else None


def read_bidang(bidang: Code | str | None) -> Code | None:
    """The bidang urusan of an office as options say it.

    Raises:
        ConfigError: It is none.
    """
    if bidang is None or isinstance(bidang, Code):
        return bidang
    code = read_code(bidang, scheme=Scheme.NEW).code
    if code is None or code.bidang is None or code.program is not None or code.is_generic:
        raise ConfigError(
            _("{bidang!r} is no bidang urusan").format(bidang=bidang),
            remedy=_("write it like 2.17"),
        )
    return code
