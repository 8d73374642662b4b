"""From what is said of a frame, and from the frame itself, to the work on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.codes import guess_scheme, read_code
from nomenklatur.errors import ConfigError
from nomenklatur.frame.answers import Answerer
from nomenklatur.frame.job import Job
from nomenklatur.language import _
from nomenklatur.plan import Plan, PlanItem
from nomenklatur.translate import make_mapper, read_bidang

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nomenklatur.codes import Scheme
    from nomenklatur.frame.answers import Row
    from nomenklatur.frame.job import Layout
    from nomenklatur.mapper import Mapper
    from nomenklatur.translate import Options


def make_job(
    layout: Layout, mapper: Mapper | None, options: Options, rows: Iterable[Row] | None
) -> Job:
    """The work on frames of a layout.

    Args:
        layout: Where they have what.
        mapper: The mapper, if there is one.
        options: The options that make one.
        rows: The rows, which say what the options leave open; None if they are not at hand.

    Raises:
        ConfigError: Both a mapper and options for another, or `source` is needed and not said.
    """
    bidang = read_bidang(options.get("bidang"))
    if mapper is not None:
        if others := sorted(options.keys() - {"bidang"}):
            raise ConfigError(
                _("a mapper and {others} say the same twice").format(others=", ".join(others)),
                remedy=_("make the mapper with them, or leave it out"),
            )
        scheme = _scheme_of(mapper) or _guessed(rows or ())
        return Job(Answerer(mapper, scheme, bidang), layout)
    if rows is None and options.get("source") is None:
        raise ConfigError(
            _("a frame that is not at hand does not say what it is written in"),
            remedy=_("say source='permendagri-13-2006', or give a mapper"),
        )
    known = tuple(dict.fromkeys(rows or ()))
    scheme = _guessed(known)
    mapper = make_mapper(_plan(known, scheme), **options)
    return Job(Answerer(mapper, _scheme_of(mapper) or scheme, bidang), layout)


def _plan(rows: Iterable[Row], scheme: Scheme | None) -> Plan:
    """The rows as a plan, for what a plan tells of where it is from."""
    return Plan(
        tuple(PlanItem(row.name, read_code(row.code, scheme=scheme).code, row.code) for row in rows)
    )


def _scheme_of(mapper: Mapper) -> Scheme | None:
    """The scheme of the codes that a mapper maps from, if it says one."""
    if mapper.source is not None:
        return mapper.source.info.scheme
    schemes = {row.source.scheme for crosswalk in mapper.crosswalks for row in crosswalk}
    return schemes.pop() if len(schemes) == 1 else None


def _guessed(rows: Iterable[Row]) -> Scheme | None:
    return guess_scheme(row.code for row in rows if row.code)
