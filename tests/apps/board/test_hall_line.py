"""The board's line to a real hall service: it follows, loses, polls, and comes back by itself."""

from __future__ import annotations

import http.client
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kiosk.core.link.enrolment import HallLink
from tests.apps.board.ear import SECONDS, Ear
from tests.apps.board.halls import busy_hall, enrol_board
from tests.apps.hall.process import HallProcess


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    hall = busy_hall(tmp_path_factory.mktemp("hall"))
    yield hall
    hall.stop()


@pytest.fixture
def link(hall: HallProcess, tmp_path: Path) -> HallLink:
    return HallLink.load(enrol_board(hall, tmp_path))


@pytest.fixture
def listen() -> Iterator[Callable[[HallLink], Ear]]:
    ears: list[Ear] = []

    def start(link: HallLink) -> Ear:
        ears.append(Ear(link))
        return ears[-1]

    yield start
    for ear in ears:
        ear.line.stop()


def called(hall: HallProcess, window: int) -> str:
    answer = hall.call_next(window)
    assert answer
    return str(answer["number"])


def test_a_call_is_heard_at_once(hall: HallProcess, link: HallLink, listen: Callable[[HallLink], Ear]) -> None:
    ear = listen(link)
    ear.wait(lambda: ear.line.streaming and bool(ear.told))
    number = called(hall, 1)
    ear.wait(lambda: ear.knows(number))


def test_a_killed_hall_comes_back(hall: HallProcess, link: HallLink, listen: Callable[[HallLink], Ear]) -> None:
    ear = listen(link)
    ear.wait(lambda: bool(ear.told))
    hall.kill()
    ear.wait(lambda: bool(ear.away))
    hall.start()
    number = called(hall, 2)
    ear.wait(lambda: ear.knows(number) and ear.line.streaming)


def test_a_frozen_hall_is_away(hall: HallProcess, link: HallLink, listen: Callable[[HallLink], Ear]) -> None:
    ear = listen(link)
    ear.wait(lambda: ear.line.streaming and bool(ear.told))
    hall.signal(signal.SIGSTOP)
    try:
        ear.wait(lambda: bool(ear.away))
    finally:
        hall.signal(signal.SIGCONT)
    before = len(ear.told)
    ear.wait(lambda: len(ear.told) > before)


def test_a_proxy_that_swallows_streams_leaves_the_poll(
    hall: HallProcess, link: HallLink, listen: Callable[[HallLink], Ear]
) -> None:
    with _streamless_proxy(hall.settings.port) as proxy:
        ear = listen(replace(link, url=proxy.url))
        ear.wait(lambda: bool(ear.told))
        number = called(hall, 3)
        ear.wait(lambda: ear.knows(number))
        assert not ear.line.streaming
        assert not ear.away, "the hall is there, though its stream is not"


def test_a_revoked_board_hears_nothing_more(
    hall: HallProcess, link: HallLink, listen: Callable[[HallLink], Ear]
) -> None:
    hall.admin("/admin/terminals/revoke", {"terminal": link.terminal})
    ear = listen(link)
    ear.wait(lambda: bool(ear.away))
    assert not ear.told and "TokenRefused" in ear.away[0]


def test_a_board_that_cannot_be_heard_is_told_to_the_hall(
    hall: HallProcess, link: HallLink, listen: Callable[[HallLink], Ear]
) -> None:
    import httpx

    ear = listen(link)
    ear.wait(lambda: ear.line.streaming and bool(ear.told))
    token = {"Authorization": f"Bearer {link.token}"}
    with httpx.stream("GET", f"{hall.url}/api/events", headers=token, timeout=SECONDS) as events:
        lines = events.iter_lines()
        next(lines)  # the hub listens
        ear.line.tell_voice(False)
        assert "event: changed" in lines
    answer = httpx.post(f"{hall.url}/api/devices", headers=token, json={"printer": "well", "reader": True})
    assert answer.status_code == 422, "a board has no printer"


def test_a_port_that_answers_nonsense_is_away(listen: Callable[[HallLink], Ear]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        link = HallLink(f"http://127.0.0.1:{server.getsockname()[1]}", "t", 1, "大屏")
        begun = time.monotonic()
        ear = listen(link)
        ear.wait(lambda: bool(ear.away))
        assert time.monotonic() - begun < SECONDS
        ear.line.stop()


class _Proxy(BaseHTTPRequestHandler):
    """Passes every GET on, and answers 502 for the event stream."""

    port = 0

    def do_GET(self) -> None:
        if self.path.startswith("/api/events"):
            self.send_error(502)
            return
        onward = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        onward.request("GET", self.path, headers={"Authorization": self.headers["Authorization"]})
        answer = onward.getresponse()
        body = answer.read()
        onward.close()
        self.send_response(answer.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Not on the test's output."""


class _streamless_proxy:  # noqa: N801
    def __init__(self, port: int) -> None:
        handler = type("Proxy", (_Proxy,), {"port": port})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> _streamless_proxy:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
