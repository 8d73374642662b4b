"""Translating a plan by the ids of catalogs: everything that is needed is looked up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypedDict

from nomenklatur.codes import Authority, Code, Scheme, read_code
from nomenklatur.errors import ConfigError
from nomenklatur.mapper import EVERY_STEP, Mapper

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Sequence
    from typing import Unpack

    from nomenklatur.catalog import Catalog
    from nomenklatur.catalog.store import Store
    from nomenklatur.crosswalk import Crosswalk
    from nomenklatur.decisions import Decisions
    from nomenklatur.plan import Plan
    from nomenklatur.translation import Method, Translation

DEFAULT_SOURCE = "permendagri-13-2006"
DEFAULT_TARGET = "permendagri-90-2019"


class Options(TypedDict, total=False):
    """How to translate. Every one may be left out.

    Attributes:
        source: The catalog that the plan is written in, or its id.
        to: The catalog to translate to, or its id.
        crosswalks: Mappings to trust, or their ids, the most trusted first; by default all
            that the store has between the two catalogs.
        decisions: What people decided, or the path of a decisions file.
        authority: The kind of region; by default what the plan's title says.
        bidang: The office's bidang urusan in the target catalog, such as ``2.17``.
        steps: The steps of the order of trust that may be taken.
        store: Where ids are looked up; by default the user's data folder and the embedded ones.
    """

    source: str | Catalog | None
    to: str | Catalog | None
    crosswalks: Sequence[str | Crosswalk] | None
    decisions: str | os.PathLike[str] | Decisions | None
    authority: Authority | str | None
    bidang: Code | str | None
    steps: Collection[Method]
    store: Store | None


def translate(plan: Plan, **options: Unpack[Options]) -> Translation:
    """Translate a plan into another nomenclature.

    Args:
        plan: The plan.
        options: How; see `Options`.

    Raises:
        NomenklaturError: A catalog, crosswalk or decisions file does not load.
    """
    return make_mapper(plan, **options).translate(plan, bidang=_bidang(options.get("bidang")))


def make_mapper(plan: Plan, **options: Unpack[Options]) -> Mapper:
    """The mapper for plans like this one.

    Args:
        plan: A plan, whose title may say the kind of region.
        options: As for `translate`.

    Raises:
        NomenklaturError: A catalog, crosswalk or decisions file does not load.
    """
    from nomenklatur.decisions import Decisions, read_decisions  # noqa: PLC0415 - if needed

    store = options.get("store") or _store()
    source = options.get("source") or DEFAULT_SOURCE
    source = store.open_catalog(source) if isinstance(source, str) else source
    target = target_catalog(**options)
    crosswalks = options.get("crosswalks")
    if crosswalks is None:
        crosswalks = store.crosswalks_between(source.id, target.id)
    decisions = options.get("decisions")
    if decisions is not None and not isinstance(decisions, Decisions):
        decisions = read_decisions(decisions)
    authority = options.get("authority")
    if isinstance(authority, str):
        authority = Authority.from_label(authority)
    return Mapper(
        target,
        source,
        crosswalks=tuple(
            store.open_crosswalk(one) if isinstance(one, str) else one for one in crosswalks
        ),
        decisions=decisions or Decisions(),
        authority=authority or authority_of(plan),
        steps=frozenset(options.get("steps", EVERY_STEP)),
    )


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
    """The kind of region that a plan's title and office speak of; None if they do not.

    A kabupaten or kota also names its provinsi, so the narrower word wins.
    """
    text = f"{plan.title} {plan.office}".lower()
    if re.search(r"\b(?:kabupaten|kab\.|kota)\b", text):
        return Authority.KABUPATEN_KOTA
    return Authority.PROVINSI if re.search(r"\b(?:provinsi|propinsi)\b", text) else None


def _bidang(bidang: Code | str | None) -> Code | None:
    if bidang is None or isinstance(bidang, Code):
        return bidang
    code = read_code(bidang, scheme=Scheme.NEW).code
    if code is None or code.bidang is None or code.program is not None or code.is_generic:
        raise ConfigError(f"{bidang!r} is no bidang urusan", remedy="write it like 2.17")
    return code
