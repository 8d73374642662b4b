"""A plan printed into a PDF is read back: no amount changes, no row vanishes, no word is lost."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from nomenklatur.codes import Code, Scheme
from nomenklatur.plan.read import plan_of
from nomenklatur.tables.read import read_bytes
from tests.pdf.paper import Look, Paper
from tests.strategies.plans import KegiatanSpec, PlanSpec, ProgramSpec, plan_specs
from tests.strategies.tables import LEGACY, ONE_COLUMN, STEPS, Drawing, draw, drawings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nomenklatur.tables import Document, Table

pytestmark = pytest.mark.usefixtures("pdf_read_here")

BIDANG = Code.parse("1.15", scheme=Scheme.LEGACY)
FEW = settings(max_examples=max(settings.default.max_examples // 2, 10))

WIDE = {"number": 70.0, "name": 150.0, "text": 110.0, "target": 60.0, "amount": 84.0}
NARROW = {"number": 52.0, "name": 58.0, "text": 54.0, "target": 34.0, "amount": 38.0}


def widths_of(drawing: Drawing, years: int, wide: dict[str, float]) -> list[float]:
    names = 1 if drawing.names == ONE_COLUMN else 2
    return [
        wide["number"], *([wide["name"]] * names), wide["text"], wide["text"],
        *([wide["target"], wide["amount"]] * years),
    ]  # fmt: skip


def paper_of(table: Table, spec: PlanSpec, drawing: Drawing, look: Look) -> Paper:
    """A drawn table on paper; headers of years span the columns below them."""
    rows = [list(row.texts()) for row in table.rows]
    top = len(drawing.titles)
    rows = rows[top:]
    numbers = [row.number for row in table.rows][top:]
    breaks = frozenset(i for i, number in enumerate(numbers) if number in table.breaks)
    paper = Paper(rows, breaks=breaks, look=look)
    if drawing.two_rows:
        first = len(rows[0]) - 2 * len(spec.years)
        for start in [0, *(breaks if drawing.repeat else ())]:
            paper.merged |= {(start, first + 2 * i): (2, 1) for i in range(len(spec.years))}
            paper.merged |= {(start, i): (1, 2) for i in range(first) if rows[start][i]}
    return paper


def letters(texts: Sequence[str]) -> Counter[str]:
    return Counter(re.sub(r"[\s-]", "", "".join(texts)))


def said(table: Table, rule: str) -> int:
    return sum(finding.rule.code == rule for finding in table.findings)


def assert_read_back(paper: Paper, spec: PlanSpec, *, exact: bool, repeated: int) -> Document:
    document = read_bytes(paper.pdf(), "renja.pdf")
    (table,) = document.tables
    assert ("4.1", "Rencana Kerja") == (table.number, table.title)
    held = [cell.text for row in (*table.rows, *table.repeated) for cell in row.cells]
    assert letters([text for row in paper.rows for text in row]) == letters(held)
    rows = len(table.rows) + len(table.repeated)
    assert (len(paper.rows), repeated) == (rows, len(table.repeated))
    assert len(paper.cut_rows) == said(table, "NK404")
    assert len(table.rows) == len({row.number for row in table.rows})
    plan = plan_of(table, document, bidang=BIDANG)
    years = [str(year) for year in spec.years]
    expected = [(one.name, dict(zip(years, one.amounts, strict=True))) for _, one in spec.kegiatan]
    found = [(item.name, {k: int(a) for k, a in item.amounts.items()}) for item in plan]
    assert [amounts for _, amounts in expected] == [amounts for _, amounts in found]
    names = [name for name, _ in expected], [name for name, _ in found]
    if exact:
        assert names[0] == names[1]
    else:  # a blank too many or too few is said, not silent
        assert [re.sub(r"\s", "", n) for n in names[0]] == [re.sub(r"\s", "", n) for n in names[1]]
        if names[0] != names[1]:
            assert any(finding.rule.code == "NK433" for finding in table.findings)
    return document


def plan_with(*programs: tuple[str, ...]) -> PlanSpec:
    """A plan of a year: programs, each with its kegiatan behind its name."""
    indicators = (("Laporan", ("12 bulan",)),)
    return PlanSpec(
        (2021,),
        tuple(
            ProgramSpec(
                f"PROGRAM {name}",
                tuple(KegiatanSpec(k, (1_000_000,), indicators, "Kota Semarang") for k in kegiatan),
            )
            for name, *kegiatan in programs
        ),
    )


NO_ROOM_FOR_A_BLANK = plan_with((
    "PENINGKATAN SARANA DAN PRASARANA APARATUR", "Pengadaan Peralatan Rumah Tangga",
    "Sosialisasi Perizinan Usaha Simpan Pinjam", "Pengadaan Alat Tulis Kantor",
))  # fmt: skip
A_PROGRAM_ON_THE_NEXT_PAGE = plan_with(
    ("PEMASARAN DAN JARINGAN USAHA UMKM", "Pengadaan Jalan Desa", "Pembinaan Usaha Mikro"),
    ("PENGELOLAAN SUMBER DAYA AIR", "Pemeliharaan Jaringan Irigasi"),
)
AN_AMOUNT_ON_EITHER_PAGE = plan_with(
    ("PEMASARAN DAN JARINGAN USAHA UMKM", "Pengadaan Jalan Desa"),
    ("PENGELOLAAN SUMBER DAYA AIR", "Pemeliharaan Jaringan Irigasi"),
)

looks = st.builds(Look, size=st.sampled_from([6.5, 8, 9]), blanks=st.booleans(), cut=st.booleans())


@given(spec=plan_specs(), drawing=drawings(), look=looks)
@example(NO_ROOM_FOR_A_BLANK, Drawing(totals=False, breaks=3), Look(size=9, cut=True))
@example(
    A_PROGRAM_ON_THE_NEXT_PAGE,
    Drawing(LEGACY, STEPS, totals=False, breaks=3),
    Look(size=9, blanks=False),
)
@FEW
def test_no_amount_changes_and_no_row_vanishes(
    spec: PlanSpec, drawing: Drawing, look: Look
) -> None:
    drawing = evolve(drawing, shift=False, cut=False)
    table = draw(spec, drawing).table
    look.widths = widths_of(drawing, len(spec.years), WIDE)
    paper = paper_of(table, spec, drawing, look)
    header = 1 + drawing.two_rows + drawing.numbering
    repeated = header * len(paper.breaks) if drawing.repeat else 0
    assert_read_back(paper, spec, exact=look.blanks, repeated=repeated)


@given(spec=plan_specs(max_programs=2), drawing=drawings(), blanks=st.booleans())
@example(spec=AN_AMOUNT_ON_EITHER_PAGE, drawing=Drawing(names=STEPS, breaks=3), blanks=False)
@FEW
def test_columns_too_narrow_for_their_words_and_amounts_lose_nothing(
    spec: PlanSpec, drawing: Drawing, blanks: bool
) -> None:
    drawing = evolve(drawing, shift=False, cut=False, grouped=True)
    table = draw(spec, drawing).table
    look = Look(widths_of(drawing, len(spec.years), NARROW), size=8, blanks=blanks)
    paper = paper_of(table, spec, drawing, look)
    header = 1 + drawing.two_rows + drawing.numbering
    repeated = header * len(paper.breaks) if drawing.repeat else 0
    assert_read_back(paper, spec, exact=False, repeated=repeated)


@given(spec=plan_specs(), drawing=drawings(), middle=st.booleans())
@settings(max_examples=16)
def test_a_table_without_lines_keeps_its_rows_and_amounts(
    spec: PlanSpec, drawing: Drawing, middle: bool
) -> None:
    assume(len(spec.kegiatan) > 3)
    drawing = evolve(drawing, shift=False, cut=False, breaks=0, grouped=True, names=ONE_COLUMN)
    table = draw(spec, drawing).table
    look = Look(widths_of(drawing, len(spec.years), WIDE), lines=False, middle=middle)
    assert_read_back(paper_of(table, spec, drawing, look), spec, exact=True, repeated=0)
