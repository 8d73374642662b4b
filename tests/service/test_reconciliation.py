"""The W3C Reconciliation Service API over the embedded catalogs."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomenklatur.service.manifest import identifier_space
from nomenklatur.service.questions import BATCH, MOST

NEW = "/reconcile/permendagri-90-2019"
OLD = "/reconcile/permendagri-13-2006"
STATIONERY = "Penyediaan Alat Tulis Kantor"


def ask(client, query, path: str = NEW) -> list[dict]:
    answer = client.post(path, data={"queries": json.dumps({"q0": query})})
    assert 200 == answer.status_code, answer.text
    return answer.json()["q0"]["result"]


def best(client, **query) -> dict:
    return ask(client, query)[0]


def features(candidate: dict) -> dict:
    return {one["id"]: one["value"] for one in candidate["features"]}


def prop(pid: str, value: object) -> dict:
    return {"pid": pid, "v": value}


def test_the_manifest_says_where_everything_is(client) -> None:
    found = client.get(NEW).json()

    base = f"http://127.0.0.1:8000{NEW}"
    assert ["0.2"] == found["versions"]
    assert identifier_space("permendagri-90-2019") == found["identifierSpace"]
    assert {"id": "sub_kegiatan", "name": "Sub Kegiatan"} == found["defaultTypes"][0]
    assert f"{base}/preview?id={{{{id}}}}" == found["preview"]["url"]
    assert BATCH == found["batchSize"]
    for place in (*found["suggest"].values(), found["extend"]["propose_properties"]):
        answer = client.get(place["service_url"] + place["service_path"], params={"prefix": ""})
        assert 200 == answer.status_code


@pytest.mark.parametrize("way", ["get", "form", "single", "text", "json", "json at the root"])
def test_every_way_of_asking_gives_the_same(client, way) -> None:
    query = {"query": STATIONERY, "type": "sub_kegiatan", "limit": 2}
    ten = {
        "conditions": [{"matchType": "name", "v": STATIONERY}],
        "type": "sub_kegiatan",
        "limit": 2,
    }
    expected = ask(client, query)

    match way:
        case "get":
            answer = client.get(NEW, params={"queries": json.dumps({"a": query})}).json()
            found = answer["a"]["result"]
        case "form":
            found = client.post(f"{NEW}/reconcile", data={"queries": json.dumps({"a": query})})
            found = found.json()["a"]["result"]
        case "single":
            found = client.get(NEW, params={"query": json.dumps(query)}).json()["result"]
        case "text":
            found = client.get(NEW, params={"query": STATIONERY}).json()["result"][:1]
            expected = expected[:1]
        case "json":
            found = client.post(f"{NEW}/reconcile", json={"queries": [ten]}).json()
            found = found["results"][0]["candidates"]
        case _:
            found = client.post(NEW, json={"queries": [ten]}).json()["results"][0]["candidates"]

    assert expected == found
    assert STATIONERY == found[0]["name"]


def test_an_equal_name_that_is_alone_matches(client) -> None:
    found = best(client, query=STATIONERY.upper())

    assert ("X.XX.01.2.03.10", 100, True) == (found["id"], found["score"], found["match"])
    assert features(found)["same_name"] is True


def test_what_is_not_sure_does_not_match(client) -> None:
    found = ask(client, {"query": "Rapat-rapat Koordinasi Dan Konsultasi Ke Dalam Daerah",
                         "type": "sub_kegiatan"})  # fmt: skip

    assert found
    assert not any(one["match"] for one in found)
    assert features(found[0])["against_decisive-word"] is True


def test_candidates_are_sorted_and_limited(client) -> None:
    found = ask(client, {"query": "koperasi usaha mikro", "limit": 3})
    scores = [one["score"] for one in found]

    assert 3 == len(found)
    assert sorted(scores, reverse=True) == scores
    assert all(0 <= score <= 100 for score in scores)
    assert MOST >= len(ask(client, {"query": "koperasi", "limit": 100_000}))


@pytest.mark.parametrize("text", ["2.17.07.2.01.01", "02.17.07.2.01.01", " 2.17.07.2.01.01 "])
def test_a_code_or_identifier_finds_its_entry(client, text) -> None:
    found = best(client, query=text)

    assert ("2.17.07.2.01.01", 100, True) == (found["id"], found["score"], found["match"])


def test_the_code_of_an_office_finds_the_generic_entry(client) -> None:
    assert "X.XX.01.2.03.02" == best(client, query="2.17.01.2.03.02")["id"]


@pytest.mark.parametrize(
    ("level", "name", "identifier"),
    [
        ("program", "Program Pendidikan dan Latihan Perkoperasian", "2.17.05"),
        ("bidang_urusan", "koperasi usaha kecil dan menengah", "2.17"),
        ("kegiatan", "Administrasi Umum", "X.XX.01.2.03"),
    ],
)
def test_names_above_activities_match_by_their_type(client, level, name, identifier) -> None:
    found = ask(client, {"query": name, "type": level})

    assert {level} == {one["type"][0]["id"] for one in found}
    assert (identifier, True) == (found[0]["id"], found[0]["match"])


def test_without_a_type_every_level_is_searched(client) -> None:
    assert "kegiatan" == best(client, query="Administrasi Umum")["type"][0]["id"]
    assert "sub_kegiatan" == best(client, query=STATIONERY)["type"][0]["id"]


def test_type_strict_says_what_becomes_of_other_levels(client) -> None:
    query = {"query": STATIONERY, "type": ["program", "urusan"]}

    assert [] == ask(client, query)
    assert [] == ask(client, query | {"type_strict": "any"})
    assert STATIONERY == ask(client, query | {"type_strict": "should"})[0]["name"]
    assert [] == ask(client, {"query": STATIONERY, "type": ["sub_kegiatan", "program"],
                              "type_strict": "all"})  # fmt: skip


def test_what_is_known_of_the_old_activity_decides(client) -> None:
    """The name alone stands in no catalog; code and program say where it is expected."""
    known = [prop("code", "0.00.01.018"), prop("version", "permendagri-13-2006")]
    found = best(client, query="Rapat-rapat koordinasi dan konsultasi ke luar daerah",
                 type="sub_kegiatan", properties=known)  # fmt: skip

    assert "X.XX.01.2.03.18" == found["id"]
    assert found["match"] is True
    assert 1.0 == features(found)["recognised"]


def test_an_office_that_names_its_bidang_still_finds_what_every_office_has(client) -> None:
    found = best(client, query=STATIONERY, properties=[prop("bidang", "2.17")])

    assert ("X.XX.01.2.03.10", True) == (found["id"], found["match"])


def test_a_value_that_makes_no_sense_is_ignored_and_said_to_be(client) -> None:
    known = [
        prop("authority", "desa"),
        prop("version", "?"),
        prop("nonsense", 1),
        prop("code", "zz"),
    ]
    found = best(client, query=STATIONERY, properties=known)

    ignored = {name for name in features(found) if name.startswith("ignored_")}
    assert {"ignored_authority", "ignored_version", "ignored_nonsense", "ignored_code"} == ignored
    assert found["match"] is True


def test_another_kind_of_region_has_none_of_the_entries(client) -> None:
    assert [] == ask(
        client,
        {
            "query": STATIONERY,
            "type": "sub_kegiatan",
            "properties": [prop("authority", "provinsi")],
        },
    )


@pytest.mark.parametrize(
    "value",
    ["2.17", {"id": "2.17"}, {"id": "2.17", "name": "2.17"}, ["2.17", "x"], [{"id": "2.17"}]],
)
def test_a_value_may_be_a_text_an_entity_or_several(client, value) -> None:
    found = best(client, query="penilaian kesehatan koperasi", type="sub_kegiatan",
                 properties=[prop("bidang", value)])  # fmt: skip

    assert found["id"].startswith("2.17")


def test_a_required_condition_leaves_others_out(client) -> None:
    name = {"matchType": "name", "v": "koperasi"}
    where = {"matchType": "property", "pid": "bidang", "v": "2.17", "required": True}

    def asked(*conditions: dict) -> list[dict]:
        answer = client.post(f"{NEW}/reconcile", json={"queries": [{"conditions": conditions}]})
        return answer.json()["results"][0]["candidates"]

    kept = asked(name, where)
    assert kept
    assert all(one["id"].startswith(("2.17", "X.XX")) for one in kept)
    assert [] == asked(name, where | {"v": "1.01"})


def test_properties_alone_are_a_question(client) -> None:
    found = ask(client, {"properties": [prop("code", "2.17.07.2.01.01")]})

    assert [("2.17.07.2.01.01", False)] == [(one["id"], one["match"]) for one in found]


def test_a_legacy_catalog_matches_kegiatan(client) -> None:
    found = ask(client, {"query": "Penyediaan alat tulis kantor"}, OLD)

    assert "kegiatan" == found[0]["type"][0]["id"]
    assert found[0]["match"] is True


@pytest.mark.parametrize(
    "data",
    [
        [], 1, None, {"q": 1}, {"q": []}, {"q": {}}, {"q": {"query": 1}}, {"q": {"query": ""}},
        {"q": {"query": "a", "limit": 0}}, {"q": {"query": "a", "limit": "3"}},
        {"q": {"query": "a", "limit": True}}, {"q": {"query": "a", "type": 1}},
        {"q": {"query": "a", "type": "Q5"}}, {"q": {"query": "a", "type_strict": "x"}},
        {"q": {"query": "a", "properties": {}}}, {"q": {"query": "a", "properties": [1]}},
        {"q": {"query": "a", "properties": [{"pid": "x"}]}},
        {"q": {"query": "a", "properties": [{"pid": "x", "v": {}}]}},
        {"q": {"conditions": []}}, {"q": {"conditions": [{"v": "a"}]}},
        {"q": {"conditions": [{"matchType": "property", "v": "a"}]}},
    ],
)  # fmt: skip
def test_a_query_of_the_wrong_shape_is_refused_with_the_reason(client, data) -> None:
    answer = client.post(NEW, data={"queries": json.dumps(data)})

    assert 400 == answer.status_code
    assert answer.json()["detail"]


@pytest.mark.parametrize("text", ["", "{", "[1,", "nan", '{"q": NaN}', '{"q": "\\ud800"}', "é{"])
def test_what_is_no_json_is_refused(client, text) -> None:
    assert 400 == client.post(NEW, data={"queries": text}).status_code
    headers = {"content-type": "application/json"}
    assert 400 == client.post(NEW, content=text.encode(), headers=headers).status_code


def test_json_that_is_no_utf8_or_too_deep_is_refused(client) -> None:
    headers = {"content-type": "application/json"}
    deep = b"[" * 200_000 + b"]" * 200_000

    for content in (b'{"queries": "\xff\xfe"}', deep):
        assert 400 == client.post(NEW, content=content, headers=headers).status_code
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert 400 == client.post(NEW, content=b"queries=%ff%fe", headers=form).status_code
    assert 400 == client.post(NEW, content=b"queries=" + deep, headers=form).status_code
    assert 415 == client.post(NEW, content=b"x", headers={"content-type": "text/x"}).status_code


def test_a_batch_that_is_too_long_is_refused(client) -> None:
    batch = {f"q{n}": {"query": "a"} for n in range(10_000)}

    answer = client.post(NEW, data={"queries": json.dumps(batch)})
    listed = {"queries": [{"conditions": [{"matchType": "name", "v": "a"}]}] * 10_000}

    assert 413 == answer.status_code
    assert 413 == client.post(f"{NEW}/reconcile", json=listed).status_code
    assert 200 == client.get(NEW).status_code


def test_a_name_that_is_too_long_is_cut_and_said_to_be(client) -> None:
    found = best(client, query=f"{STATIONERY} " + "kata " * 20_000)

    assert features(found)["ignored_query"] is True


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=60), min_size=1, max_size=3))
def test_any_text_may_be_asked_for(client, names) -> None:
    batch = {key: {"query": name} for key, name in names.items() if name.strip()}
    answer = client.post(NEW, data={"queries": json.dumps(batch)})

    assert 200 == answer.status_code
    assert set(batch) == set(answer.json())


def test_a_catalog_that_is_not_served_is_not_found(client) -> None:
    for name in ("nope", "..%2Fetc", "%2Fetc%2Fpasswd", "a" * 300):
        assert 404 == client.get(f"/reconcile/{name}").status_code


def test_every_get_may_be_asked_for_as_a_script(client) -> None:
    answer = client.get(NEW, params={"callback": "jQuery_1.f$"})

    assert "application/javascript" == answer.headers["content-type"]
    assert answer.text.startswith("/**/jQuery_1.f$({")
    assert answer.text.endswith(");")
    for callback in ("alert(1)", "<script>", "a" * 200, "f;"):
        assert 400 == client.get(NEW, params={"callback": callback}).status_code
