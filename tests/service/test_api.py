"""The JSON API over the embedded catalogs."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from nomenklatur.codes import Authority
from nomenklatur.errors import CatalogError
from nomenklatur.schema import load_schema
from nomenklatur.service.api import Api
from nomenklatur.service.checking import errors_of
from nomenklatur.service.operations import OPERATIONS, TRANSLATE, XLSX
from nomenklatur.service.shelf import Shelf
from nomenklatur.service.workers import Workers
from nomenklatur.web.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

ROW = {
    "Kode": "0.00.01.010",
    "Uraian": "Penyediaan Alat Tulis Kantor",
    "Program": "Pelayanan Administrasi Perkantoran",
    "Pagu 2021": 396_768_000,
}
CSV = {"content-type": "text/csv"}


@pytest.fixture(scope="module")
def plan(root: Path) -> Path:
    return root / "examples" / "renja-2021-dinas-koperasi.csv"


def test_a_plan_is_translated_however_it_comes(client, plan, root) -> None:
    answers = [
        client.post("/translate", content=plan.read_bytes(), headers=CSV),
        client.post("/translate", files={"plan": ("a/b/renja.csv", plan.read_bytes())}),
        client.post(
            "/translate",
            content=(plan.with_suffix(".xlsx")).read_bytes(),
            headers={"content-type": XLSX},
        ),
    ]

    for answer in answers:
        assert 200 == answer.status_code, answer.text
        found = answer.json()
        Draft202012Validator(load_schema()).validate(found)
        assert {"items": 46, "mapped": 44, "ambiguous": 1, "unmapped": 1} == found["summary"]
        total = found["totals"]["2021"]
        assert 10_268_007_000 == total["plan"]
        assert total["plan"] == total["mapped"] + total["ambiguous"] + total["unmapped"]
    assert "renja.csv" == answers[1].json()["plan"]["source"]


def test_rows_in_json_are_a_plan(client) -> None:
    answer = client.post("/translate", json={"rows": [ROW], "name": "usulan"})

    found = answer.json()
    Draft202012Validator(load_schema()).validate(found)
    (item,) = found["items"]
    assert ("mapped", "crosswalk") == (item["status"], item["method"])
    assert 396_768_000 == item["amounts"]["2021"]
    assert "usulan.csv" == item["place"]["file"]


def test_an_amount_that_is_not_whole_is_a_finding_and_keeps_its_digits(client) -> None:
    text = json.dumps({"rows": [ROW]}).replace("396768000", "107928192.77")
    headers = {"content-type": "application/json"}

    found = client.post("/translate", content=text, headers=headers).json()

    assert "NK304" in {one["rule"] for one in found["findings"]}


def test_options_say_how_to_translate(client) -> None:
    def asked(**options) -> dict:
        answer = client.post("/translate", json={"rows": [ROW]}, params=options)
        assert 200 == answer.status_code, answer.text
        return answer.json()["items"][0]

    assert "crosswalk" == asked()["method"]
    assert "exact" == asked(no_crosswalk="true")["method"]
    assert "unmapped" == asked(no_crosswalk="true", no_exact="true", no_fuzzy="true")["status"]
    assert "2.17.01.2.03.10" == asked(bidang="2.17")["targets"][0]["code"]
    named = {"from": "permendagri-13-2006", "to": "permendagri-90-2019",
             "crosswalk": ["permendagri-13-2006--permendagri-90-2019"]}  # fmt: skip
    assert "crosswalk" == asked(**named)["method"]


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"to": "nope"}, 404), ({"to": "/etc/passwd"}, 404), ({"from": "../x"}, 404),
        ({"crosswalk": "/etc"}, 404), ({"to": ""}, 400), ({"authority": "desa"}, 400),
        ({"bidang": "x"}, 400), ({"no_exact": "1"}, 400), ({"decisions": "/etc/passwd"}, 400),
        ({"side": ["left", "left"]}, 400),
    ],
)  # fmt: skip
def test_options_that_make_no_sense_are_refused(client, options, status) -> None:
    answer = client.post("/translate", json={"rows": [ROW]}, params=options)

    assert status == answer.status_code
    assert "application/problem+json" == answer.headers["content-type"]


@pytest.mark.parametrize(
    "data",
    [
        [], {}, {"rows": []}, {"rows": [1]}, {"rows": [{}]}, {"rows": [{"a": []}]},
        {"rows": [{"a": True}]}, {"rows": [{"a": 1}], "x": 1}, {"rows": [{"a": 1}], "name": ""},
    ],
)  # fmt: skip
def test_rows_of_the_wrong_shape_are_refused_with_their_place(client, data) -> None:
    answer = client.post("/translate", json=data)

    assert 400 == answer.status_code
    assert answer.json()["errors"]


def test_a_body_without_a_plan_is_refused_with_the_reason(client) -> None:
    for content in (b"", b"   ", b"halo", b"a;b\n1;2\n", b"\xff\xfe\x00"):
        answer = client.post("/translate", content=content, headers=CSV)
        assert 422 == answer.status_code
        assert answer.json()["detail"]
    assert 422 == client.post("/translate", files={"plan": ("x.xlsx", b"PK\3\4")}).status_code


@pytest.mark.parametrize("kind", ["", "text/html", "application/x-www-form-urlencoded"])
def test_a_body_of_another_kind_is_refused(client, kind) -> None:
    answer = client.post("/translate", content=b"a=b", headers={"content-type": kind})

    assert 415 == answer.status_code


def test_a_form_that_is_none_is_refused(client) -> None:
    forms = (b"", b"--x\r\n", b"--x\r\nbroken", b"\xff" * 50)
    for content in forms:
        for kind in ("multipart/form-data", "multipart/form-data; boundary=x"):
            headers = {"content-type": kind}
            assert 400 == client.post("/translate", content=content, headers=headers).status_code
    two = [("plan", ("a.csv", b"a;b")), ("plan", ("b.csv", b"a;b"))]
    assert 400 == client.post("/translate", files=two).status_code
    assert 400 == client.post("/translate", files={"other": ("a.csv", b"a;b")}).status_code


def test_a_code_is_looked_up_in_both_directions(client) -> None:
    found = client.get("/lookup", params={"q": "0.00.01.010"}).json()
    assert "X.XX.01.2.03.10" == found["forward"][0]["targets"][0]["code"]
    found = client.get("/lookup", params={"q": "2.17.01.2.03.10"}).json()
    assert "0.00.01.010" == found["backward"][0]["source"]["code"]
    assert "place" not in found["backward"][0]


def test_a_text_finds_entries_of_what_is_asked_for(client) -> None:
    found = client.get("/lookup?q=usaha+mikro&to=permendagri-90-2019&limit=2").json()

    assert 2 == len(found["entries"])
    assert {"permendagri-90-2019"} == {one["catalog"] for one in found["entries"]}


def test_catalogs_say_where_they_are_reconciled(client) -> None:
    found = client.get("/catalogs").json()["catalogs"]

    assert ["permendagri-13-2006", "permendagri-90-2019"] == [one["id"] for one in found]
    for one in found:
        assert 200 == client.get(one["reconcile"]).status_code


def test_the_page_at_the_root_names_every_service(client) -> None:
    page = client.get("/").text

    for one in client.get("/catalogs").json()["catalogs"]:
        assert one["reconcile"] in page


def test_what_is_described_is_what_is_routed(client, shelf) -> None:
    described = client.get("/openapi.json").json()
    paths = {path: set(one) for path, one in described["paths"].items()}
    routed: dict[str, set[str]] = {}
    for route in Api(shelf, Workers(1, 1), Workers(1, 1)).routes():
        methods = {method.lower() for method in route.methods or ()} - {"head"}
        routed.setdefault(route.path, set()).update(methods)

    assert routed == paths
    assert "3.1.0" == described["openapi"]
    for one in OPERATIONS:
        raw = described["paths"][one.path][one.method.lower()]
        assert [parameter.name for parameter in one.parameters] == [
            parameter["name"] for parameter in raw["parameters"]
        ]
        assert list(one.bodies) == list(raw.get("requestBody", {}).get("content", {}))
    text = json.dumps(described)
    for reference in {part.split('"')[0] for part in text.split('"$ref": "')[1:]}:
        name = reference.removeprefix("#/components/schemas/")
        assert name in described["components"]["schemas"]


def test_the_checks_agree_with_a_validator_of_json_schema() -> None:
    schema = TRANSLATE.bodies["application/json"]
    validator = Draft202012Validator(schema)
    documents = [
        1, None, [], {}, {"rows": 1}, {"rows": []}, {"rows": [ROW]}, {"rows": [{"a": True}]},
        {"rows": [{"a": 1.5, "b": None}], "name": "x"}, {"rows": [{"a": "x" * 40_000}]},
        {"rows": [ROW], "name": ""}, {"rows": [ROW], "more": 1}, {"rows": [[]]},
    ]  # fmt: skip

    for document in documents:
        assert validator.is_valid(document) is not bool(errors_of(document, schema)), document


def test_errors_are_told_a_few_at_a_time() -> None:
    document = {"rows": [{"a": []}] * 1000}

    found = errors_of(document, TRANSLATE.bodies["application/json"])

    assert 20 == len(found)
    assert "/rows/0/a" == found[0]["pointer"]


def test_a_shelf_serves_what_it_is_told_to(shelf) -> None:
    one = Shelf.of(["permendagri-90-2019"], Authority.KABUPATEN_KOTA, shelf.store)

    assert ("permendagri-90-2019",) == one.ids()
    assert one.get("permendagri-13-2006") is None
    assert one.get("permendagri-90-2019") is one.get("permendagri-90-2019")
    with pytest.raises(CatalogError, match="nope"):
        Shelf.of(["nope"], store=shelf.store)


def test_a_catalog_is_opened_again_when_its_files_change(shelf, tmp_path) -> None:
    from nomenklatur.catalog.folder import save_catalog  # noqa: PLC0415 - here only
    from nomenklatur.service.shelf import OpenStore  # noqa: PLC0415 - the same

    store = OpenStore(home=tmp_path, cache=None)
    own = Shelf.of((), store=store)
    first = own.get("permendagri-90-2019")
    assert first is own.get("permendagri-90-2019")

    save_catalog(first.catalog, store.catalog_folder("permendagri-90-2019"))

    assert first is not own.get("permendagri-90-2019")


def test_workers_refuse_what_would_wait_too_long_and_recover() -> None:
    async def scenario() -> None:
        workers = Workers(threads=1, waiting=1)
        gate = threading.Event()
        first = asyncio.create_task(workers.run(gate.wait))
        second = asyncio.create_task(workers.run(lambda: 2))
        await asyncio.sleep(0.05)
        with pytest.raises(Problem) as refused:
            await workers.run(lambda: 3)
        assert 503 == refused.value.status
        gate.set()
        assert [True, 2] == await asyncio.gather(first, second)
        assert 4 == await workers.run(lambda: 4)

    asyncio.run(scenario())


def test_what_a_worker_raises_is_raised_and_who_has_gone_is_not_worked_for() -> None:
    async def scenario() -> None:
        workers = Workers(threads=1, waiting=2)
        with pytest.raises(ZeroDivisionError):
            await workers.run(lambda: 1 // 0)
        gate, worked = threading.Event(), []
        first = asyncio.create_task(workers.run(gate.wait))
        second = asyncio.create_task(workers.run(lambda: worked.append(1)))
        await asyncio.sleep(0.05)
        second.cancel()
        gate.set()
        await first
        await workers.run(lambda: None)
        assert [] == worked

    asyncio.run(scenario())
