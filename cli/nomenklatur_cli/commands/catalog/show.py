"""`nomenklatur catalog show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nomenklatur.language import N_, _, joined
from nomenklatur_cli.lazy import Command
from nomenklatur_cli.options import AUTHORITIES, LEVELS, Choice, option, output_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nomenklatur.catalog import Catalog, Entry
    from nomenklatur.catalog.store import Store
    from nomenklatur.codes import Authority, Code, Level
    from nomenklatur.crosswalk import Mapping
    from nomenklatur.report import Listing
    from nomenklatur_cli.output import Output


@click.command(
    "show",
    cls=Command,
    examples="""
    nomenklatur catalog show permendagri-90-2019
    nomenklatur catalog show 2.17.07.2.01.01
    nomenklatur catalog show permendagri-90-2019 2.17.07
    nomenklatur catalog show permendagri-90-2019 --level sub_kegiatan -f csv
    """,
)
@click.argument("what", metavar="ID|CODE")
@click.argument("code", required=False)
@option(
    "--level", type=Choice(LEVELS), metavar="LEVEL",
    help=N_("Lowest level to show: {choices}. By default program, below CODE all."),
)  # fmt: skip
@option(
    "--authority", type=Choice(AUTHORITIES), metavar="KIND",
    help=N_("Show the entries for one kind of region only."),
)  # fmt: skip
@output_options()
def command(
    what: str, code: str | None, level: str | None, authority: str | None, output: Output
) -> None:
    """Show a nomenclature, or what stands at a code.

    At a code: the branch above it and all below it, indikator, satuan and definition, and what
    it came from and became by the mappings at hand. A code alone is shown in every nomenclature
    that has it.
    """
    from nomenklatur.catalog.store import Store  # noqa: PLC0415 - not for --help
    from nomenklatur.codes import Authority, Level  # noqa: PLC0415 - the same
    from nomenklatur.report import Listings  # noqa: PLC0415 - the same
    from nomenklatur_cli import stored  # noqa: PLC0415 - the same

    store = Store()
    kind = Authority.from_label(authority) if authority else None
    if code is None and _is_code(store, what):
        what, code = "", what
    lowest = Level(level) if level else Level.PROGRAM if code is None else Level.SUB_KEGIATAN
    if code is None:
        opened = store.open_catalog(what)
        entries = [e for e in opened if e.level <= lowest and e.is_for(kind)]
        facts = stored.catalog_facts(opened)
        listings = (stored.entry_listing("entries", entries),)
        output.write(Listings("catalog", listings, facts, stored.facts_title(facts)))
        return
    if what:
        catalogs = [store.open_catalog(what)]
        found = [(catalogs[0], _code(catalogs[0], code))]
    else:
        found = list(_everywhere(store, code, kind))
    parts: list[Listing] = []
    for catalog, read in found:
        parts += _at_code(catalog, read, lowest, kind)
    parts += _history(store, [read for _one, read in found], [one.id for one, _code in found], kind)
    ids = ", ".join(one.id for one, _code in found)
    title = "" if what else _("{code} in {catalogs}").format(code=code, catalogs=ids)
    output.write(Listings("catalog", tuple(parts), {"code": code}, title))


def _is_code(store: Store, text: str) -> bool:
    """Whether a text is a code and no id of a nomenclature."""
    from nomenklatur.codes import read_code  # noqa: PLC0415 - not for --help

    if any(listed.id == text for listed in store.catalogs()):
        return False
    reading = read_code(text)
    return reading.code is not None or bool(reading.alternatives)


def _everywhere(
    store: Store, text: str, authority: Authority | None
) -> Iterator[tuple[Catalog, Code]]:
    """The nomenclatures that have a code."""
    from nomenklatur.errors import CatalogError  # noqa: PLC0415 - not for --help
    from nomenklatur.lookup import codes_of  # noqa: PLC0415 - the same

    found = False
    for listed in store.catalogs():
        catalog = store.open_catalog(listed.id)
        for code in codes_of(text):
            if catalog.get(code, authority) is not None:
                found = True
                yield catalog, code
                break
    if not found:
        raise CatalogError(
            _("no nomenclature at hand has {text}").format(text=text),
            remedy=_("catalog search finds names, catalog list says what is at hand"),
        )


def _code(catalog: Catalog, text: str) -> Code:
    from nomenklatur.codes import read_code  # noqa: PLC0415 - not for --help
    from nomenklatur.errors import CodeError  # noqa: PLC0415 - the same

    reading = read_code(text, scheme=catalog.info.scheme, known=catalog)
    if reading.code is not None:
        return reading.code
    if reading.alternatives:
        raise CodeError(
            _("{text!r} can be read as {codes}").format(
                text=text, codes=joined(reading.alternatives, _(" or "))
            ),
            remedy=_("write it in full"),
        )
    raise CodeError(
        _("{text!r} is no code of {id}").format(text=text, id=catalog.id),
        remedy=_("catalog search finds names"),
    )


def _at_code(
    catalog: Catalog, code: Code, lowest: Level, authority: Authority | None
) -> Iterator[Listing]:
    """The branch of a code, and what the nomenclature says of the entry itself."""
    from nomenklatur.report import Column, Listing  # noqa: PLC0415 - not for --help
    from nomenklatur_cli import stored  # noqa: PLC0415 - the same

    entry = catalog.require(code, authority)
    entries = list(_around(catalog, entry, lowest, authority))
    yield stored.entry_listing("entries", entries, catalog.id)
    said = {
        "kinerja": entry.kinerja,
        "indikator": entry.indikator,
        "satuan": entry.satuan,
        "definition": entry.definition,
        "official name": entry.official_name,
    } | dict(entry.extra)
    rows = tuple({"about": _(key), "text": text} for key, text in said.items() if text)
    if rows:
        columns = (Column(N_("about"), key="about"), Column(N_("text"), wraps=True))
        yield Listing("about", columns, rows)


def _around(
    catalog: Catalog, entry: Entry, lowest: Level, authority: Authority | None
) -> Iterator[Entry]:
    """The entry, after all above it and before all below it."""
    yield from catalog.ancestors(entry)
    for other in catalog:
        if other.level <= lowest and other.is_for(authority) and other.code.is_under(entry.code):
            yield other


def _history(
    store: Store, codes: list[Code], catalogs: list[str], authority: Authority | None
) -> Iterator[Listing]:
    """What codes came from and became, by the mappings from and to their nomenclatures."""
    from nomenklatur.lookup import mappings_of  # noqa: PLC0415 - not for --help
    from nomenklatur_cli import stored  # noqa: PLC0415 - the same

    before: list[Mapping] = []
    after: list[Mapping] = []
    for listed in store.crosswalks():
        if listed.problem or not {listed.source, listed.target} & set(catalogs):
            continue
        crosswalk = store.open_crosswalk(listed.id)
        if listed.target in catalogs:
            before += mappings_of(crosswalk, codes, "backward", authority)
        if listed.source in catalogs:
            after += mappings_of(crosswalk, codes, "forward", authority)
    if before:
        yield stored.mapping_listing("predecessors", before, _("Comes from"))
    if after:
        yield stored.mapping_listing("successors", after, _("Becomes"))
