"""The canonical grammar: parse and format, level, parent, authority, office codes."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from nomenklatur.codes import Authority, Code, Level, Scheme
from nomenklatur.errors import CodeError
from tests.strategies.codes import (
    any_texts,
    canonical_texts,
    codes,
    legacy_codes,
    levels,
    new_codes,
    office_codes,
    offices,
    schemes,
)


@given(codes())
def test_formatting_and_parsing_a_code_gives_the_code(code: Code) -> None:
    again = Code.parse(str(code), scheme=code.scheme, level=code.level)

    assert code == again
    assert str(code) == str(again)
    assert (code.scheme, code.level, code.unit) == (again.scheme, again.level, again.unit)


@given(canonical_texts, schemes, levels)
def test_parsing_and_formatting_a_text_gives_the_text(
    text: str, scheme: Scheme, level: Level
) -> None:
    for code in Code.readings(text, scheme=scheme, level=level):
        assert text == str(code)
        assert level is code.level
        assert scheme is code.scheme


@given(any_texts, st.none() | schemes, st.none() | levels)
def test_no_text_raises_anything_but_the_typed_error(
    text: str, scheme: Scheme | None, level: Level | None
) -> None:
    try:
        found = str(Code.parse(text, scheme=scheme, level=level))
    except CodeError:
        found = text

    assert text == found


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "2.17 ", " 2.17", "2.17\n", "2.17.", ".2.17", "2..17", "2,17", "２.１７"),
        *("x.xx.01", "X.17", "2.XX", "02.17", "2.17.7", "2.17.07.9.01", "2.17.07.0.01"),
        *("2.17.07.2", "2.17.07.2.01.001", "1.15.00.16.0211", "0.01.01", "0.00.01.01.002"),
    ],
)
def test_what_is_not_canonical_is_no_code(text: str) -> None:
    with pytest.raises(CodeError, match="is not a code"):
        Code.parse(text)


@pytest.mark.parametrize(
    ("text", "level", "parent"),
    [
        ("2", Level.URUSAN, None),
        ("2.17", Level.BIDANG_URUSAN, "2"),
        ("2.17.07", Level.PROGRAM, "2.17"),
        ("2.17.07.2.01", Level.KEGIATAN, "2.17.07"),
        ("2.17.07.2.01.01", Level.SUB_KEGIATAN, "2.17.07.2.01"),
        ("2.17.07.2.01.0001", Level.SUB_KEGIATAN, "2.17.07.2.01"),
        ("X.XX.01.2.03.02", Level.SUB_KEGIATAN, "X.XX.01.2.03"),
        ("1.15.00.16", Level.PROGRAM, "1.15"),
        ("1.15.00.16.021", Level.KEGIATAN, "1.15.00.16"),
        ("1.15.17.014", Level.KEGIATAN, "1.15.17"),
        ("0.00.01.002", Level.KEGIATAN, "0.00.01"),
        ("0.00.01", Level.PROGRAM, "0.00"),
    ],
)
def test_a_code_knows_its_level_and_its_parent(text: str, level: Level, parent: str | None) -> None:
    code = Code.parse(text)

    assert level is code.level
    assert parent == (None if code.parent is None else str(code.parent))


def test_four_legacy_segments_are_two_codes_until_the_level_is_known() -> None:
    kegiatan, program = Code.readings("1.15.01.16")

    assert (Level.KEGIATAN, "01", "16") == (kegiatan.level, kegiatan.program, kegiatan.kegiatan)
    assert (Level.PROGRAM, "01", "16") == (program.level, program.unit, program.program)
    assert kegiatan != program
    with pytest.raises(CodeError, match=r"two ways.*say the level"):
        Code.parse("1.15.01.16")
    assert kegiatan == Code.parse("1.15.01.16", level=Level.KEGIATAN)
    assert program == Code.parse("1.15.01.16", level=Level.PROGRAM)


def test_the_unit_and_the_digits_of_a_legacy_kegiatan_are_not_compared() -> None:
    codes_of_one = [
        Code.parse(text, scheme=Scheme.LEGACY, level=Level.KEGIATAN)
        for text in ("1.15.00.16.021", "1.15.03.16.021", "1.15.16.021", "1.15.16.21")
    ]

    assert 1 == len(set(codes_of_one))


def test_sub_kegiatan_of_two_and_of_four_digits_are_not_equal() -> None:
    assert Code.parse("2.17.07.2.01.01") != Code.parse("2.17.07.2.01.0001")


def test_a_legacy_code_is_never_equal_to_a_new_one() -> None:
    assert Code.parse("2.17.07", scheme=Scheme.NEW) != Code.parse("2.17.07", scheme=Scheme.LEGACY)


@given(codes())
def test_ancestors_lead_to_the_urusan_one_level_at_a_time(code: Code) -> None:
    path = [code]
    while (parent := path[-1].parent) is not None:
        path.append(parent)

    assert [Level(level) for level in reversed(list(Level)[: code.level.rank + 1])] == [
        one.level for one in path
    ]
    for above in path:
        assert above == code.ancestor(above.level)
        assert code.is_under(above)
    assert code.ancestor(Level.BIDANG_URUSAN) == code.bidang_urusan


@given(codes(), codes())
def test_a_code_is_under_another_exactly_if_that_is_among_its_ancestors(
    code: Code, other: Code
) -> None:
    assert (code.ancestor(other.level) == other) == code.is_under(other)


@given(new_codes(Level.KEGIATAN) | new_codes(Level.SUB_KEGIATAN))
def test_the_authority_is_the_fourth_segment(code: Code) -> None:
    assert Authority(str(code).split(".")[3]) is code.authority


@given(new_codes(Level.PROGRAM) | legacy_codes())
def test_programs_and_legacy_codes_have_no_authority(code: Code) -> None:
    assert code.authority is None


@given(st.data(), schemes)
def test_resolving_an_office_code_and_making_it_generic_are_inverse(
    data: st.DataObject, scheme: Scheme
) -> None:
    generic = data.draw(office_codes(scheme))
    office = data.draw(offices(scheme))

    resolved = generic.resolve(office)

    assert office == resolved.bidang_urusan
    assert not resolved.is_generic
    assert generic == resolved.generic()
    assert resolved == resolved.generic().resolve(office)


@given(codes(), st.data())
def test_a_code_that_stands_in_a_bidang_is_resolved_already(
    code: Code, data: st.DataObject
) -> None:
    assume(not code.is_generic)

    assert code is code.resolve(data.draw(offices(code.scheme)))


@given(codes())
def test_a_code_outside_the_office_programs_has_no_generic_form(code: Code) -> None:
    assume(not code.is_office_program)

    assert code is code.generic()


@pytest.mark.parametrize(
    ("code", "bidang", "resolved"),
    [
        ("X.XX.01.2.03.02", "2.17", "2.17.01.2.03.02"),
        ("X.XX", "2.17", "2.17"),
        ("X", "2.17", "2"),
    ],
)
def test_x_xx_is_the_bidang_of_the_office(code: str, bidang: str, resolved: str) -> None:
    assert resolved == str(Code.parse(code).resolve(Code.parse(bidang)))


@pytest.mark.parametrize("text", ["2", "1.15.00.16.021", "0.00"])
def test_a_code_resolves_only_at_a_bidang_of_its_scheme(text: str) -> None:
    with pytest.raises(CodeError, match="is no bidang urusan"):
        Code.parse("X.XX.01").resolve(Code.parse(text))


@pytest.mark.parametrize("program", range(1, 7))
def test_the_six_legacy_office_programs_stand_under_any_bidang(program: int) -> None:
    code = Code.parse(f"1.15.00.{program:02}.002", scheme=Scheme.LEGACY)

    assert f"0.00.{program:02}.002" == str(code.generic())
    assert code.generic() == Code.parse(f"0.00.{program:02}.002")


@given(codes())
def test_the_text_read_is_no_part_of_the_code(code: Code) -> None:
    assert code == evolve(code, text="as read")
    assert hash(code) == hash(evolve(code, text="as read"))


@pytest.mark.parametrize(
    ("word", "authority"),
    [
        ("kabupaten_kota", Authority.KABUPATEN_KOTA),
        ("KABKOT", Authority.KABUPATEN_KOTA),
        ("Kabupaten/Kota", Authority.KABUPATEN_KOTA),
        ("Kota", Authority.KABUPATEN_KOTA),
        ("PROV", Authority.PROVINSI),
        (" provinsi ", Authority.PROVINSI),
        ("dki jakarta", Authority.DKI_JAKARTA),
        ("7", Authority.ACEH),
    ],
)
def test_an_authority_is_known_by_its_label_its_sipd_word_and_its_digit(
    word: str, authority: Authority
) -> None:
    assert authority is Authority.from_label(word)


@given(st.sampled_from(Authority))
def test_an_authority_is_found_by_its_own_label(authority: Authority) -> None:
    assert authority is Authority.from_label(authority.label)


@given(st.text())
def test_a_word_for_no_authority_raises_the_typed_error(word: str) -> None:
    assume(not any(mark in word for mark in "12345678"))

    with pytest.raises(CodeError, match="one of provinsi, kabupaten_kota"):
        Authority.from_label(word)


def test_levels_order_from_wide_to_narrow() -> None:
    assert list(Level) == sorted(
        [Level.KEGIATAN, Level.URUSAN, *list(Level)[4:], *list(Level)[1:3]]
    )
    assert ["Urusan", "Bidang Urusan", "Program", "Kegiatan", "Sub Kegiatan"] == [
        level.label for level in Level
    ]


def test_codes_and_levels_do_not_compare_with_other_things() -> None:
    assert Code.parse("2.17") != "2.17"
    with pytest.raises(TypeError):
        _ = Code.parse("2.17") < "2.17"
    with pytest.raises(TypeError):
        _ = Level.PROGRAM < 1
