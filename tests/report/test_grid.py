from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.report.grid import Column, Line, draw, tidy
from tests.report.translations import names

CODE = Column("code")
NAME = Column("name", wraps=True)
FIRST = Column("2021", right=True)
SECOND = Column("2022", right=True, optional=True)
ROW = Line(("1.10", "Penyediaan Jasa Komunikasi, Sumber Daya Air dan Listrik", "95.562.000", "9"))


def test_codes_and_money_are_printed_as_they_are() -> None:
    drawn = draw((CODE, FIRST), [Line(("1.10", "1.000")), Line(("2.1", "95.562.000"))], width=80)

    assert [
        "code        2021",
        "----  ----------",
        "1.10       1.000",
        "2.1   95.562.000",
    ] == drawn.splitlines()


def test_names_wrap_to_the_width_and_lose_no_word() -> None:
    drawn = draw((CODE, NAME, FIRST), [ROW], width=50)

    assert max(map(len, drawn.splitlines())) <= 50
    words = [word for line in drawn.splitlines()[2:] for word in line.split()]
    assert sorted(["1.10", *ROW.cells[1].split(), "95.562.000"]) == sorted(words)


def test_an_optional_column_is_left_out_where_it_does_not_fit_and_is_named() -> None:
    columns = (CODE, NAME, FIRST, SECOND)

    assert "2022" in draw(columns, [ROW], width=60).splitlines()[0]
    narrow = draw(columns, [ROW], width=41).splitlines()
    assert "2022" not in narrow[0]
    assert narrow[-1] == "Too narrow to show: 2022."


def test_a_rule_stands_above_the_totals_only() -> None:
    rows = [Line(("1", "5")), Line(("plan", "5"), "total"), Line(("difference", "0"), "total")]

    drawn = draw((CODE, FIRST), rows, width=80).splitlines()

    assert [1, 3] == [i for i, line in enumerate(drawn) if set(line) == {"-", " "}]


def test_equal_rows_before_and_among_totals_are_all_drawn() -> None:
    row, total = Line(("1", "5")), Line(("sum", "10"), "total")

    drawn = draw((CODE, FIRST), [row, row, total], width=80)

    assert 2 == drawn.count("\n1 ")


def test_roles_are_painted_without_moving_the_columns() -> None:
    def paint(role: str, text: str) -> str:
        return f"\x1b[31m{text}\x1b[0m" if role == "lost" else text

    rows = [Line(("1.10", "5"), "lost"), Line(("2.20.30", "95.562"))]

    painted = draw((CODE, FIRST), rows, width=80, paint=paint)

    assert "\x1b[31m1.10\x1b[0m" in painted
    bare = painted.replace("\x1b[31m", "").replace("\x1b[0m", "")
    assert draw((CODE, FIRST), rows, width=80) == bare


@given(names)
def test_no_text_of_a_plan_can_command_the_terminal(text: str) -> None:
    assert tidy(text).isprintable()
    assert tidy(tidy(text)) == tidy(text)


@given(st.text("abc -–.,/", max_size=60))
def test_a_printable_text_stays_as_it_is(text: str) -> None:
    assert text == tidy(text)


@given(st.lists(st.tuples(names, names), max_size=5), st.integers(30, 120))
def test_a_table_is_as_wide_as_asked_at_most(cells: list[tuple[str, str]], width: int) -> None:
    columns = (Column("old", wraps=True), Column("new", wraps=True))

    drawn = draw(columns, [Line(pair) for pair in cells], width=width)

    assert max(map(len, drawn.splitlines())) <= width
