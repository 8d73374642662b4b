"""Every answer against the JSON Schemas of the specification, read beside the project."""

from __future__ import annotations

import functools
import json

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7
from starlette.testclient import TestClient

from nomenklatur.catalog.importing import install
from nomenklatur.catalog.importing.importer import import_catalog
from nomenklatur.service.app import make_app
from nomenklatur.service.shelf import OpenStore, Shelf
from tests.shared_catalogs import LIST_FOR_2027

NEW = "/reconcile/permendagri-90-2019"
OLD = "/reconcile/permendagri-13-2006"
BOTH = pytest.mark.parametrize("path", [NEW, OLD])
pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def valid(shared_data):
    """Checks a document against a schema of the specification."""
    folder = shared_data / "reconciliation-schemas-0.2"
    known = {
        file.stem: json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.json"))
    }
    registry = Registry().with_resources(
        (one["$id"], Resource.from_contents(one, default_specification=DRAFT7))
        for one in known.values()
        if "$id" in one
    )

    @functools.cache
    def validator(name: str) -> Draft7Validator:
        return Draft7Validator(known[name], registry=registry)

    def check(name: str, document: object) -> None:
        assert [] == [error.message for error in validator(name).iter_errors(document)]

    return check


def test_the_schemas_refuse_what_is_wrong(valid) -> None:
    with pytest.raises(AssertionError):
        valid("manifest", {"versions": ["0.1"]})
    with pytest.raises(AssertionError):
        valid("reconciliation-result-batch", {"q": {"result": [{"id": 1}]}})


@BOTH
def test_manifests_are_valid(client, valid, path) -> None:
    valid("manifest", client.get(path).json())


QUERIES = {
    "name": {"query": "Penyediaan Jasa Surat Menyurat"},
    "program": {"query": "Program Pendidikan dan Latihan Perkoperasian", "type": ["program"]},
    "code": {"query": "2.17"},
    "nothing": {"query": "zzzz"},
    "properties": {
        "query": "rapat koordinasi",
        "type": "sub_kegiatan",
        "type_strict": "should",
        "limit": 10,
        "properties": [
            {"pid": "program", "v": "Program Pelayanan Administrasi Perkantoran"},
            {"pid": "bidang", "v": {"id": "2.17", "name": "Koperasi"}},
            {"pid": "authority", "v": ["kota", "kabupaten"]},
            {"pid": "version", "v": "permendagri-13-2006"},
            {"pid": "nonsense", "v": True},
        ],
    },
}


@BOTH
def test_batches_and_their_results_are_valid(client, valid, path) -> None:
    valid("reconciliation-query-batch", QUERIES)

    answer = client.post(path, data={"queries": json.dumps(QUERIES)}).json()

    assert set(QUERIES) == set(answer)
    valid("reconciliation-result-batch", answer)


@BOTH
@pytest.mark.parametrize(
    ("what", "schema"),
    [
        ("entity", "suggest-entities-response"),
        ("type", "suggest-types-response"),
        ("property", "suggest-properties-response"),
    ],
)
def test_suggestions_are_valid(client, valid, path, what, schema) -> None:
    for prefix in ("", "p", "kegiatan", "1.15", "2.17"):
        valid(schema, client.get(f"{path}/suggest/{what}", params={"prefix": prefix}).json())


@BOTH
def test_proposals_extensions_and_their_queries_are_valid(client, valid, path) -> None:
    proposed = client.get(f"{path}/extend/propose", params={"limit": 30}).json()
    valid("data-extension-property-proposal", proposed)
    entities = client.get(f"{path}/suggest/entity", params={"prefix": "peningkatan"}).json()
    query = {
        "ids": [*(one["id"] for one in entities["result"]), "nope"],
        "properties": [{"id": one["id"]} for one in proposed["properties"]],
    }
    valid("data-extension-query", query)

    answer = client.post(path, data={"extend": json.dumps(query)})

    assert 200 == answer.status_code
    valid("data-extension-response", answer.json())


def test_types_are_valid(client, valid) -> None:
    for one in client.get(NEW).json()["defaultTypes"]:
        valid("type", one)


@pytest.fixture(scope="module")
def national(shared_data, tmp_path_factory):
    """The service over the official list for 2027."""
    home = tmp_path_factory.mktemp("national")
    store = OpenStore(home=home, cache=home / "cache")
    install(import_catalog(shared_data / LIST_FOR_2027, id="sipd-2027"), store)
    shelf = Shelf.of(["sipd-2027"], store=store)
    return TestClient(make_app(shelf), base_url="http://127.0.0.1:8000")


def test_the_national_list_answers_by_the_specification(national, valid) -> None:
    path = "/reconcile/sipd-2027"
    valid("manifest", national.get(path).json())
    queries = {
        "both": {"query": "1.01.02.3.03"},
        "one": {
            "query": "Penyediaan Jasa Surat Menyurat",
            "properties": [{"pid": "authority", "v": "kabupaten_kota"}],
        },
        "neither": {"query": "Penyediaan Jasa Surat Menyurat"},
    }

    answer = national.post(path, data={"queries": json.dumps(queries)}).json()

    valid("reconciliation-result-batch", answer)
    both = answer["both"]["result"]
    assert ["1.01.02.3.03@kabupaten_kota", "1.01.02.3.03@provinsi"] == sorted(o["id"] for o in both)
    assert len({one["name"] for one in both}) == len(both)
    assert answer["one"]["result"][0]["match"] is True
    assert not any(one["match"] for one in (*both, *answer["neither"]["result"]))


def test_the_national_list_has_columns_of_its_own(national, valid) -> None:
    path = "/reconcile/sipd-2027"
    proposed = national.get(f"{path}/extend/propose").json()
    valid("data-extension-property-proposal", proposed)
    own = [one["id"] for one in proposed["properties"] if one["id"].startswith("extra:")]
    query = {
        "ids": ["X.XX.01.2.08.0002"],
        "properties": [{"id": pid} for pid in ("indikator", "satuan", "parent", *own)],
    }

    answer = national.post(f"{path}/extend", json=query).json()

    valid("data-extension-response", answer)
    row = answer["rows"]["X.XX.01.2.08.0002"]
    assert own
    assert row["indikator"][0]["str"]
    assert row["parent"][0]["id"].startswith("X.XX.01.2.08")
