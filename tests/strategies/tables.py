"""Tables as people draw them: the same plan with and without codes, cut, shifted, repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import Factory, define, frozen
from hypothesis import strategies as st

from nomenklatur.places import Place
from nomenklatur.tables import Cell, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.strategies.plans import KegiatanSpec, PlanSpec, ProgramSpec

NO_CODES, LEGACY, NEW, NUMBERS = "no codes", "legacy", "new", "numbers"
ONE_COLUMN, STEPS, FLAT = "one column", "steps", "flat"


def table(  # noqa: PLR0913 - what a table may have
    rows: Iterable[Sequence[str]],
    *,
    number: str = "",
    title: str = "",
    breaks: Iterable[int] = (),
    file: str = "plan.csv",
    first: int = 1,
) -> Table:
    """A table of texts; its rows are numbered from `first`."""
    numbered = tuple(
        Row(first + i, tuple(Cell(" ".join(text.split())) for text in texts))
        for i, texts in enumerate(rows)
    )
    place = Place(file, table=number or None)
    filled = tuple(row for row in numbered if not row.is_blank())
    return Table(filled, place, number, title, frozenset(breaks), drawn=True)


@frozen
class Drawing:
    """How a table is drawn.

    Attributes:
        codes: Which codes are printed.
        names: Whether names of all levels share a column, stand in steps, or side by side.
        titles: Rows above the header.
        two_rows: Whether the header has a row of years above it.
        numbering: Whether a row ``(1) (2) …`` follows the header.
        office: Whether the first row is the office's, with the grand total.
        totals: Whether programs print their totals.
        jumlah: Whether the last row is a grand total.
        breaks: After how many rows of the body a page ends; 0 for never.
        repeat: Whether the header is printed again on each page.
        shift: Whether the pages after the first are drawn one column to the right.
        cut: Whether the last name on a page is cut in two.
        grouped: Whether amounts have dots between their thousands.
    """

    codes: str = NO_CODES
    names: str = ONE_COLUMN
    titles: tuple[str, ...] = ()
    two_rows: bool = False
    numbering: bool = False
    office: bool = False
    totals: bool = True
    jumlah: bool = False
    breaks: int = 0
    repeat: bool = False
    shift: bool = False
    cut: bool = False
    grouped: bool = True


@define
class Drawn:
    """A drawn table, with what was planted in it.

    Attributes:
        table: The table.
        wrong: Rows whose declared total was made wrong.
        cut: Rows that were cut in two.
        shifted: Rows that were drawn one column to the right.
    """

    table: Table
    wrong: list[int] = Factory(list)
    cut: list[int] = Factory(list)
    shifted: list[int] = Factory(list)


@st.composite
def drawings(draw: st.DrawFn) -> Drawing:
    """Any way of drawing a table that a reader can be expected to follow."""
    codes = draw(st.sampled_from([NO_CODES, LEGACY, NEW, NUMBERS]))
    names = draw(st.sampled_from([ONE_COLUMN, STEPS, FLAT]))
    breaks = draw(st.sampled_from([0, 0, 3, 5]))
    one, office = names == ONE_COLUMN, draw(st.booleans())
    flat = names == FLAT
    return Drawing(
        codes=codes,
        names=names,
        titles=draw(st.sampled_from([(), ("RENCANA KERJA TAHUN 2021", "DINAS KOPERASI")])),
        two_rows=draw(st.booleans()),
        numbering=draw(st.booleans()),
        office=office and one,
        totals=draw(st.booleans()) and not flat,
        jumlah=draw(st.booleans()) and not (one and office),
        breaks=breaks,
        repeat=draw(st.booleans()) and bool(breaks),
        shift=draw(st.booleans()) and bool(breaks) and one and codes == NO_CODES,
        cut=draw(st.booleans()) and bool(breaks) and not flat,
        grouped=draw(st.booleans()),
    )


def money(amount: int, *, grouped: bool = True) -> str:
    """An amount as plans print it."""
    return f"{amount:,}".replace(",", ".") if grouped else str(amount)


class Artist:
    """Draws a plan as a table.

    Args:
        spec: The plan.
        drawing: How to draw it.
        errors: How much to add to a declared total, by program (``None`` is the grand total)
            and column.
    """

    def __init__(
        self, spec: PlanSpec, drawing: Drawing, errors: dict[tuple[int | None, int], int]
    ) -> None:
        self.spec, self.drawing, self.errors = spec, drawing, errors
        self.rows: list[list[str]] = []
        self.wrong: list[int] = []
        self.cuttable: dict[int, int] = {}

    def draw(self) -> Drawn:
        """The table."""
        header = self._header()
        self.rows += [[title] for title in self.drawing.titles]
        self.rows += header
        if self.drawing.office:
            self._grand_total("DINAS KOPERASI DAN USAHA MIKRO")
        for index, program in enumerate(self.spec.programs):
            self._program(index, program)
        if self.drawing.jumlah:
            self._grand_total("JUMLAH")
        return self._paged(header)

    def _header(self) -> list[list[str]]:
        names = {
            ONE_COLUMN: ["Urusan/Bidang Urusan dan Program/Kegiatan"],
            STEPS: ["Uraian", ""],
            FLAT: ["Program", "Kegiatan"],
        }[self.drawing.names]
        top = ["No" if self.drawing.codes == NO_CODES else "Kode", *names, "Indikator", "Lokasi"]
        lower = [""] * len(top)
        for year in self.spec.years:
            if self.drawing.two_rows:
                top += [f"Rencana Tahun {year}", ""]
                lower += ["Target Capaian", "Pagu Indikatif"]
            else:
                top += [f"Target {year}", f"Pagu Indikatif {year}"]
        rows = [top, lower] if self.drawing.two_rows else [top]
        if self.drawing.numbering:
            rows.append([f"({i + 1})" for i in range(len(top))])
        return rows

    def _grand_total(self, name: str) -> None:
        amounts = [self._declared(None, i) for i in range(len(self.spec.years))]
        self._add("", name, "", amounts, wrong=self._is_wrong(None))

    def _program(self, index: int, program: ProgramSpec) -> None:
        if self.drawing.names != FLAT:
            declared = [self._declared(index, i) for i in range(len(self.spec.years))]
            shown = declared if self.drawing.totals else []
            wrong = self.drawing.totals and self._is_wrong(index)
            self._add(self._code(index), program.name, "", shown, wrong=wrong)
        for number, kegiatan in enumerate(program.kegiatan):
            self._kegiatan(index, number, program, kegiatan)

    def _kegiatan(
        self, index: int, number: int, program: ProgramSpec, kegiatan: KegiatanSpec
    ) -> None:
        above = program.name if self.drawing.names == FLAT else ""
        self._add(self._code(index, number), above, kegiatan.name, list(kegiatan.amounts), kegiatan)
        self.cuttable[len(self.rows) - 1] = 2 if self.drawing.names != ONE_COLUMN else 1
        for text, targets in kegiatan.indicators[1:]:
            row = ["", *([""] * self._name_width()), text, ""]
            for target in targets:
                row += [target, ""]
            self.rows.append(row)
            self.cuttable.pop(len(self.rows) - 2, None)

    def _add(  # noqa: PLR0913 - a row has many cells
        self,
        code: str,
        upper: str,
        name: str,
        amounts: list[int],
        kegiatan: KegiatanSpec | None = None,
        *,
        wrong: bool = False,
    ) -> None:
        names = [upper or name] if self.drawing.names == ONE_COLUMN else [upper, name]
        text = kegiatan.indicators[0] if kegiatan else ("", ("",) * len(self.spec.years))
        row = [code, *names, text[0], kegiatan.lokasi if kegiatan else ""]
        for i in range(len(self.spec.years)):
            shown = money(amounts[i], grouped=self.drawing.grouped) if amounts else ""
            row += [text[1][i], shown]
        if wrong:
            self.wrong.append(len(self.rows))
        self.rows.append(row)

    def _name_width(self) -> int:
        return 1 if self.drawing.names == ONE_COLUMN else 2

    def _code(self, program: int, kegiatan: int | None = None) -> str:
        codes = {
            NO_CODES: ("", ""),
            LEGACY: (f"1.15.00.{program + 15:02}", f".{(kegiatan or 0) + 1:03}"),
            NEW: (f"2.17.{program + 2:02}", f".2.{(kegiatan or 0) + 1:02}"),
            NUMBERS: (f"{program + 15:02}", f"{(kegiatan or 0) + 1:03}"),
        }
        above, below = codes[self.drawing.codes]
        if kegiatan is None:
            return above
        return below if self.drawing.codes == NUMBERS else above + below

    def _declared(self, program: int | None, column: int) -> int:
        error = self.errors.get((program, column), 0)
        if program is None:
            programs = range(len(self.spec.programs))
            if self.drawing.totals:
                return sum(self._declared(i, column) for i in programs) + error
            return self.spec.total(column) + error
        below = self.spec.programs[program].kegiatan
        return sum(one.amounts[column] for one in below) + error

    def _is_wrong(self, program: int | None) -> bool:
        return any(self.errors.get((program, i)) for i in range(len(self.spec.years)))

    def _paged(self, header: list[list[str]]) -> Drawn:
        """Break the rows into pages, and number them."""
        start = len(self.drawing.titles) + len(header)
        rows: list[list[str]] = []
        drawn = Drawn(table([]))
        breaks: list[int] = []
        shift = False
        for i, row in enumerate(self.rows):
            if self.drawing.breaks and i > start and (i - start) % self.drawing.breaks == 0:
                breaks.append(len(rows) + 1)
                shift = self.drawing.shift
                if self.drawing.repeat:
                    rows += [["", *line] if shift else line for line in header]
                rows += self._rest(rows, i - 1, drawn, shift=shift)
            if i in self.wrong:
                drawn.wrong.append(len(rows) + 1)
            if shift and i >= start:
                drawn.shifted.append(len(rows) + 1)
            rows.append(["", *row] if shift and i >= start else row)
        drawn.table = table(rows, breaks=breaks)
        return drawn

    def _rest(
        self, rows: list[list[str]], last: int, drawn: Drawn, *, shift: bool
    ) -> list[list[str]]:
        """The second piece of the last row of a page, if it is cut."""
        column = self.cuttable.get(last)
        if not self.drawing.cut or column is None:
            return []
        position = max(
            i for i, row in enumerate(rows) if row is self.rows[last] or row[1:] == self.rows[last]
        )
        kept = list(rows[position])
        column += len(kept) - len(self.rows[last])
        words = kept[column].split()
        kept[column] = " ".join(words[:1])
        rest = [""] * len(self.rows[last])
        rest[self.cuttable[last]] = " ".join(words[1:])
        rows[position] = kept
        drawn.cut.append(position + 1)
        return [["", *rest] if shift else rest]


def draw(
    spec: PlanSpec, drawing: Drawing, errors: dict[tuple[int | None, int], int] | None = None
) -> Drawn:
    """Draw a plan as a table; see `Artist`."""
    return Artist(spec, drawing, errors or {}).draw()


HEADINGS = (
    "No", "Kode", "Uraian", "Program/Kegiatan", "Program", "Kegiatan", "Sub Kegiatan", "Indikator",
    "Target", "Lokasi", "Pagu", "Pagu 2024", "Anggaran", "Realisasi", "%", "Selisih", "Sumber Dana",
    "Keterangan", "Tahun", "SKPD", "Level", "Rencana Tahun 2024", "Jumlah", "", "Rp", "Satuan",
)  # fmt: skip
TEXTS = (
    "", "", "", "PROGRAM PELAYANAN", "Penyediaan Alat", "dan Penggandaan", "JUMLAH", "TOTAL",
    "BELANJA TIDAK LANGSUNG", "BELANJA PEGAWAI", "BELANJA LANGSUNG", "DINAS KOPERASI",
    "URUSAN WAJIB", "URUSAN PEMERINTAHAN BIDANG KOPERASI", "Kegiatan", "Jumlah orang", "100%",
    "12 bulan", "-", "1.000.000", "2.500.000", "398.000", "Rp 5.000,-", "(1.000.000)",
    "107928192.77", "n/a", "0", "1.15.16", "1.15.00.16.021", "2.17.07.2.01", "2.17.07.2.01.01",
    "X.XX.01", "01", "002", "1", "I", "1.3", "2024", "2025", "Kota Semarang", "(1)", "1. 2", "…",
    "\u00a0x",
)  # fmt: skip


@st.composite
def noise(draw: st.DrawFn) -> Table:
    """Any table at all: headings and cells without sense, mostly with names and money."""
    name = draw(st.sampled_from(["Uraian", "Program/Kegiatan", "Kegiatan", "Indikator"]))
    money_heading = draw(st.sampled_from(["Pagu 2024", "Anggaran", "Jumlah", "Target"]))
    others = draw(st.lists(st.sampled_from(HEADINGS), max_size=5))
    header = draw(st.permutations([name, money_heading, *others]))
    width = len(header)
    below = st.lists(st.sampled_from(HEADINGS), min_size=width, max_size=width)
    cells = st.lists(st.sampled_from(TEXTS), min_size=1, max_size=width + 1)
    rows = [header, *draw(st.lists(below, max_size=1)), *draw(st.lists(cells, max_size=12))]
    breaks = draw(st.lists(st.integers(2, 14), max_size=2))
    return table(rows, title=draw(st.sampled_from(["", "TAHUN 2021"])), breaks=breaks)
