from __future__ import annotations

import asyncio
import functools
import os
import signal
import socket
import subprocess
import sys
import threading
import time

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from nomenklatur.language import language, use_language
from nomenklatur.web.protect import Limits, protect
from nomenklatur.web.server import ServeError, Server, bind

PLAIN = {"timeout": 60, "verify": False}  # no certificates, which take their time to load
get = functools.partial(httpx.get, **PLAIN)
post = functools.partial(httpx.post, **PLAIN)
LIMITS = Limits(body=100_000, reading=0.5, answering=1.0)


async def size(request):
    return PlainTextResponse(str(len(await request.body())))


async def hello(_request):
    return PlainTextResponse(language())


async def slow(request):
    await asyncio.sleep(float(request.query_params["seconds"]))
    return PlainTextResponse("done")


APP = Starlette(
    routes=[Route("/", hello), Route("/size", size, methods=["POST"]), Route("/slow", slow)]
)


@pytest.fixture(scope="module")
def service():
    listener = bind()
    server = Server(protect(APP, listener, limits=LIMITS), listener, head=0.5)
    with server.in_background():
        yield listener


def raw(listener, data: bytes, timeout: float = 5) -> bytes:
    """What comes back for some bytes until the connection is closed."""
    with socket.create_connection(("127.0.0.1", listener.port), timeout) as connection:
        connection.sendall(data)
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
        return b"".join(parts)


def test_the_address_is_known_before_the_server_runs() -> None:
    listener = bind()
    with Server(protect(APP, listener), listener).in_background() as url:
        assert f"http://127.0.0.1:{listener.port}/" == url
        assert "en" == get(url).text


def test_the_language_of_the_caller_is_that_of_the_server() -> None:
    listener = bind()
    with use_language("id"), Server(APP, listener).in_background() as url:
        assert "id" == get(url).text


def test_a_port_that_is_taken_is_an_error_that_says_what_to_do() -> None:
    listener = bind()
    with pytest.raises(ServeError, match=r"cannot listen on 127\.0\.0\.1.*--port 0"):
        bind("127.0.0.1", listener.port)
    listener.close()


@pytest.mark.parametrize("host", ["no.such.host.invalid", "x" * 300, "\udcff"])
def test_an_address_that_is_none_is_an_error(host) -> None:
    with pytest.raises(ServeError):
        bind(host, 0)


def test_a_long_body_is_refused_and_its_sender_can_read_why(service) -> None:
    def parts():
        for _ in range(1600):
            yield b"x" * 65536

    url = service.url() + "size"
    for content in (b"x" * 100 * 2**20, parts()):
        assert 413 == post(url, content=content).status_code
    assert 200 == get(service.url()).status_code


def test_who_waits_with_a_long_body_is_refused_before_sending_it(service) -> None:
    head = (
        f"POST /size HTTP/1.1\r\nHost: 127.0.0.1:{service.port}\r\n"
        "Content-Length: 104857600\r\nExpect: 100-continue\r\n\r\n"
    )

    began = time.monotonic()
    answer = raw(service, head.encode())

    assert answer.startswith(b"HTTP/1.1 413 ")
    assert time.monotonic() - began < 4


def test_a_body_that_does_not_come_is_not_waited_for(service) -> None:
    head = f"POST /size HTTP/1.1\r\nHost: 127.0.0.1:{service.port}\r\nContent-Length: 100\r\n\r\nab"

    assert raw(service, head.encode()).startswith(b"HTTP/1.1 408 ")


def test_a_long_body_may_take_its_time_and_a_drip_may_not(service) -> None:
    """Every 32 KiB are worth a second more; a byte now and then is worth nothing."""

    def parts(size: int, times: int, pause: float):
        for _ in range(times):
            yield b"x" * size
            time.sleep(pause)

    url = service.url() + "size"
    answer = post(url, content=parts(16_000, 5, 0.25))
    assert (200, "80000") == (answer.status_code, answer.text)
    assert 408 == post(url, content=parts(1, 20, 0.1)).status_code


@pytest.mark.parametrize("data", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\n"])
def test_a_head_that_does_not_come_is_not_waited_for(service, data) -> None:
    began = time.monotonic()

    assert b"" == raw(service, data)
    assert time.monotonic() - began < 6


def test_what_is_no_http_is_refused(service) -> None:
    assert raw(service, b"\x16\x03\x01\x02\x00\r\n\r\n").startswith(b"HTTP/1.1 400 ")


def test_an_answer_that_takes_too_long_is_given_up(service) -> None:
    answer = get(service.url() + "slow?seconds=9")

    assert 503 == answer.status_code
    assert "30" == answer.headers["retry-after"]


def test_slow_clients_do_not_keep_others_waiting(service) -> None:
    idle = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(100)]
    for connection in idle:
        connection.sendall(b"POST /size HTTP/1.1\r\n")

    began = time.monotonic()
    assert 200 == get(service.url()).status_code
    assert time.monotonic() - began < 5
    for connection in idle:
        connection.close()


def test_too_many_connections_are_refused_until_some_are_closed() -> None:
    listener = bind()
    with Server(APP, listener, connections=5).in_background() as url:
        idle = [socket.create_connection(("127.0.0.1", listener.port)) for _ in range(10)]
        time.sleep(0.2)
        assert 503 == get(url).status_code
        for connection in idle:
            connection.close()
        time.sleep(0.2)
        assert 200 == get(url).status_code


def test_a_stop_finishes_what_is_being_worked_on() -> None:
    listener = bind()
    server = Server(APP, listener)
    answers = []
    with server.in_background() as url:
        asking = threading.Thread(target=lambda: answers.append(get(f"{url}slow?seconds=1").text))
        asking.start()
        time.sleep(0.4)
        server.stop()
    asking.join()

    assert ["done"] == answers


SCRIPT = """
import sys
sys.path.insert(0, {folder!r})
from test_server import APP
from nomenklatur.web.server import Server, bind
listener = bind()
print(listener.url(), flush=True)
Server(APP, listener).run()
print("ended", flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_server_in_order(sign) -> None:
    script = SCRIPT.format(folder=os.path.dirname(__file__))  # noqa: PTH120 - a text for a script
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    answers = []
    asking = threading.Thread(target=lambda: answers.append(get(f"{url}slow?seconds=1").text))
    asking.start()
    time.sleep(0.5)
    process.send_signal(sign)
    out, err = process.communicate(timeout=20)
    asking.join()

    assert ("ended\n", "", 0) == (out, err, process.returncode)
    assert ["done"] == answers
