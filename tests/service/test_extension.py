"""Data extension, suggestions and pages."""

from __future__ import annotations

import json

import pytest

from nomenklatur.catalog import Catalog, CatalogInfo, Entry
from nomenklatur.codes import Authority, Code
from nomenklatur.service.entities import Entities
from nomenklatur.service.extension import COLUMNS, IDS
from nomenklatur.service.pages import csp, entity_page
from nomenklatur.service.shelf import Shelved

NEW = "/reconcile/permendagri-90-2019"
OLD = "/reconcile/permendagri-13-2006"


def extend(client, ids, *pids, path=NEW, settings=None) -> dict:
    asked = {"ids": ids, "properties": [{"id": pid, "settings": settings or {}} for pid in pids]}
    answer = client.post(path, data={"extend": json.dumps(asked)})
    assert 200 == answer.status_code, answer.text
    return answer.json()


def test_values_are_fetched_for_every_id_and_property(client) -> None:
    found = extend(client, ["2.17.07.2.01.01", "nope"], "parent", "level", "indikator", "authority")

    assert ["parent", "level", "indikator", "authority"] == [one["id"] for one in found["meta"]]
    row = found["rows"]["2.17.07.2.01.01"]
    assert ["2.17.07.2.01"] == [one["id"] for one in row["parent"]]
    assert [{"str": "sub_kegiatan"}] == row["level"]
    assert [] == row["indikator"]
    assert [{"str": "kabupaten_kota"}] == row["authority"]
    assert {"parent": [], "level": [], "indikator": [], "authority": []} == found["rows"]["nope"]


def test_entities_above_are_entities_of_the_same_service(client) -> None:
    found = extend(client, ["2.17.07.2.01.01"], "program", "bidang", "kegiatan", "urusan")

    service = f"http://127.0.0.1:8000{NEW}"
    assert {service} == {one["service"] for one in found["meta"]}
    assert "program" == found["meta"][0]["type"]["id"]
    row = found["rows"]["2.17.07.2.01.01"]
    assert ["2.17.07", "2.17", "2.17.07.2.01", "2"] == [
        row[one["id"]][0]["id"] for one in found["meta"]
    ]


def test_a_code_is_resolved_to_the_bidang_of_the_settings(client) -> None:
    asked = ["X.XX.01.2.03.02", "2.17.07.2.01.01"]
    found = extend(client, asked, "code", settings={"bidang": "2.17"})["rows"]

    assert ["2.17.01.2.03.02", "2.17.07.2.01.01"] == [found[i]["code"][0]["str"] for i in asked]
    assert [{"str": asked[0]}] == extend(client, asked, "code")["rows"][asked[0]]["code"]
    wrong = {"ids": asked, "properties": [{"id": "code", "settings": {"bidang": "x"}}]}
    assert 400 == client.post(f"{NEW}/extend", json=wrong).status_code


def test_successors_are_entities_of_the_newer_service(client) -> None:
    found = extend(client, ["0.00.01.002"], "successor", path=OLD)

    assert f"http://127.0.0.1:8000{NEW}" == found["meta"][0]["service"]
    assert "X.XX.01.2.03.02" == found["rows"]["0.00.01.002"]["successor"][0]["id"]


def test_all_ways_of_asking_give_the_same(client) -> None:
    asked = {"ids": ["2.17"], "properties": [{"id": "level"}]}
    text = json.dumps(asked)
    expected = client.post(NEW, data={"extend": text}).json()

    assert expected == client.get(NEW, params={"extend": text}).json()
    assert expected == client.post(NEW, json=asked).json()
    assert expected == client.post(f"{NEW}/extend", json=asked).json()
    assert expected == client.get(f"{NEW}/extend", params={"extend": text}).json()


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ([], 400), ({"ids": []}, 400), ({"ids": [1], "properties": []}, 400),
        ({"ids": [], "properties": [1]}, 400), ({"ids": [], "properties": [{"id": 1}]}, 400),
        ({"ids": [], "properties": [{"id": "nope"}]}, 400),
        ({"ids": [], "properties": [{"id": "level", "settings": 1}]}, 400),
        ({"ids": ["a"] * (IDS + 1), "properties": []}, 413),
        ({"ids": [], "properties": [{"id": "level"}] * (COLUMNS + 1)}, 413),
    ],
)  # fmt: skip
def test_a_wrong_extension_query_is_refused(client, data, status) -> None:
    assert status == client.post(f"{NEW}/extend", json=data).status_code


def test_nothing_asked_is_refused(client) -> None:
    assert 400 == client.get(f"{NEW}/extend").status_code


def test_every_proposed_property_can_be_fetched(client) -> None:
    proposed = client.get(f"{NEW}/extend/propose").json()["properties"]
    pids = [one["id"] for one in proposed]

    found = extend(client, ["2.17.07.2.01.01"], *pids)

    assert set(pids) == set(found["rows"]["2.17.07.2.01.01"])
    assert {"parent", "level", "program", "kegiatan", "indikator", "satuan"} <= set(pids)


def test_proposals_know_the_level_and_the_limit(client) -> None:
    found = client.get(f"{NEW}/extend/propose?type=program&limit=4").json()

    assert ("program", 4, 4) == (found["type"], found["limit"], len(found["properties"]))
    every = client.get(f"{NEW}/extend/propose?type=program").json()["properties"]
    assert {"kegiatan", "program"}.isdisjoint(one["id"] for one in every)
    assert 404 == client.get(f"{NEW}/extend/propose?type=Q5").status_code
    assert 400 == client.get(f"{NEW}/extend/propose?limit=x").status_code


def test_entities_are_suggested_by_words_their_beginnings_and_codes(client) -> None:
    def suggested(**values) -> list[str]:
        found = client.get(f"{NEW}/suggest/entity", params=values).json()["result"]
        return [one["id"] for one in found]

    assert "2.17.07.2.01.01" == suggested(prefix="2.17.07.2.01.01")[0]
    assert "2.17.07.2.01.01" in suggested(prefix="pendataan pot")
    first = suggested(prefix="pen")
    more = suggested(prefix="pen", cursor=10)
    assert 10 == len(first)
    assert more
    assert set(first).isdisjoint(more)
    assert [] == suggested(prefix="")
    assert 400 == client.get(f"{NEW}/suggest/entity?prefix=a&cursor=x").status_code


def test_types_and_properties_are_suggested(client) -> None:
    types = client.get(f"{NEW}/suggest/type?prefix=keg").json()["result"]
    assert {"kegiatan", "sub_kegiatan"} == {one["id"] for one in types}
    properties = client.get(f"{NEW}/suggest/property?prefix=").json()["result"]
    assert ["code", "program", "bidang", "indikator", "authority", "version"] == [
        one["id"] for one in properties[:6]
    ]


@pytest.mark.parametrize(
    ("what", "identifier"), [("entity", "2.17"), ("type", "program"), ("property", "indikator")]
)
def test_a_flyout_has_the_id_and_html(client, what, identifier) -> None:
    found = client.get(f"{NEW}/flyout/{what}", params={"id": identifier}).json()

    assert identifier == found["id"]
    assert found["html"].startswith("<div>")
    assert 404 == client.get(f"{NEW}/flyout/{what}", params={"id": "<nope>"}).status_code


def test_a_preview_may_be_framed_and_runs_nothing(client) -> None:
    preview = client.get(f"{NEW}/preview?id=2.17.07.2.01.01")
    view = client.get(f"{NEW}/view?id=2.17.07.2.01.01")

    assert "Pendataan Potensi" in preview.text
    assert csp(framed=True) == preview.headers["content-security-policy"]
    assert "frame-ancestors *" in csp(framed=True)
    assert "frame-ancestors 'none'" in view.headers["content-security-policy"]
    for policy in (csp(), csp(framed=True)):
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
    assert 404 == client.get(f"{NEW}/preview?id=<script>").status_code


HOSTILE = "<script>alert('x')</script> & \"q\""


def test_everything_on_a_page_is_escaped() -> None:
    parent = Entry(Code.parse("2.17"), HOSTILE)
    entry = Entry(Code.parse("2.17.01"), HOSTILE, indikator=HOSTILE, extra=((HOSTILE, HOSTILE),))
    shelved = Shelved(Catalog(CatalogInfo("x", HOSTILE), (parent, entry)), None)

    for page in (entity_page(shelved, entry), entity_page(shelved, entry, small=True)):
        assert "<script" not in page
        assert "&lt;script&gt;" in page


def test_one_code_of_two_kinds_of_region_has_two_identifiers() -> None:
    code = Code.parse("1.01.02.2.03")
    entries = tuple(
        Entry(code, name, frozenset(kinds))
        for name, kinds in (
            ("a", [Authority.PROVINSI]),
            ("b", [Authority.KABUPATEN_KOTA]),
            ("c", [Authority.PROVINSI]),
            ("d", []),
        )
    )
    entities = Entities(Catalog(CatalogInfo("x"), entries))
    ids = [entities.id_of(entry) for entry in entries]

    assert [f"{code}@provinsi", f"{code}@kabupaten_kota", f"{code}@provinsi*2", str(code)] == ids
    assert list(entries) == [entities.get(one) for one in ids]
    assert (entries[1],) == entities.of_code(f"{code}@kabupaten_kota")
