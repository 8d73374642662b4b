"""Codes as people spell them are read, reported, and never guessed."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nomenklatur.codes import Code, CodeReading, Level, Scheme, read_code
from tests.strategies.codes import Misspelling, any_texts, codes, levels, misspellings, schemes

LEGACY, NEW = Scheme.LEGACY, Scheme.NEW


def legacy(text: str, level: Level | None = None) -> Code:
    return Code.parse(text, scheme=LEGACY, level=level)


def shown(reading: CodeReading) -> list[str]:
    return [f"{code.scheme.value} {code.level.value} {code}" for code in reading.alternatives]


@pytest.mark.parametrize(
    ("text", "code", "level", "repair"),
    [
        ("00.00.01", "0.00.01", Level.PROGRAM, "leading zero of urusan 00 dropped"),
        ("01.15.17", "1.15.17", Level.PROGRAM, "leading zero of urusan 01 dropped"),
        ("02.17", "2.17", Level.BIDANG_URUSAN, "leading zero of urusan 02 dropped"),
        ("02.17.08", "2.17.08", Level.PROGRAM, "leading zero of urusan 02 dropped"),
        ("x.xx.01", "X.XX.01", Level.PROGRAM, "lower-case x read as X"),
        ("1.3.02", "1.03.02", Level.PROGRAM, "leading zero of bidang urusan 3 added"),
        (
            *("1.3.02.2.01.0109", "1.03.02.2.01.0109", Level.SUB_KEGIATAN),
            "leading zero of bidang urusan 3 added",
        ),
        (
            *("1.01.01.02.01.0001", "1.01.01.2.01.0001", Level.SUB_KEGIATAN),
            "authority written 02",
        ),
        (
            *("1.15.00.18.02.4", "1.15.00.18.024", Level.KEGIATAN),
            "02 and 4 joined, cut by a line or page break",
        ),
        (
            *("2.17.07.2.01.00.01", "2.17.07.2.01.0001", Level.SUB_KEGIATAN),
            "00 and 01 joined, cut by a line or page break",
        ),
        (
            *("1.15.00.1.8.024", "1.15.00.18.024", Level.KEGIATAN),
            "1 and 8 joined, cut by a line or page break",
        ),
        ("1.02.1.02.01.01.", "1.02.01.01", Level.PROGRAM, "office 1.02.01 read as unit 01"),
        ("1.02.1.02.01.01.02.", "1.02.01.01.02", Level.KEGIATAN, "trailing dot left out"),
        (
            *("1.06.1.20.05.15.01", "1.06.05.15.01", Level.KEGIATAN),
            "office 1.20.05 read as unit 05",
        ),
        (
            *("1.03 . 1.03.01 . 01 . 01 . 07 ", "1.03.01.01.07", Level.KEGIATAN),
            "sub-unit 01 left out",
        ),
        ("4.05.  4.05.01 . 01", "4.05.01.01", Level.PROGRAM, "blanks left out"),
        (
            *("2.17.07.201.01", "2.17.07.2.01.01", Level.SUB_KEGIATAN),
            "dot between authority and kegiatan number added",
        ),
        ("x.xx.01.002", "0.00.01.002", Level.KEGIATAN, "XX of bidang read as 00"),
        ("X.X.01", "X.XX.01", Level.PROGRAM, "X of bidang urusan doubled"),
        ("1.15.0O.16.021", "1.15.00.16.021", Level.KEGIATAN, "letter O read as 0"),
        ("l.03.01", "l.03.01", None, ""),
        ("1.l5.00.16.021", "1.15.00.16.021", Level.KEGIATAN, "letter l read as 1"),
        ("1,03", "1.03", Level.BIDANG_URUSAN, ", read as a dot"),
        ("1-03-01", "1.03.01", Level.PROGRAM, "- read as a dot"),
        ("1 03 01", "1.03.01", Level.PROGRAM, "blank read as a dot"),
        ("1.15.00.18.02 4", "1.15.00.18.024", Level.KEGIATAN, "blank inside a number left out"),
        ("'1.03.01", "1.03.01", Level.PROGRAM, "marks around the code left out"),
        ("\ufeff1.03.01", "1.03.01", Level.PROGRAM, "invisible characters left out"),
        ("1..03.01", "1.03.01", Level.PROGRAM, "doubled dot left out"),
        (".1.03.01", "1.03.01", Level.PROGRAM, "leading dot left out"),
        ("2.17.007", "2.17.07", Level.PROGRAM, "leading zero of program 007 dropped"),
        (
            *("1.15.00.16.0021", "1.15.00.16.21", Level.KEGIATAN),
            "leading zero of kegiatan 0021 dropped",
        ),
        ("1.0", "1", Level.URUSAN, "the .0 of a number cell left out"),
    ],
)  # fmt: skip
def test_a_spelling_of_a_real_file_is_read_and_its_repair_named(
    text: str, code: str, level: Level | None, repair: str
) -> None:
    reading = read_code(text)

    if level is None:
        assert reading.code is None
        return
    assert reading.code is not None
    assert (code, level) == (str(reading.code), reading.code.level)
    assert repair in reading.repairs
    assert text == reading.code.text


@pytest.mark.parametrize(
    "text",
    [
        *("0.00.01.002", "1.15.17.014", "1.15.00.16", "1.15.00.18.030", "2", "2.17"),
        *("2.17.07.2.01", "X.XX.01", "2.17.07.2.01.01", "2.17.07.2.01.0001"),
    ],
)
def test_a_canonical_spelling_needs_no_repair(text: str) -> None:
    reading = read_code(text)

    assert text == str(reading.code)
    assert () == reading.repairs
    assert reading.code is not None
    assert reading.code.text is None


@pytest.mark.parametrize(
    ("text", "scheme", "readings"),
    [
        ("1.3", NEW, ["new bidang_urusan 1.03", "new bidang_urusan 1.30"]),
        ("2.1", LEGACY, ["legacy bidang_urusan 2.01", "legacy bidang_urusan 2.10"]),
        ("1.15.01.16", LEGACY, ["legacy kegiatan 1.15.01.16", "legacy program 1.15.01.16"]),
        ("1.01.01.02.01", None, ["new kegiatan 1.01.01.2.01", "legacy kegiatan 1.01.01.02.01"]),
        ("1.3.1.2.1", None, ["new kegiatan 1.03.01.2.01", "legacy kegiatan 1.03.01.02.01"]),
        (
            *("1.15.18.02.4", LEGACY),
            ["legacy kegiatan 1.15.18.02.04", "legacy kegiatan 1.15.18.024"],
        ),
        (
            *("X.XX.01.2.01.1", NEW),
            ["new sub_kegiatan X.XX.01.2.01.01", "new sub_kegiatan X.XX.01.2.01.0001"],
        ),
        (
            *("1.03 . 1.03.01 . 01 . 01", LEGACY),
            ["legacy kegiatan 1.03.01.01.01", "legacy program 1.03.01.01"],
        ),
    ],
)
def test_where_two_readings_are_possible_both_are_shown_and_none_is_taken(
    text: str, scheme: Scheme | None, readings: list[str]
) -> None:
    reading = read_code(text, scheme=scheme)

    assert reading.code is None
    assert readings == shown(reading)


@pytest.mark.parametrize(
    ("text", "level", "code"),
    [
        ("1.15.01.16", Level.KEGIATAN, "1.15.01.16"),
        ("1.15.01.16", Level.PROGRAM, "1.15.01.16"),
        ("1.03 . 1.03.01 . 01 . 01", Level.PROGRAM, "1.03.01.01"),
        ("1.03 . 1.03.01 . 01 . 01", Level.KEGIATAN, "1.03.01.01.01"),
        ("1.02.1.02.01.03.01", Level.PROGRAM, "1.02.01.01"),
        ("02", Level.URUSAN, "2"),
    ],
)
def test_the_level_settles_what_the_digits_leave_open(text: str, level: Level, code: str) -> None:
    reading = read_code(text, scheme=LEGACY, level=level)

    assert reading.code is not None
    assert (code, level) == (str(reading.code), reading.code.level)


@pytest.mark.parametrize(("scheme", "code"), [(NEW, "1.01.01.2.01"), (LEGACY, "1.01.01.02.01")])
def test_the_scheme_settles_what_the_digits_leave_open(scheme: Scheme, code: str) -> None:
    assert code == str(read_code("1.01.01.02.01", scheme=scheme).code)


@pytest.mark.parametrize(
    ("text", "number_format", "code"),
    [
        ("2.1", "0.00", "2.10"),
        ("1.3", "0.00_);(0.00)", "1.30"),
        ("1.3", "#,##0.00", "1.30"),
        ("1.3", "[$-421]0.00", "1.30"),
        ("2.17", "0.00", "2.17"),
    ],
)
def test_a_number_format_with_two_decimals_brings_the_lost_zero_back(
    text: str, number_format: str, code: str
) -> None:
    reading = read_code(text, scheme=NEW, number=True, number_format=number_format)

    assert code == str(reading.code)
    assert ((f"number cell shows {code}",) if code != text else ()) == reading.repairs


@pytest.mark.parametrize("number_format", ["General", "", "0.0", "0.000", "@", '"0.00"General'])
def test_any_other_number_format_leaves_both_readings(number_format: str) -> None:
    reading = read_code("1.3", scheme=NEW, number=True, number_format=number_format)

    assert ["new bidang_urusan 1.03", "new bidang_urusan 1.30"] == shown(reading)


def test_the_number_format_of_a_text_cell_says_nothing() -> None:
    assert read_code("1.3", number_format="0.00").alternatives


def test_a_number_padded_by_its_format_is_read_as_it_is_shown() -> None:
    reading = read_code(
        "2", within=legacy("1.15.01"), level=Level.KEGIATAN, number=True, number_format="000"
    )

    assert "1.15.01.002" == str(reading.code)
    assert "number cell shows 002" == reading.repairs[0]


@pytest.mark.parametrize(
    ("text", "within", "level", "code"),
    [
        ("002", legacy("1.15.01"), None, "1.15.01.002"),
        ("002", legacy("1.15.00.16"), Level.KEGIATAN, "1.15.00.16.002"),
        ("002", legacy("0.00.01"), Level.KEGIATAN, "0.00.01.002"),
        ("01", legacy("1.15"), None, "1.15.01"),
        ("16", legacy("1.15"), Level.PROGRAM, "1.15.16"),
        ("2", legacy("1.15"), Level.PROGRAM, "1.15.02"),
        ("02", legacy("1.15.01"), Level.PROGRAM, "1.15.02"),
        ("003", legacy("1.15.01.002"), Level.KEGIATAN, "1.15.01.003"),
        ("1.15", legacy("2.06"), Level.KEGIATAN, "2.06.01.15"),
        ("1.15", legacy("2.06.01"), Level.KEGIATAN, "2.06.01.15"),
        ("17", Code.parse("2"), Level.BIDANG_URUSAN, "2.17"),
        ("2.01", Code.parse("2.17.07"), Level.KEGIATAN, "2.17.07.2.01"),
        ("02.01", Code.parse("2.17.07"), Level.KEGIATAN, "2.17.07.2.01"),
        ("201", Code.parse("X.XX.01"), None, "X.XX.01.2.01"),
        ("07.2.01.0001", Code.parse("2.17"), Level.SUB_KEGIATAN, "2.17.07.2.01.0001"),
        ("0001", Code.parse("2.17.07.2.01"), None, "2.17.07.2.01.0001"),
        ("01", Code.parse("2.17.07.2.01"), None, "2.17.07.2.01.01"),
    ],
)
def test_the_end_of_a_code_is_read_below_the_row_above(
    text: str, within: Code, level: Level | None, code: str
) -> None:
    reading = read_code(text, within=within, level=level)

    assert code == str(reading.code)
    assert reading.repairs[0].startswith("end of a code, read below ")


@pytest.mark.parametrize(
    ("text", "within", "level", "readings"),
    [
        ("2", legacy("1.15"), None, ["legacy urusan 2", "legacy program 1.15.02"]),
        (
            *("2.01", Code.parse("2.17.07"), None),
            ["new bidang_urusan 2.01", "new kegiatan 2.17.07.2.01"],
        ),
        (
            *("1.1", legacy("2.06.01"), Level.KEGIATAN),
            ["legacy kegiatan 2.06.01.01", "legacy kegiatan 2.06.01.10"],
        ),
        (
            *("1", Code.parse("X.XX.01.2.01"), Level.SUB_KEGIATAN),
            ["new sub_kegiatan X.XX.01.2.01.01", "new sub_kegiatan X.XX.01.2.01.0001"],
        ),
    ],
)
def test_the_end_of_a_code_may_have_two_readings_as_well(
    text: str, within: Code, level: Level | None, readings: list[str]
) -> None:
    reading = read_code(text, within=within, level=level)

    assert reading.code is None
    assert readings == shown(reading)


@pytest.mark.parametrize(
    ("text", "within", "code"),
    [
        ("1.15.01.16", legacy("1.15.01"), "1.15.01.16"),
        ("1.15.16.21", legacy("1.15.00.16"), "1.15.16.21"),
        ("1.15.01.02", legacy("0.00.01"), "1.15.01.02"),
        ("1.01.01.02.01", Code.parse("1.01.01"), "1.01.01.2.01"),
        ("02.17", Code.parse("2"), "2.17"),
        ("01.15.17", legacy("1.15"), "1.15.17"),
        ("2.17.08", Code.parse("2.17.07"), "2.17.08"),
        ("1.3.02", Code.parse("2.17"), "1.03.02"),
    ],
)
def test_the_row_above_chooses_among_whole_codes_and_changes_none(
    text: str, within: Code, code: str
) -> None:
    reading = read_code(text, within=within)

    assert code == str(reading.code)
    assert not any("end of a code" in repair for repair in reading.repairs)


def test_a_row_above_of_the_other_scheme_is_ignored() -> None:
    alone = read_code("002", scheme=NEW)

    assert alone == read_code("002", scheme=NEW, within=legacy("1.15.01"))
    assert "number alone" in alone.problem


def test_a_catalog_chooses_among_equally_good_readings() -> None:
    known = {Code.parse("2.10"), Code.parse("X.XX.01.2.01.0001")}

    assert "2.10" == str(read_code("2.1", scheme=NEW, known=known).code)
    assert read_code("2.1", scheme=NEW, known=known).repairs[-1].endswith("the catalog has")
    assert "X.XX.01.2.01.0001" == str(read_code("X.XX.01.2.01.1", known=known).code)
    assert read_code("1.3", scheme=NEW, known=known).alternatives
    assert read_code("2.1", known={Code.parse("2.10"), Code.parse("2.01")}).alternatives


def test_a_catalog_never_overrules_a_reading_that_is_better() -> None:
    known = {Code.parse("2.10.07")}

    assert "2.01.07" == str(read_code("2.1.07", scheme=NEW, known=known).code)


@pytest.mark.parametrize(
    ("text", "options", "problem"),
    [
        ("PROGRAM", {}, "only digits (or X.XX) with dots"),
        ("1.03 Pekerjaan Umum", {}, "only digits (or X.XX) with dots"),
        ("１.０３", {}, "only digits (or X.XX) with dots"),
        ("1.03\x00", {}, "only digits (or X.XX) with dots"),
        ("1." * 200, {}, "only digits (or X.XX) with dots"),
        ("002", {}, "number alone"),
        ("1", {"level": Level.PROGRAM}, "number alone"),
        ("999999", {}, "number alone"),
        ("1.03.1.03.01", {}, "names an office"),
        ("1.03.1.03.01", {"scheme": LEGACY}, "names an office"),
        ("5.1.02.01.01.0001", {}, "account"),
        ("5.1.02.01.01.0001", {"scheme": NEW, "level": Level.SUB_KEGIATAN}, "account"),
        ("5.2.2.01.01", {"scheme": LEGACY}, "account"),
        ("5.1.02", {"scheme": NEW}, "account"),
        (
            "2.17.07",
            {"level": Level.KEGIATAN},
            "Kegiatan is expected here, and it reads as Program",
        ),
        ("1.15.00.16.021", {"scheme": NEW}, "but a legacy code"),
        ("2.17.07.2.01", {"scheme": LEGACY, "level": Level.SUB_KEGIATAN}, "a Sub Kegiatan is"),
        ("2.17.07.2.01.0001", {"scheme": LEGACY}, "but a code of Permendagri 90/2019"),
        ("5.01.5.05.0.00.01.0000", {}, "8 segments fit no level"),
        ("9.99.99.9.99.99", {"scheme": NEW}, "6 segments fit no level"),
    ],
)
def test_what_is_no_code_says_why(text: str, options: dict[str, object], problem: str) -> None:
    reading = read_code(text, **options)  # type: ignore[arg-type]

    assert reading.code is None
    assert () == reading.alternatives
    assert problem in reading.problem


def test_a_program_whose_bidang_lost_its_zero_may_look_like_an_account() -> None:
    assert "5.01.02" == str(read_code("5.1.02", scheme=NEW, level=Level.PROGRAM).code)
    assert "5.01.02.2.01" == str(read_code("5.1.02.2.01", scheme=NEW).code)


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u00a0", "\ufeff", "-", " – ", "---", "."])
def test_a_blank_cell_is_no_problem(text: str) -> None:
    reading = read_code(text)

    assert CodeReading(text) == reading
    assert reading.is_blank


@given(misspellings())
def test_a_misspelled_code_is_understood_where_scheme_and_level_are_known(
    slip: Misspelling,
) -> None:
    reading = read_code(slip.text, scheme=slip.code.scheme, level=slip.code.level)

    assert slip.code == reading.code
    assert reading.code is not None
    assert reading.repairs
    assert slip.text == reading.code.text


@given(codes())
def test_a_canonical_code_is_read_without_repairs(code: Code) -> None:
    reading = read_code(str(code), scheme=code.scheme, level=code.level)

    assert CodeReading(str(code), code) == reading


contexts = st.fixed_dictionaries(
    {
        "scheme": st.none() | schemes,
        "level": st.none() | levels,
        "within": st.none() | codes(),
        "number": st.booleans(),
        "number_format": st.sampled_from(["", "General", "0.00", "000"]) | st.text(max_size=8),
        "known": st.none() | st.frozensets(codes(), max_size=4),
    }
)


@given(any_texts, contexts)
@example("1.3", {"number": True, "number_format": "0.00"})
@example("9" * 80, {})
@example("1" + "." * 70, {})
def test_no_text_in_any_context_raises_and_no_repair_is_silent(
    text: str, context: dict[str, object]
) -> None:
    reading = read_code(text, **context)  # type: ignore[arg-type]

    assert text == reading.text
    outcomes = [reading.code is not None, bool(reading.alternatives), bool(reading.problem)]
    assert (0 if reading.is_blank else 1) == sum(outcomes)
    assert 1 != len(reading.alternatives)
    assert len(set(reading.alternatives)) == len(reading.alternatives)
    if reading.code is not None:
        is_same = str(reading.code) == text
        assert is_same if not reading.repairs else not is_same or context.get("number")


@given(any_texts | misspellings().map(lambda slip: slip.text), contexts)
def test_repairs_are_idempotent(text: str, context: dict[str, object]) -> None:
    reading = read_code(text, **context)  # type: ignore[arg-type]
    for code in (reading.code, *reading.alternatives):
        if code is not None:
            again = read_code(str(code), scheme=code.scheme, level=code.level)

            assert (code, ()) == (again.code, again.repairs)
            assert str(code) == str(again.code)


@given(any_texts, contexts)
def test_the_context_given_is_obeyed(text: str, context: dict[str, object]) -> None:
    reading = read_code(text, **context)  # type: ignore[arg-type]
    for code in (reading.code, *reading.alternatives):
        if code is not None:
            assert context["scheme"] in (None, code.scheme)
            assert context["level"] in (None, code.level)
