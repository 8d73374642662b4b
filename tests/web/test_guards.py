from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from nomenklatur.web import limits
from nomenklatur.web.protect import NOTHING_CSP, Limits, protect
from nomenklatur.web.server import bind, is_loopback, new_token

TOKEN = new_token()


async def where(request):
    return PlainTextResponse(str(request.url_for("where")))


async def size(request):
    return PlainTextResponse(str(len(await request.body())))


async def fail(_request):
    raise ZeroDivisionError


APP = Starlette(
    routes=[
        Route("/", where, name="where"),
        Route("/health", where),
        Route("/size", size, methods=["POST"]),
        Route("/open/size", size, methods=["POST"]),
        Route("/fail", fail),
    ]
)


@pytest.fixture(autouse=True)
def _hurried(monkeypatch) -> None:
    """The test client never says that it has sent all of what nobody reads."""
    monkeypatch.setattr(limits, "LINGER", 0.05)


@pytest.fixture
def listener():
    listener = bind()
    yield listener
    listener.close()


def client_of(listener, host=None, **options) -> TestClient:
    app = protect(APP, listener, **options)
    return TestClient(app, base_url=f"http://{host or f'127.0.0.1:{listener.port}'}")


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_every_name_of_loopback_is_answered_with_the_port(listener, name) -> None:
    assert 200 == client_of(listener, f"{name}:{listener.port}").get("/").status_code


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:1", "localhost", "127.0.0.1.nip.io"])
def test_another_host_is_refused_unless_any_is_allowed(listener, host) -> None:
    assert 421 == client_of(listener, host).get("/").status_code
    assert 200 == client_of(listener, host, any_host=True).get("/").status_code


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "http://{own}"}, 200),
        ({"origin": "https://{own}"}, 200),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://127.0.0.1:1"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://[evil"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
    ],
)
def test_a_foreign_page_may_send_nothing(listener, headers, status) -> None:
    own = f"127.0.0.1:{listener.port}"
    sent = {name: value.format(own=own) for name, value in headers.items()}

    assert status == client_of(listener).post("/size", headers=sent).status_code


def test_a_foreign_page_may_use_what_is_shared_and_read_the_answer(listener) -> None:
    client = client_of(listener, shared=("/open",))
    foreign = {"origin": "http://evil.example"}

    answer = client.post("/open/size", content=b"abc", headers=foreign)

    assert "3" == answer.text
    assert "*" == answer.headers["access-control-allow-origin"]
    assert ["cross-origin"] == answer.headers.get_list("cross-origin-resource-policy")
    assert 403 == client.post("/size", headers=foreign).status_code
    assert "access-control-allow-origin" not in client.get("/", headers=foreign).headers


def test_a_preflight_of_what_is_shared_is_answered_before_the_application(listener) -> None:
    client = client_of(listener, shared=("/open",))
    asked = {
        "origin": "http://evil.example",
        "access-control-request-method": "POST",
        "access-control-request-private-network": "true",
    }

    answer = client.options("/open/size", headers=asked)

    assert 204 == answer.status_code
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "true" == answer.headers["access-control-allow-private-network"]
    assert "access-control-allow-origin" not in client.options("/size", headers=asked).headers


def test_the_token_is_the_first_part_of_the_path_or_the_bearer(listener) -> None:
    client = client_of(listener, token=TOKEN)

    assert listener.url(TOKEN) == client.get(f"/{TOKEN}/").text
    assert 200 == client.get("/", headers={"authorization": f"Bearer {TOKEN}"}).status_code


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", {}),
        (f"/{TOKEN[:-1]}/", {}),
        (f"/x/{TOKEN}/", {}),
        ("/", {"authorization": "Bearer wrong"}),
        ("/", {"authorization": f"Basic {TOKEN}"}),
        ("/", {"authorization": ""}),
        (f"/?token={TOKEN}", {}),
        ("/t%C3%B6ken/", {}),
    ],
    ids=range(8),  # the token is another in every process
)
def test_without_the_token_nothing_is_answered(listener, path, headers) -> None:
    answer = client_of(listener, token=TOKEN).get(path, headers=headers)

    assert 401 == answer.status_code
    assert "Bearer" == answer.headers["www-authenticate"]


def test_what_is_free_needs_no_token(listener) -> None:
    client = client_of(listener, token=TOKEN, free=("/health",))

    assert 200 == client.get("/health").status_code
    assert 401 == client.get("/healthy").status_code


def test_origin_and_sharing_hold_behind_the_token_too(listener) -> None:
    client = client_of(listener, token=TOKEN, shared=("/open",))
    foreign = {"origin": "http://evil.example"}

    assert 403 == client.post(f"/{TOKEN}/size", headers=foreign).status_code
    assert 200 == client.post(f"/{TOKEN}/open/size", headers=foreign).status_code


def test_every_answer_has_the_security_headers(listener) -> None:
    client = client_of(listener, token=TOKEN)

    for answer in (client.get("/"), client.get(f"/{TOKEN}/"), client.get(f"/{TOKEN}/none")):
        assert NOTHING_CSP == answer.headers["content-security-policy"]
        assert "nosniff" == answer.headers["x-content-type-options"]
        assert "no-referrer" == answer.headers["referrer-policy"]


def test_a_refusal_is_a_problem_for_programs_and_text_for_people(listener) -> None:
    client = client_of(listener, token=TOKEN)

    for_programs = client.get("/")
    for_people = client.get("/", headers={"accept": "text/html,*/*"})

    assert "application/problem+json" == for_programs.headers["content-type"]
    assert 401 == for_programs.json()["status"]
    assert for_people.text.startswith("401: the address lacks the token")
    assert for_people.headers["content-type"].startswith("text/plain")


def test_a_defect_is_answered_and_logged_and_the_service_lives_on(listener, caplog) -> None:
    app = protect(APP, listener)
    base = f"http://127.0.0.1:{listener.port}"
    client = TestClient(app, base_url=base, raise_server_exceptions=False)

    answer = client.get("/fail")

    assert 500 == answer.status_code
    assert "ZeroDivisionError" in caplog.text
    assert 200 == client.get("/").status_code


def test_a_websocket_is_closed(listener) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        client_of(listener).websocket_connect("/", headers={"host": f"localhost:{listener.port}"}),
    ):
        pass


def test_a_body_within_the_limit_arrives_whole_and_a_longer_one_is_refused(listener) -> None:
    client = client_of(listener, limits=Limits(body=1000))

    assert "1000" == client.post("/size", content=b"x" * 1000).text
    assert 413 == client.post("/size", content=b"x" * 1001).status_code
    assert 413 == client.post("/size", content=iter([b"x" * 600, b"x" * 600])).status_code


def test_all_bodies_at_once_have_a_limit_that_is_given_back(listener) -> None:
    client = client_of(listener, limits=Limits(body=1000, bodies=900))

    for _ in range(3):
        assert 503 == client.post("/size", content=b"x" * 950).status_code
        assert "900" == client.post("/size", content=b"x" * 900).text


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True), ("127.8.0.1", True), ("localhost", True), ("::1", True),
        ("[::1]", True), ("0.0.0.0", False), ("::", False), ("192.168.1.5", False),  # noqa: S104 - not listened on
        ("localhost.example", False), ("", False),
    ],
)  # fmt: skip
def test_loopback_is_told_from_what_others_reach(host, expected) -> None:
    assert expected is is_loopback(host)
