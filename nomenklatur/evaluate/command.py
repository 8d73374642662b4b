"""Evaluating by the ids of catalogs: everything that is needed is looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.catalog.store import Store
from nomenklatur.codes import Authority, Scheme
from nomenklatur.evaluate.gold import read_gold
from nomenklatur.evaluate.run import Evaluation, evaluate, numbering_of
from nomenklatur.translate import DEFAULT_SOURCE, target_catalog

if TYPE_CHECKING:
    import os

    from nomenklatur.catalog import Catalog


def evaluate_file(  # noqa: PLR0913 - what is compared with what
    gold: str | os.PathLike[str],
    *,
    source: str | None = None,
    to: str | Catalog | None = None,
    authority: Authority | str | None = None,
    baselines: bool = False,
    semantic: bool = False,
    seed: int = 0,
    store: Store | None = None,
) -> Evaluation:
    """Run the matcher over a file of labelled activities.

    Args:
        gold: Path of the CSV; see `read_gold`.
        source: Id of the nomenclature that they are in, by default Permendagri 13/2006.
        to: The catalog to match against, or its id; by default Permendagri 90/2019.
        authority: The kind of region; by default the one that the labels say.
        baselines: Whether to run the plain methods too.
        semantic: Whether likeness in meaning counts; needs the extra ``semantic``.
        seed: Of the bootstrap of the intervals.
        store: Where ids are looked up.

    Raises:
        NomenklaturError: The file or a catalog does not load, or the extra is not installed.
    """
    store = store or Store()
    source = source or DEFAULT_SOURCE
    known = source in {listed.id for listed in store.catalogs()} or source != DEFAULT_SOURCE
    catalog = store.open_catalog(source) if known else None
    scheme = catalog.info.scheme if catalog is not None else Scheme.LEGACY
    rows = read_gold(gold, scheme=scheme)
    numbering = None
    if scheme is Scheme.LEGACY:
        numbering = numbering_of(rows)
        if numbering is None and catalog is not None:
            from nomenklatur.crosswalk.bidang import load_bidang  # noqa: PLC0415 - reads a file

            numbering = load_bidang().numbering_of(catalog)
    return evaluate(
        rows,
        target_catalog(to=to, store=store),
        source=catalog.id if catalog is not None else source,
        authority=Authority.from_label(authority) if isinstance(authority, str) else authority,
        numbering=numbering,
        baselines=baselines,
        semantic=semantic,
        seed=seed,
    )
