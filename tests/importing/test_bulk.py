"""What is done column by column is what is done one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.catalog.importing.bulk import build, tidy_all
from nomenklatur.catalog.importing.sheets import tidy
from nomenklatur.places import Place

CELLS = st.text(st.sampled_from("ab \n\t\xa0 \0[]nul.")) | st.sampled_from(["[null]", " [null] "])


@given(st.lists(CELLS | st.text(), max_size=20))
def test_a_column_is_tidied_as_its_cells_are(texts):
    assert [tidy(text) for text in texts] == tidy_all(texts)


@given(st.text())
def test_a_tidy_text_has_single_blanks_and_stays_as_it_is(text):
    assert tidy(text) in {" ".join(text.split()), ""}
    assert tidy(text) == tidy(tidy(text))


@given(st.lists(st.tuples(st.text(), st.integers()), max_size=5))
def test_objects_built_together_are_those_built_alone(rows):
    columns = {
        "file": [file for file, _ in rows],
        "row": [row for _, row in rows],
        **dict.fromkeys(("sheet", "table", "column", "page"), [None] * len(rows)),
    }
    assert [Place(file, row=row) for file, row in rows] == build(Place, len(rows), columns)


def test_a_field_that_is_forgotten_is_an_error():
    with pytest.raises(TypeError, match="needs all of its fields"):
        build(Place, 1, {"file": ["a"]})
