"""The service as it is run, and those who do it no good."""

from __future__ import annotations

import functools
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time

import httpx
import pytest

from nomenklatur.service.app import LIMITS, make_service
from nomenklatur.service.shelf import Shelved
from nomenklatur.web.server import Server, bind, new_token

PLAIN = {"timeout": 60, "verify": False}  # no certificates, which take their time to load
get = functools.partial(httpx.get, **PLAIN)
post = functools.partial(httpx.post, **PLAIN)
options = functools.partial(httpx.options, **PLAIN)
NEW = "reconcile/permendagri-90-2019"
ROWS = {"rows": [{"Uraian": "Penyediaan Alat Tulis Kantor", "Pagu 2021": 1}]}
FOREIGN = {"origin": "https://evil.example"}


@pytest.fixture(scope="module")
def url(shelf):
    listener = bind()
    with Server(make_service(shelf, listener), listener).in_background() as url:
        yield url


@pytest.fixture(autouse=True)
def _lives_on(url):
    """Whatever was sent, the service answers afterwards."""
    yield
    assert "ok" == get(url + "health").json()["status"]


def test_a_page_of_another_origin_may_reconcile_and_nothing_else(url) -> None:
    answer = post(url + NEW, data={"queries": "{}"}, headers=FOREIGN)
    assert (200, "*") == (answer.status_code, answer.headers["access-control-allow-origin"])
    answer = post(url + "translate", json=ROWS, headers=FOREIGN)
    assert 403 == answer.status_code
    assert "access-control-allow-origin" not in get(url + "catalogs", headers=FOREIGN).headers


@pytest.mark.parametrize(
    "path",
    ["", "/suggest/entity?prefix=a", "/suggest/type?prefix=", "/suggest/property?prefix=",
     "/flyout/entity?id=2.17", "/preview?id=2.17", "/view?id=2.17", "/extend/propose",
     "?queries={}", "/nope", "?queries=x"],
)  # fmt: skip
def test_every_endpoint_of_reconciliation_is_open_to_every_origin(url, path) -> None:
    answer = get(url + NEW + path, headers=FOREIGN)

    assert ["*"] == answer.headers.get_list("access-control-allow-origin")
    assert ["cross-origin"] == answer.headers.get_list("cross-origin-resource-policy")


def test_a_preflight_is_answered(url) -> None:
    asked = {**FOREIGN, "access-control-request-method": "POST"}

    assert 204 == options(url + NEW, headers=asked).status_code


@pytest.mark.parametrize("path", ["", "catalogs", "health", NEW])
def test_a_wrong_host_is_refused(url, path) -> None:
    assert 421 == get(url + path, headers={"host": "evil.example"}).status_code


@pytest.mark.parametrize("path", ["translate", NEW, "lookup", "nope"])
def test_a_body_of_a_hundred_megabytes_is_refused(url, path) -> None:
    def parts():
        for _ in range(100):
            yield b"x" * 2**20

    assert 413 == post(url + path, content=b"x" * 100 * 2**20).status_code
    assert 413 == post(url + path, content=parts()).status_code


def test_a_batch_of_ten_thousand_queries_is_refused(url) -> None:
    batch = json.dumps({f"q{n}": {"query": "alat tulis"} for n in range(10_000)})

    assert 413 == post(url + NEW, data={"queries": batch}).status_code


def test_deep_or_broken_json_is_refused(url) -> None:
    headers = {"content-type": "application/json"}
    for path in ("translate", NEW, f"{NEW}/reconcile", f"{NEW}/extend"):
        for content in (b"[" * 1_000_000, b'{"a":' * 500_000, b"\xff\xfe", b"{", b"1e999999"):
            answer = post(url + path, content=content, headers=headers)
            assert 400 == answer.status_code
            assert "application/problem+json" == answer.headers["content-type"]


def test_a_workbook_that_is_a_bomb_is_refused(url, tmp_path) -> None:
    import zipfile  # noqa: PLC0415 - here only

    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 300 * 2**20)

    answer = post(url + "translate", files={"plan": ("b.xlsx", bomb.read_bytes())}, timeout=60)

    assert 422 == answer.status_code


def test_slow_and_idle_clients_keep_nobody_waiting(url) -> None:
    port = int(url.rstrip("/").rpartition(":")[2])
    head = b"POST /translate HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\na"
    idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(60)]
    for connection, sent in zip(idle, [b"", head[:20], head] * 20, strict=True):
        connection.sendall(sent)

    began = time.monotonic()
    assert 200 == get(url + NEW).status_code
    assert time.monotonic() - began < 5
    for connection in idle:
        connection.close()


def test_a_slow_question_does_not_keep_health_waiting(url, shelf, monkeypatch) -> None:
    gate = threading.Event()
    monkeypatch.setattr(Shelved, "id", property(lambda _self: gate.wait(5) and "x"))
    asking = threading.Thread(target=lambda: get(url + NEW))
    asking.start()

    began = time.monotonic()
    assert 200 == get(url + "health").status_code
    assert time.monotonic() - began < 4
    gate.set()
    asking.join()


def test_beyond_loopback_the_token_is_all(shelf) -> None:
    token = new_token()
    listener = bind("0.0.0.0", 0)  # noqa: S104 - it is the test
    service = make_service(shelf, listener, token=token)
    with Server(service, listener).in_background():
        base = f"http://127.0.0.1:{listener.port}/"
        name = {"host": "perencanaan.example"}
        assert 401 == get(base + NEW, headers=name).status_code
        assert 401 == post(base + "translate", json=ROWS).status_code
        assert 401 == get(f"{base}{token}x/{NEW}").status_code
        assert 200 == get(base + "health", headers=name).status_code
        found = get(f"{base}{token}/{NEW}", headers=name).json()
        assert (
            f"http://perencanaan.example/{token}/{NEW}/view?id={{{{id}}}}" == found["view"]["url"]
        )
        bearer = {"authorization": f"Bearer {token}"}
        assert 200 == get(base + "catalogs", headers=bearer).status_code
        for host in ("[", "[::1", "a b", "<script>", '"', "a/b", "x" * 5000):
            answer = get(f"{base}{token}/{NEW}", headers={"host": host})
            assert answer.status_code in {200, 400}
            assert 200 == get(base + "health").status_code
        page = get(f"{base}{token}", follow_redirects=True)
        assert f"{token}/{NEW}" in page.text


def run(*arguments: str, home) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "nomenklatur_cli", "serve", *arguments],
        env={**os.environ, "NOMENKLATUR_HOME": str(home)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_the_command_says_where_it_is_and_ends_when_told(sign, tmp_path) -> None:
    process = run("--port", "0", "--catalog", "permendagri-90-2019", home=tmp_path)
    assert process.stdout is not None
    address = process.stdout.readline().strip()

    names = [one["id"] for one in get(address + "catalogs").json()["catalogs"]]
    process.send_signal(sign)
    _out, err = process.communicate(timeout=20)

    assert ["permendagri-90-2019"] == names
    assert 0 == process.returncode
    assert "Traceback" not in err
    assert "permendagri-90-2019" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--host", "0.0.0.0"), "--expose"),  # noqa: S104 - it is refused
        (("--host", "0.0.0.0", "--expose"), "needs a token"),  # noqa: S104 - the same
        (("--token", "short"), "a token has at least"),
        (("--token", "a/b" * 10), "a token has at least"),
        (("--catalog", "nope"), "nope"),
        (("--port", "70000"), "--port"),
        (("--host", "no.such.host.invalid"), "--expose"),
    ],
)
def test_a_service_that_would_be_unsafe_is_not_started(arguments, said, tmp_path) -> None:
    process = run(*arguments, home=tmp_path)
    out, err = process.communicate(timeout=20)

    assert (2, "") == (process.returncode, out)
    assert said in err


def test_a_port_that_is_taken_is_said(url, tmp_path) -> None:
    port = url.rstrip("/").rpartition(":")[2]
    process = run("--port", port, home=tmp_path)
    _out, err = process.communicate(timeout=20)

    assert 2 == process.returncode
    assert "--port 0" in err


def test_the_limits_are_those_of_a_service() -> None:
    assert LIMITS.body <= 64 * 2**20
    assert LIMITS.bodies >= LIMITS.body
