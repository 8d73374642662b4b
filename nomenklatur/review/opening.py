"""Opening a review: from a plan and a decisions file to a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from nomenklatur.errors import ConfigError
from nomenklatur.language import _
from nomenklatur.report.balance import column_keys
from nomenklatur.review.queue import Queue
from nomenklatur.review.session import Session
from nomenklatur.translate import make_mapper, read_bidang
from nomenklatur.translation import Method

if TYPE_CHECKING:
    from typing import Unpack

    from nomenklatur.plan import Plan
    from nomenklatur.review.session import Log
    from nomenklatur.translate import Options


def open_session(
    plan: Plan,
    log: Log,
    *,
    author: str = "",
    column: str = "",
    below: float = 0.0,
    **options: Unpack[Options],
) -> Session:
    """Open a plan for review.

    What was decided before is a precedent for what is proposed now, but is not applied: all of it
    stays in the queue, where it can be looked at again.

    Args:
        plan: The plan.
        log: Where decisions are kept.
        author: Who decides.
        column: The column of money whose amounts order the questions; by default the first.
        below: Items mapped by a likely name are asked too where its probability is below this.
        options: How to translate, as for `nomenklatur.translate`.

    Raises:
        ConfigError: The plan has no such column.
        NomenklaturError: A catalog or crosswalk does not load, or the decisions file.
    """
    known = column_keys(plan)
    if column and column not in known:
        raise ConfigError(
            _("the plan has no column {column!r}").format(column=column),
            remedy=_("one of {known}").format(known=", ".join(known)),
        )
    decisions = log.read()
    options = {**options, "decisions": decisions}
    mapper = make_mapper(plan, **options)
    undecided = evolve(mapper, matcher=mapper.engine, steps=mapper.steps - {Method.DECISION})
    translation = undecided.translate(plan, bidang=read_bidang(options.get("bidang")))
    queue = Queue.of(translation, column, below=below, decisions=decisions)
    return Session(queue, log, author)
