"""Messages in a language: made, made again, counted, joined, pickled."""

from __future__ import annotations

import pickle

import pytest

from nomenklatur.errors import ReadError
from nomenklatur.findings import RULES, Finding
from nomenklatur.findings.baseline import fingerprint
from nomenklatur.language import (
    N_,
    P_,
    Message,
    _,
    document_language,
    joined,
    language,
    language_of_locale,
    ngettext,
    set_language,
    use_language,
)
from nomenklatur.money import Rupiah
from nomenklatur.places import Place


def test_without_a_choice_messages_are_english_and_documents_indonesian() -> None:
    assert "en" == language()
    assert "id" == document_language()
    assert "row 3" == _("row {row}").format(row=3)


def test_a_choice_holds_for_a_block_and_for_documents_too() -> None:
    with use_language("id"):
        assert ("id", "id") == (language(), document_language())
        assert "baris 3" == _("row {row}").format(row=3)
        with use_language("en"):
            assert ("en", "en") == (language(), document_language())
    assert "en" == language()


def test_a_choice_can_hold_from_now_on() -> None:
    with use_language(None):
        set_language("id")

        assert "id" == language()
    assert "en" == language()


def test_a_message_is_said_again_in_another_language_with_the_messages_in_it() -> None:
    inner = _("row {row}").format(row=12)
    outer = _("{message}, first in row {row}").format(message=inner, row=3)

    with use_language("id"):
        assert "baris 12, pertama pada baris 3" == _(outer)
    assert "row 12, first in row 3" == outer


def test_money_and_numbers_of_things_have_the_form_of_the_language_and_rows_have_not() -> None:
    said = _("{column} Rp {amount}").format(column="2021", amount=Rupiah(10268007000))
    many = ngettext("{n} error", "{n} errors", 4507).format(n=4507)

    assert ("2021 Rp 10,268,007,000", "4,507 errors") == (said, many)
    with use_language("id"):
        assert ("2021 Rp 10.268.007.000", "4.507 galat") == (_(said), _(many))
        assert "baris 4507" == _("row {row}").format(row=4507)
    assert "10.268.007.000" == str(Rupiah(10268007000))


def test_a_plural_is_chosen_by_the_number() -> None:
    said = [ngettext("{n} error", "{n} errors", n).format(n=n) for n in (0, 1, 2)]

    assert ["0 errors", "1 error", "2 errors"] == said


def test_messages_are_joined_in_every_language() -> None:
    parts = joined([_("sheet {sheet}").format(sheet="A"), "", Rupiah(1000), N_("notes")], "; ")

    assert "sheet A; 1,000; notes" == parts
    with use_language("id"):
        assert "lembar A; 1.000; catatan" == _(parts)


def test_no_messages_joined_are_nothing() -> None:
    assert not joined([])


def test_marks_change_nothing() -> None:
    assert "nothing" == N_("nothing")
    assert ("one", "many") == P_("one", "many")
    assert "" == _("")


def test_a_message_survives_another_process_and_can_be_said_there() -> None:
    message = pickle.loads(pickle.dumps(_("row {row}").format(row=3)))  # noqa: S301 - our own

    assert "row 3" == message
    assert isinstance(message, Message)
    with use_language("id"):
        assert "baris 3" == _(message)


def test_an_error_is_reported_in_the_language_of_who_reads_it() -> None:
    with use_language("id"):
        error = ReadError(_("is a folder"), place=Place("x", row=2), remedy=_("give a file"))
        assert "x, baris 2: berupa folder (berikan berkas)" == str(error)

    assert "x, row 2: is a folder (give a file)" == str(error)


def test_a_finding_has_one_fingerprint_in_every_language() -> None:
    def made() -> Finding:
        message = _("{who} has no place ({money})").format(
            who="x", money=joined([_("{column} Rp {amount}").format(column=1, amount=Rupiah(5000))])
        )
        return Finding(RULES["NK201"], message)

    with use_language("id"):
        indonesian = made()

    assert "x belum terpetakan (1 Rp 5.000)" == indonesian.message
    assert fingerprint(made()) == fingerprint(indonesian)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "id"}, "id"),
        ({"LANG": "ido"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LC_MESSAGES": "id_ID", "LANG": "en_US"}, "id"),
        ({"LC_ALL": "en_GB.UTF-8", "LC_MESSAGES": "id_ID"}, "en"),
        ({"LC_ALL": "", "LANG": "id_ID"}, "id"),
    ],
)
def test_the_locale_asks_for_a_language(environment: dict[str, str], expected: str) -> None:
    assert expected == language_of_locale(environment)
