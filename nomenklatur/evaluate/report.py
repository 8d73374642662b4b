"""An evaluation as lists: the same facts for JSON, for tables and for CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.evaluate.run import SHOWN
from nomenklatur.language import N_, _, ngettext
from nomenklatur.report.grid import Column
from nomenklatur.report.payloads import Listing, Listings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nomenklatur.evaluate.figures import Interval
    from nomenklatur.evaluate.run import Evaluation, Judged

_SHARES = ("top1", "top3", "top5", "mrr")


def facts(evaluation: Evaluation) -> dict[str, object]:
    """The figures of an evaluation, for JSON."""
    figures = evaluation.figures
    return {
        "from": evaluation.source,
        "to": evaluation.target.id,
        "authority": evaluation.authority.label if evaluation.authority else None,
        **figures.as_dict(),
        "accepted": len(evaluation.accepted),
        "accepted_right": evaluation.accepted_right,
        "none_accepted": evaluation.none_accepted,
        "precision": round(evaluation.precision.value, 4),
        "coverage": round(evaluation.coverage.value, 4),
        "ece": round(evaluation.ece.value, 4),
        "brier": round(evaluation.brier.value, 4),
        "rows_per_second": round(evaluation.rows_per_second, 1),
        "intervals": {key: interval.as_list() for key, interval in intervals(evaluation).items()},
        "seed": evaluation.seed,
        "unknown_labels": [str(code) for code, _ in evaluation.unknown],
    }


def intervals(evaluation: Evaluation) -> dict[str, Interval]:
    """The figures that have an interval."""
    own = {key: getattr(evaluation.figures, key) for key in _SHARES}
    rest = {key: getattr(evaluation, key) for key in ("precision", "coverage", "ece", "brier")}
    return own | rest


def listings(evaluation: Evaluation) -> Listings:
    """An evaluation as a report."""
    lists = [_figures(evaluation)]
    if evaluation.baselines:
        lists.append(_baselines(evaluation))
    lists += [
        _reliability(evaluation),
        _groups("by_method", _("By method"), evaluation.by(lambda j: j.outcome)),
        _groups("by_bidang", _("By bidang urusan"), evaluation.by(lambda j: j.row.bidang)),
        _misses(evaluation),
    ]
    kind = evaluation.authority.label if evaluation.authority else _("every kind of region")
    title = ngettext(
        "{n} labelled activity, to {id} ({kind})",
        "{n} labelled activities, to {id} ({kind})",
        len(evaluation.rows),
    ).format(n=len(evaluation.rows), id=evaluation.target.id, kind=kind)
    return Listings("evaluation", tuple(lists), facts(evaluation), title)


_WORDS = {
    "top1": N_("first place (of those with a home)"),
    "top3": N_("first three"),
    "top5": N_("first five"),
    "mrr": N_("mean reciprocal rank"),
    "precision": N_("right among the accepted"),
    "coverage": N_("accepted"),
    "ece": N_("calibration error (10 bins)"),
    "brier": N_("Brier score"),
}


def _figures(evaluation: Evaluation) -> Listing:
    rows: list[dict[str, object]] = []
    records = []
    for key, interval in intervals(evaluation).items():
        records.append(
            {
                "figure": key,
                "value": round(interval.value, 4),
                "low": round(interval.low, 4),
                "high": round(interval.high, 4),
            }
        )
        percent = key not in {"mrr", "ece", "brier"}
        rows.append(
            {
                "figure": _(_WORDS[key]),
                "value": _shown(interval.value, percent=percent),
                "interval": _("{low} to {high}").format(
                    low=_shown(interval.low, percent=percent),
                    high=_shown(interval.high, percent=percent),
                ),
            }
        )
    figures = evaluation.figures
    rows += [
        {"figure": _("rows, with a home"), "value": f"{figures.n}, {figures.n_with_home}"},
        {
            "figure": _("accepted, right, without a home"),
            "value": f"{len(evaluation.accepted)}, {evaluation.accepted_right}, "
            f"{evaluation.none_accepted}",
        },
        {"figure": _("rows a second"), "value": f"{evaluation.rows_per_second:,.0f}"},
    ]
    notes = tuple(
        _("{place}: the label {code} is not in {id}").format(
            place=row.place, code=code, id=evaluation.target.id
        )
        for code, row in evaluation.unknown[:5]
    )
    more = len(evaluation.unknown) - len(notes)
    columns = (
        Column(N_("Figure")),
        Column(N_("Value"), right=True),
        Column("95 %", key="interval"),
    )
    if more:
        notes = (*notes, ngettext("… and {n} more", "… and {n} more", more).format(n=more))
    return Listing("figures", columns, tuple(records), rows=tuple(rows), notes=notes)


def _baselines(evaluation: Evaluation) -> Listing:
    own = ("nomenklatur", _("this project"), evaluation.figures, evaluation.rows_per_second)
    every = [own, *((b.name, b.about, b.figures, b.rows_per_second) for b in evaluation.baselines)]
    records = [
        {"method": name, "about": about, **figures.as_dict(), "rows_per_second": round(speed, 1)}
        for name, about, figures, speed in every
    ]
    rows = [
        {
            "method": name,
            **{key: _shown(getattr(figures, key).value, percent=key != "mrr") for key in _SHARES},
            "rows_per_second": f"{speed:,.0f}",
            "about": _(about),
        }
        for name, about, figures, speed in every
    ]
    columns = (
        Column(N_("Method")),
        *(Column(key.upper() if key == "mrr" else key, key=key, right=True) for key in _SHARES),
        Column(N_("Rows/s"), key="rows_per_second", right=True),
        Column(N_("About"), wraps=True, optional=True),
    )
    return Listing(
        "baselines", columns, tuple(records), _("Beside plain methods"), rows=tuple(rows)
    )


def _reliability(evaluation: Evaluation) -> Listing:
    records = tuple(
        {
            "from": bin_.low,
            "to": bin_.high,
            "n": bin_.n,
            "shown": round(bin_.shown, 4),
            "right": round(bin_.right, 4),
        }
        for bin_ in evaluation.reliability
    )
    rows = tuple(
        {
            "bin": _("{low} to {high}").format(low=f"{r['from']:.1f}", high=f"{r['to']:.1f}"),
            "n": r["n"],
            "shown": _shown(float(r["shown"])) if r["n"] else "",
            "right": _shown(float(r["right"])) if r["n"] else "",
        }
        for r in records
    )
    columns = (
        Column(N_("Probability"), key="bin"),
        Column(N_("Rows"), key="n", right=True),
        Column(N_("Shown"), right=True),
        Column(N_("Right"), right=True),
    )
    return Listing(
        "reliability",
        columns,
        records,
        _("Probability shown, and how often it was right"),
        rows=rows,
    )


def _groups(key: str, title: str, groups: Mapping[str, Sequence[Judged]]) -> Listing:
    records = [_group(name, rows) for name, rows in groups.items()]
    columns = (
        Column(N_("Group"), wraps=True),
        Column(N_("Rows"), key="n", right=True),
        Column(N_("With home"), key="n_with_home", right=True),
        Column(N_("First"), key="top1", right=True),
        Column(N_("First five"), key="top5", right=True),
        Column(N_("Accepted"), key="accepted", right=True),
        Column(N_("Right"), key="accepted_right", right=True),
    )
    shown = tuple(
        record | {k: _shown(float(str(record[k]))) for k in ("top1", "top5")} for record in records
    )
    return Listing(key, columns, tuple(records), title, rows=shown)


def _group(name: str, rows: Sequence[Judged]) -> dict[str, object]:
    home = [judged for judged in rows if judged.row.has_home]
    taken = [judged for judged in rows if judged.accepted]

    def share(top: int) -> float:
        hits = sum(j.rank is not None and j.rank <= top for j in home)
        return round(hits / len(home), 4) if home else 0.0

    return {
        "group": name,
        "n": len(rows),
        "n_with_home": len(home),
        "top1": share(1),
        "top3": share(3),
        "top5": share(SHOWN),
        "accepted": len(taken),
        "accepted_right": sum(judged.right for judged in taken),
    }


def _misses(evaluation: Evaluation) -> Listing:
    records = tuple(_miss(judged) for judged in evaluation.misses)
    columns = (
        Column(N_("Row"), right=True),
        Column(N_("Kegiatan"), key="name", wraps=True),
        Column(N_("Best")),
        Column(N_("Rank"), right=True),
        Column(N_("Shown first"), key="first", wraps=True),
        Column(N_("Probability"), key="score", right=True),
        Column(N_("Taken"), key="accepted"),
    )
    rows = tuple(
        {
            "row": record["row"],
            "name": f"{record['code']} {record['name']}".strip(),
            "best": record["best"],
            "rank": record["rank"] or f">{SHOWN * 2}",
            "first": _first(judged),
            "score": f"{judged.candidates[0].score:.2f}" if judged.candidates else "",
            "accepted": _("yes") if judged.accepted else "",
        }
        for record, judged in zip(records, evaluation.misses, strict=True)
    )
    return Listing("misses", columns, records, _("Misses"), rows=rows)


def _first(judged: Judged) -> str:
    if not judged.candidates:
        return ""
    entry = judged.candidates[0].entry
    return f"{entry.code} {entry.name}"


def _miss(judged: Judged) -> dict[str, object]:
    row = judged.row
    return {
        "row": row.place.row,
        "code": str(row.code) if row.code else "",
        "bidang": row.bidang,
        "program": row.program,
        "name": row.name,
        "best": str(row.best) if row.best else "NONE",
        "acceptable": _codes(row.acceptable),
        "rank": judged.rank,
        "accepted": judged.accepted,
        "method": judged.outcome,
        "candidates": [
            {"code": str(one.entry.code), "name": one.entry.name, "score": one.score}
            for one in judged.candidates[:SHOWN]
        ],
    }


def _codes(codes: Iterable[object]) -> list[str]:
    return sorted(str(code) for code in codes)


def _shown(value: float, *, percent: bool = True) -> str:
    return f"{value:.1%}" if percent else f"{value:.3f}"
