"""Translating a plan by the ids of catalogs: everything that is needed is looked up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nomenklatur.codes import Authority, Code, Scheme, read_code
from nomenklatur.errors import ConfigError
from nomenklatur.mapper import EVERY_STEP, Mapper

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Sequence

    from nomenklatur.catalog import Catalog
    from nomenklatur.catalog.store import Store
    from nomenklatur.crosswalk import Crosswalk
    from nomenklatur.decisions import Decisions
    from nomenklatur.plan import Plan
    from nomenklatur.translation import Method, Translation

DEFAULT_SOURCE = "permendagri-13-2006"
DEFAULT_TARGET = "permendagri-90-2019"


def translate(  # noqa: PLR0913 - every one is a choice that a planner makes
    plan: Plan,
    *,
    source: str | Catalog | None = None,
    to: str | Catalog = DEFAULT_TARGET,
    crosswalks: Sequence[str | Crosswalk] | None = None,
    decisions: str | os.PathLike[str] | Decisions | None = None,
    authority: Authority | str | None = None,
    bidang: Code | str | None = None,
    steps: Collection[Method] = EVERY_STEP,
    store: Store | None = None,
) -> Translation:
    """Translate a plan into another nomenclature.

    Args:
        plan: The plan.
        source: The catalog that it is written in, or its id.
        to: The catalog to translate to, or its id.
        crosswalks: Mappings to trust, or their ids, the most trusted first; by default all
            that the store has between the two catalogs.
        decisions: What people decided, or the path of a decisions file.
        authority: The kind of region; by default what the plan's title says.
        bidang: The office's bidang urusan in the target catalog, such as ``2.17``.
        steps: The steps of the order of trust that may be taken.
        store: Where ids are looked up; by default the user's data folder and the embedded ones.

    Raises:
        NomenklaturError: A catalog, crosswalk or decisions file does not load.
    """
    mapper = make_mapper(
        plan,
        source=source,
        to=to,
        crosswalks=crosswalks,
        decisions=decisions,
        authority=authority,
        steps=steps,
        store=store,
    )
    return mapper.translate(plan, bidang=_bidang(bidang))


def make_mapper(  # noqa: PLR0913 - as in `translate`
    plan: Plan,
    *,
    source: str | Catalog | None = None,
    to: str | Catalog = DEFAULT_TARGET,
    crosswalks: Sequence[str | Crosswalk] | None = None,
    decisions: str | os.PathLike[str] | Decisions | None = None,
    authority: Authority | str | None = None,
    steps: Collection[Method] = EVERY_STEP,
    store: Store | None = None,
) -> Mapper:
    """The mapper for plans like this one; the arguments are those of `translate`.

    Raises:
        NomenklaturError: A catalog, crosswalk or decisions file does not load.
    """
    from nomenklatur.catalog.store import Store  # noqa: PLC0415 - not needed to import the library
    from nomenklatur.decisions import Decisions, read_decisions  # noqa: PLC0415 - the same

    store = store or Store()
    source = DEFAULT_SOURCE if source is None else source
    source = store.open_catalog(source) if isinstance(source, str) else source
    target = store.open_catalog(to) if isinstance(to, str) else to
    if crosswalks is None:
        crosswalks = store.crosswalks_between(source.id, target.id)
    if decisions is not None and not isinstance(decisions, Decisions):
        decisions = read_decisions(decisions)
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
        steps=frozenset(steps),
    )


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
