from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.codes import Level
from nomenklatur.errors import ConfigError
from nomenklatur.money import Rupiah
from nomenklatur.rollup import roll_up
from nomenklatur.translation import Status
from tests.translate.small import KANTOR, KOPERASI, SOURCE, KnowsOneName, item, mapper, plan

NAMES = [entry.name for entry in SOURCE if entry.level is Level.KEGIATAN]


def office():
    return mapper().translate(
        plan(
            item("Penyediaan Alat Tulis Kantor", 10, program=KANTOR),
            item("Rapat-rapat Koordinasi Dan Konsultasi Dalam Daerah", 3, program=KANTOR),
            item("Penilaian Kesehatan Koperasi", 100, program=KOPERASI),
            item("Fasilitasi Hari Koperasi", 7, program=KOPERASI),
        )
    )


def test_the_new_tree_holds_what_is_mapped_and_says_what_is_outside():
    tree = roll_up(office(), level="program")

    assert [(str(n.code), n.level.value, str(n.amounts["2021"]), n.items) for n in tree.walk()] == [
        ("2", "urusan", "110", 2),
        ("2.17", "bidang_urusan", "110", 2),
        ("2.17.01", "program", "10", 1),
        ("2.17.04", "program", "100", 1),
    ]
    assert tree.outside[Status.AMBIGUOUS] == {"2021": Rupiah(3)}
    assert tree.outside[Status.UNMAPPED] == {"2021": Rupiah(7)}


def test_names_come_from_the_catalog_with_xxx_in_the_offices_bidang():
    tree = roll_up(office(), level=Level.SUB_KEGIATAN)

    names = {str(node.code): node.name for node in tree.walk()}
    assert names["2.17.01.2.03.10"] == "Penyediaan Alat Tulis Kantor"
    assert names["2.17.01.2.03"] == "Administrasi Umum"


def test_the_old_tree_holds_everything_by_what_became_of_it():
    tree = roll_up(office(), by="old", level="program")

    assert [(node.name, str(node.amounts["2021"])) for node in tree.roots] == [
        (KANTOR.name, "13"),
        (KOPERASI.name, "107"),
    ]
    assert tree.roots[0].by_status[Status.AMBIGUOUS] == {"2021": Rupiah(3)}
    assert tree.outside == {}


def test_a_level_that_there_is_not_is_named_with_the_ones_there_are():
    with pytest.raises(ConfigError, match=r"no level 'desa'.*sub_kegiatan"):
        roll_up(office(), level="desa")


@given(
    st.lists(st.tuples(st.sampled_from([*NAMES, "Hal Lain"]), st.integers(0, 10**13)), max_size=12),
    st.sampled_from(list(Level)),
    st.sampled_from(["new", "old"]),
)
def test_every_tree_adds_up_to_the_plan_at_every_level(rows, level, by):
    plan_ = plan(*(item(name, money) for name, money in rows))
    translation = mapper(KnowsOneName(accept=True)).translate(plan_)

    tree = roll_up(translation, level=level, by=by)

    assert tree.total("2021") == plan_.total("2021")
    for node in tree.walk():
        if node.children:
            children = Rupiah.sum(child.amounts["2021"] for child in node.children)
            assert children == node.amounts["2021"]


@given(st.sampled_from(list(Level)))
def test_codes_stand_in_tree_order(level):
    codes = [node.code for node in roll_up(office(), level=level).walk()]

    assert codes == sorted(codes)
