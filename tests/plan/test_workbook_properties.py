"""Whatever a workbook looks like, every activity is read once with its own money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nomenklatur.plan.read import read_plan
from tests.plan.workbooks import Page, save

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.plan.workbooks import Value

ONE, SPREAD, NUMBERS = "one column", "spread", "numbers"
PLAIN, TWO_ROWS, THREE_ROWS = "plain", "two rows", "three rows"
OFFICES = ("DINAS PEKERJAAN UMUM KABUPATEN CONTOH", "DINAS PERHUBUNGAN KABUPATEN CONTOH")
BIDANG = ("1.03", "2.15")
SIGNED = ("Contoh, 2 Januari 2025", "Kepala Dinas,", "Ir. BUDI SANTOSO, M.T.")
HARMLESS = {"NK403", "NK420", "NK421", "NK422"}

amounts = st.one_of(st.integers(1_000, 999_999), st.integers(1_000_000, 10**12))
shapes = st.lists(st.lists(st.integers(1, 3), min_size=1, max_size=2), min_size=1, max_size=3)
workbooks = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@frozen
class Sub:
    """A sub kegiatan with the segments of its code and its money before and after a change."""

    code: tuple[str, ...]
    name: str
    before: int
    after: int


@frozen
class Drawing:
    """How a workbook is drawn.

    Attributes:
        codes: How codes stand in cells.
        header: How many rows the header has, which tells how many columns of money there are.
        accounts: Whether rows of spending stand below each sub kegiatan.
        totals: Whether programs and kegiatan print their sums.
        page: After how many rows of the body a page ends; 0 for never.
        numbering: Whether a row ``1 2 3 …`` follows the header.
        texts: Whether amounts are texts with dots.
        jumlah: Whether a grand total stands below.
        signed: Whether it is signed.
        hidden: Which rows of the body are hidden, counted from 0.
    """

    codes: str
    header: str
    accounts: bool
    totals: bool
    page: int
    numbering: bool
    texts: bool
    jumlah: bool
    signed: bool
    hidden: frozenset[int]


drawings = st.builds(
    Drawing,
    codes=st.sampled_from([ONE, SPREAD, NUMBERS]),
    header=st.sampled_from([PLAIN, TWO_ROWS, THREE_ROWS]),
    accounts=st.booleans(),
    totals=st.booleans(),
    page=st.sampled_from([0, 0, 4, 7]),
    numbering=st.booleans(),
    texts=st.booleans(),
    jumlah=st.booleans(),
    signed=st.booleans(),
    hidden=st.frozensets(st.integers(0, 12), max_size=4),
)


@st.composite
def subs(draw: st.DrawFn, bidang: str = BIDANG[0]) -> tuple[Sub, ...]:
    """The sub kegiatan of an office."""
    shape = draw(shapes)
    found: list[Sub] = []
    for program, kegiatan in enumerate(shape, 2):
        for number, count in enumerate(kegiatan, 1):
            for sub in range(1, count + 1):
                code = (*bidang.split("."), f"{program:02}", f"2.{number:02}", f"{sub:04}")
                name = f"Pembangunan Ruas {len(found) + 1}"
                found.append(Sub(code, name, draw(amounts), draw(amounts)))
    return tuple(found)


class Drawn:
    """The rows of a sheet, as they are drawn."""

    def __init__(self, plan: tuple[Sub, ...], drawing: Drawing, office: str) -> None:
        self.plan, self.drawing = plan, drawing
        self.rows: list[list[Value]] = []
        self.hidden: list[int] = []
        self.merged: list[str] = []
        self.heads = 0
        self.width = 1 if drawing.codes == ONE else 5
        self.title = [["RENCANA KERJA"], [office], ["TAHUN 2025"]]
        self._head()
        body = list(self._body())
        for number, row in enumerate(body):
            if drawing.page and number and number % drawing.page == 0:
                self._head()
            if number in drawing.hidden:
                self.hidden.append(len(self.rows) + 1)
            self.rows.append(row)
        if drawing.jumlah:
            self.rows.append(self._row((), "JUMLAH", *self._sums(plan)))
        if drawing.signed:
            self.rows += [[*[None] * self.width, text] for text in SIGNED]

    def _head(self) -> None:
        first = len(self.rows) + len(self.title) + 1
        codes: list[Value] = ["Kode", *[None] * (self.width - 1)]
        none: list[Value] = [None] * (self.width + 1)
        match self.drawing.header:
            case "plain":
                header = [[*codes, "Uraian", "Pagu 2025"]]
            case "two rows":
                header = [
                    [*codes, "Uraian", "Pagu Indikatif 2025", None],
                    [*none, "Sebelum Perubahan", "Setelah Perubahan"],
                ]
            case _:
                header = [
                    [*codes, "Uraian", "Jumlah (Rp)", None, None],
                    [*none, "Tahun 2025", None, None],
                    [*none, "Sebelum Perubahan", "Setelah Perubahan", "Bertambah/(Berkurang)"],
                ]
        last = first + len(header) - 1
        if self.width > 1:
            self.merged.append(f"A{first}:E{last}")
        elif last > first:
            self.merged.append(f"A{first}:A{last}")
        self.rows += [*self.title, *header]
        if self.drawing.numbering:
            self.rows.append([str(i) for i in range(1, len(header[0]) + 1)])
        self.heads += 1

    def _body(self) -> Iterator[list[Value]]:
        before: tuple[str, ...] = ()
        for sub in self.plan:
            for depth in (3, 4):
                above = sub.code[:depth]
                if before[:depth] != above:
                    own = [one for one in self.plan if one.code[:depth] == above]
                    name = f"PROGRAM {above[-1]}" if depth == 3 else f"Penyelenggaraan {above[-1]}"
                    yield self._row(above, name, *(self._sums(own) if self.drawing.totals else ()))
            before = sub.code
            yield self._row(sub.code, sub.name, sub.before, sub.after)
            if self.drawing.accounts:
                yield from self._accounts(sub)

    def _accounts(self, sub: Sub) -> Iterator[list[Value]]:
        half = (sub.before // 2, sub.after // 2)
        rest = (sub.before - half[0], sub.after - half[1])
        yield self._row(("5.1.02.01.01.0024",), "Belanja Alat Tulis Kantor", *half)
        yield self._row(("5.1.02.04.01.0001",), "Belanja Perjalanan Dinas", *rest)

    def _sums(self, own: list[Sub] | tuple[Sub, ...]) -> tuple[int, int]:
        return sum(sub.before for sub in own), sum(sub.after for sub in own)

    def _row(self, code: tuple[str, ...], name: str, *money: int) -> list[Value]:
        cells: list[Value] = [".".join(code)] if self.width == 1 else [*code]
        if self.drawing.codes == NUMBERS and len(code) > 1:
            cells = [float(part) if "." in part else int(part) for part in code]
        cells += [None] * (self.width - len(cells))
        shown: tuple[int, ...] = money[1:]
        if self.drawing.header != PLAIN:
            shown = money
        if self.drawing.header == THREE_ROWS and money:
            shown = (*money, money[1] - money[0])
        return [*cells, name, *(self._amount(amount) for amount in shown)]

    def _amount(self, amount: int) -> Value:
        return f"{amount:,}".replace(",", ".") if self.drawing.texts else amount

    @property
    def page(self) -> Page:
        """The sheet."""
        formats = {"B": "00", "C": "00", "D": "0.00", "E": "0000"}
        return Page(
            self.rows,
            self.merged,
            self.hidden,
            formats=formats if self.drawing.codes == NUMBERS else {},
        )


@workbooks
@given(plan=subs(), drawing=drawings)
def test_every_activity_is_read_once_with_its_money(
    tmp_path: Path, plan: tuple[Sub, ...], drawing: Drawing
) -> None:
    drawn = Drawn(plan, drawing, OFFICES[0])
    found = read_plan(save(tmp_path / "rencana.xlsx", Renja=drawn.page))

    assert [(".".join(sub.code), sub.name) for sub in plan] == [
        (str(item.code), item.name) for item in found
    ]
    (own,) = found.main
    assert [sub.after for sub in plan] == [int(item.amounts[own.key]) for item in found]
    if drawing.header != PLAIN:
        before = next(column for column in found.columns if "Sebelum" in column.label)
        assert [sub.before for sub in plan] == [int(item.amounts[before.key]) for item in found]
    assert OFFICES[0] == found.office
    assert {finding.rule.code for finding in found.findings} <= HARMLESS


@workbooks
@given(plan=subs(), drawing=drawings)
def test_what_is_hidden_repeated_or_signed_is_told_and_nothing_else(
    tmp_path: Path, plan: tuple[Sub, ...], drawing: Drawing
) -> None:
    drawn = Drawn(plan, drawing, OFFICES[0])
    found = read_plan(save(tmp_path / "rencana.xlsx", Renja=drawn.page))

    told = {code: [f for f in found.findings if f.rule.code == code] for code in HARMLESS}
    assert bool(drawn.hidden) == bool(told["NK420"])
    for finding in told["NK420"]:
        assert finding.message.startswith(f"{len(drawn.hidden)} hidden row")
    assert (drawn.heads > 1) == bool(told["NK422"])
    assert (drawing.header != PLAIN) == bool(told["NK421"])
    assert drawing.accounts + drawing.signed == len(told["NK403"])


@workbooks
@given(first=subs(), second=subs(BIDANG[1]), drawing=drawings)
def test_the_plans_of_two_offices_in_one_sheet_are_one_and_each_by_itself(
    tmp_path: Path, first: tuple[Sub, ...], second: tuple[Sub, ...], drawing: Drawing
) -> None:
    drawn = [
        Drawn(plan, drawing, office) for plan, office in zip((first, second), OFFICES, strict=True)
    ]
    path = save(tmp_path / "rencana.xlsx", Renja=Page([*drawn[0].rows, *drawn[1].rows]))
    if drawing.codes == NUMBERS:  # without the formats of a sheet of its own zeros are lost
        return
    both = read_plan(path)
    assert sum(sub.after for plan in (first, second) for sub in plan) == sum(
        int(item.amounts[both.main[0].key]) for item in both
    )
    for number, (plan, office) in enumerate(zip((first, second), OFFICES, strict=True), 1):
        found = read_plan(path, table=f"#{number}")
        assert office == found.office
        (own,) = found.main
        assert [(".".join(sub.code), sub.after) for sub in plan] == [
            (str(item.code), int(item.amounts[own.key])) for item in found
        ]


@workbooks
@given(plan=subs(), drawing=drawings, data=st.data())
def test_one_wrong_amount_is_found_where_sums_are_printed(
    tmp_path: Path, plan: tuple[Sub, ...], drawing: Drawing, data: st.DataObject
) -> None:
    drawn = Drawn(plan, drawing, OFFICES[0])
    column = drawn.width + (1 if drawing.header == PLAIN else 2)
    wrong = data.draw(st.sampled_from(plan))
    row = next(row for row in drawn.rows if row[drawn.width : drawn.width + 1] == [wrong.name])
    amount = wrong.after + data.draw(st.integers(1, 10**6))
    row[column] = f"{amount:,}".replace(",", ".") if drawing.texts else amount
    found = read_plan(save(tmp_path / "rencana.xlsx", Renja=drawn.page))

    declares = drawing.accounts or drawing.totals or drawing.jumlah
    assert declares == ("NK301" in {finding.rule.code for finding in found.findings})
