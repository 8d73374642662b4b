"""The columns of money of a plan: which is the plan's own, what the others are, their names.

Beside the pagu an office prints what it was before a change, what was spent, what is left, its
quarters, its kinds of spending. All of it is kept, but only one column a year is the plan's.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.plan.columns.column import is_money
from nomenklatur.plan.plan import AmountColumn, AmountKind
from nomenklatur.plan.texts.amounts import read_money
from nomenklatur.plan.texts.headings import Role, names_period, tokens
from nomenklatur.tables.table import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nomenklatur.plan.columns.column import Column
    from nomenklatur.tables import Row

_KEY_WORDS: Final = (
    "pagu", "anggaran", "dana", "biaya", "alokasi", "belanja", "kebutuhan", "jumlah",
)  # fmt: skip
_FILLING: Final = frozenset({"rp", "tahun", "dalam", "rupiah", "n"})
_BEFORE: Final = frozenset({"sebelum", "semula", "murni", "awal", "lalu", "sebelumnya"})
_AFTER: Final = frozenset({
    "sesudah", "setelah", "menjadi", "perubahan", "pergeseran", "dppa", "papbd", "ubah",
})  # fmt: skip
_SPENDING: Final = frozenset({
    "operasi", "modal", "terduga", "transfer", "pegawai", "hibah", "bagi", "btt", "barang",
    "langsung",
})  # fmt: skip
_LEVELS: Final = frozenset({
    "program", "kegiatan", "skpd", "opd", "unit", "bidang", "urusan", "pd",
})  # fmt: skip
_SUMS: Final = frozenset({"jumlah", "total", "akhir", "seluruh", "keseluruhan", "periode"})


@frozen
class MoneyColumn:
    """A column of money and its name in the plan."""

    column: Column
    amount: AmountColumn


def money_columns(
    columns: Iterable[Column], base: int | None, rows: Sequence[Row] = ()
) -> tuple[MoneyColumn, ...]:
    """The columns of money with their keys: the year, or what tells it from its like.

    The plan's own come first, so that whoever shows one column alone shows the right one.

    Args:
        columns: The columns of one side of a table.
        base: The plan's first year, if known.
        rows: Rows of the table, whose amounts tell which column is the sum of others.
    """
    found = [column for column in columns if is_money(column)]
    years = [_year(column, base) for column in found]
    kinds = _kinds(found, years, _sums(found, rows))
    money = [
        MoneyColumn(column, AmountColumn(key, column.label, year, kind))
        for column, year, kind, key in zip(
            found, years, kinds, _keys(found, years, kinds), strict=True
        )
    ]
    return tuple(
        sorted(money, key=lambda m: (m.amount.kind is not AmountKind.PLAN, not m.column.chosen))
    )


def _year(column: Column, base: int | None) -> int | None:
    if column.year is not None:
        return column.year
    if base is None or column.ordinal is not None:
        return None
    return base + (column.ahead or 0)


def _sums(columns: Sequence[Column], rows: Sequence[Row]) -> dict[int, tuple[int, ...]]:
    """Which columns are the sums of which others in every row, as positions."""
    amounts = [[_amount(row, column) for row in rows] for column in columns]
    found: dict[int, tuple[int, ...]] = {}
    for i, column in enumerate(columns):
        if not any(amounts[i]):
            continue
        others = [j for j, other in enumerate(columns) if j != i and other.role is column.role]
        left, right = [j for j in others if j < i], [j for j in others if j > i]
        groups = [others, left, right]
        groups += [left[-n:] for n in range(2, len(left))]
        groups += [right[:n] for n in range(2, len(right))]
        for group in groups:
            filled = [j for j in group if any(amounts[j])]
            if len(filled) > 1 and all(
                abs(sum(amounts[j][row] for j in group) - own) <= len(group)
                for row, own in enumerate(amounts[i])
            ):
                found[i] = tuple(group)
                break
    return found


def _amount(row: Row, column: Column) -> int:
    cell = row.cells[column.index] if column.index < len(row.cells) else EMPTY
    amount = read_money(cell).amount
    return int(amount) if amount is not None else 0


def _kinds(
    columns: Sequence[Column], years: Sequence[int | None], sums: Mapping[int, tuple[int, ...]]
) -> list[AmountKind]:
    """What the amounts of each column are; one a year is the plan's own."""
    kinds = [_kind(column) for column in columns]
    for whole, parts in sums.items():
        for part in parts:
            if years[part] == years[whole] and kinds[part] is AmountKind.PLAN:
                kinds[part] = AmountKind.PART
        if kinds[whole] is AmountKind.PART:
            kinds[whole] = AmountKind.PLAN
    periods = [
        f"{year}" if year else _ordinal_key(c) for c, year in zip(columns, years, strict=True)
    ]
    for period in dict.fromkeys(periods):
        own = [i for i, p in enumerate(periods) if p == period]
        _settle(columns, kinds, own)
    several = {p for p, kind in zip(periods, kinds, strict=True) if p and kind is AmountKind.PLAN}
    for i, column in enumerate(columns):
        if kinds[i] is AmountKind.PLAN and len(several) > 1 and not periods[i]:
            words = set(tokens(column.label))
            kinds[i] = AmountKind.SUM if words & _SUMS else AmountKind.OTHER
    _take_chosen(columns, kinds, periods)
    return kinds


def _take_chosen(
    columns: Sequence[Column], kinds: list[AmountKind], periods: Sequence[str]
) -> None:
    """Make the columns that a person chose the plan's own, and the others of their years none."""
    for i, column in enumerate(columns):
        if not column.chosen or column.role is not Role.AMOUNT:
            continue
        for j, other in enumerate(columns):
            if periods[j] == periods[i] and kinds[j] is AmountKind.PLAN and not other.chosen:
                kinds[j] = AmountKind.OTHER
        kinds[i] = AmountKind.PLAN


def _kind(column: Column) -> AmountKind:
    """What a column's own words say it is."""
    if column.role is Role.REALISATION:
        return AmountKind.REALISATION
    if column.role is Role.DIFFERENCE:
        return AmountKind.DIFFERENCE
    if column.ahead is not None and column.ahead < 0:
        return AmountKind.BEFORE
    if is_declared(column):
        return AmountKind.OTHER
    period = names_period(column.heading) or names_period(column.over)
    words = set(tokens(f"{column.over} {column.heading}"))
    if period or (words & _SPENDING and not words & _SUMS):
        return AmountKind.PART
    return AmountKind.PLAN


def is_declared(column: Column) -> bool:
    """Whether a column repeats the sum of a program, an office or another level in every row."""
    words = tokens(column.heading)
    return bool({"total", "jumlah"} & set(words[:1])) and bool(_LEVELS & set(words[1:]))


def _settle(columns: Sequence[Column], kinds: list[AmountKind], own: Sequence[int]) -> None:
    """Choose the plan's own among the columns of one year; parts of nothing are its own too."""
    whole = [i for i in own if kinds[i] is AmountKind.PLAN]
    if not whole:
        parts = [i for i in own if kinds[i] is AmountKind.PART]
        for i in parts:
            kinds[i] = AmountKind.PLAN
        return
    words = {i: set(tokens(columns[i].label)) for i in whole}
    after = [i for i in whole if words[i] & _AFTER and not words[i] & _BEFORE]
    before = [i for i in whole if words[i] & _BEFORE]
    rest = [i for i in whole if i not in after and i not in before]
    chosen = (after[-1:] or rest or before)[0]
    for i in whole:
        if i != chosen:
            changed = i not in rest or len(rest) == 1
            kinds[i] = AmountKind.BEFORE if after and changed else AmountKind.OTHER


def _keys(
    columns: Sequence[Column], years: Sequence[int | None], kinds: Sequence[AmountKind]
) -> list[str]:
    plain = [str(year) if year else _ordinal_key(c) for c, year in zip(columns, years, strict=True)]
    counts = Counter(plain)
    keys = [
        key if key and counts[key] == 1 and kind is not AmountKind.DIFFERENCE
        else f"{key} {_word(column)}".strip()
        for key, column, kind in zip(plain, columns, kinds, strict=True)
    ]  # fmt: skip
    if len(set(keys)) < len(keys):
        keys = [
            f"{key} {' '.join(_bare(f'{column.over} {column.heading}'))}".strip() or "jumlah"
            for key, column in zip(plain, columns, strict=True)
        ]
    seen: Counter[str] = Counter()
    unique = []
    for key in keys:
        seen[key] += 1
        unique.append(key if seen[key] == 1 else f"{key} ({seen[key]})")
    return unique


def _ordinal_key(column: Column) -> str:
    return f"tahun {column.ordinal}" if column.ordinal is not None else ""


def _bare(label: str) -> list[str]:
    return [word for word in tokens(label) if word not in _FILLING and not word.isdigit()]


def _word(column: Column) -> str:
    """The word that names a column of money: ``anggaran``, ``realisasi``."""
    words = _bare(column.label)
    own = _bare(f"{column.over} {column.heading}")
    if column.role is Role.REALISATION:
        return "realisasi"
    if column.role is Role.DIFFERENCE:
        return " ".join(_bare(column.heading) or own) or "selisih"
    return next((word for word in _KEY_WORDS if word in words), " ".join(own) or "jumlah")
