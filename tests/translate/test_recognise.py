from __future__ import annotations

import pytest

from nomenklatur.recognise import Recogniser
from nomenklatur.translation import Method
from tests.translate.small import KANTOR, KOPERASI, SOURCE, item, old


@pytest.mark.parametrize(
    ("name", "code", "method"),
    [
        ("Penilaian Kesehatan Koperasi", "1.15.00.18.021", Method.EXACT),
        ("PENILAIAN  KESEHATAN KOPERASI.", "1.15.00.18.021", Method.EXACT),
        ("Penilaian Kesehatan Koprasi", "1.15.00.18.021", Method.FUZZY),
        ("Pemasyarakatan Kelembagaan Koperasi", "1.15.00.18.024", Method.EXACT),
    ],
)
def test_an_item_is_recognised_by_its_name_within_its_program(name, code, method):
    found = Recogniser(SOURCE).recognise(item(name, program=KOPERASI))

    assert (str(found.entry.code), found.method) == (code, method)


def test_ke_dalam_daerah_is_dalam_daerah():
    name = "Rapat-rapat Koordinasi Dan Konsultasi Ke Dalam Daerah"

    found = Recogniser(SOURCE).recognise(item(name, program=KANTOR))

    assert str(found.entry.code) == "0.00.01.028"


def test_a_code_counts_only_beside_its_own_name():
    recogniser = Recogniser(SOURCE)
    code = old("1.15.00.18.021")

    right = recogniser.recognise(item("Penilaian Kesehatan Koperasi", code=code))
    wrong = recogniser.recognise(item("Pembangunan Jembatan", code=code))

    assert str(right.entry.code) == "1.15.00.18.021"
    assert wrong is None


def test_a_name_like_two_others_is_not_recognised():
    found = Recogniser(SOURCE).recognise(item("Fasilitasi Kelembagaan Hari Koperasi"))

    assert found is None


def test_likeness_does_not_reach_beyond_the_program():
    found = Recogniser(SOURCE).recognise(item("Penilaian Kesehatan Koprasi", program=KANTOR))

    assert found is None
