"""The admin socket's caller: answered, answered no, broken off, and nobody there."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kiosk.core.link.admin_socket import AdminSocket, AnsweredOtherwise, BrokeOff, NobodyListens

SECONDS = 20.0
Says = Callable[[bytes], Path]


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Says]:
    """Says the same bytes to whoever asks, and hangs up."""
    path, ends = tmp_path / "hall.sock", threading.Event()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen()
        listening.settimeout(0.1)

        def answer(said: bytes) -> None:
            while not ends.is_set():
                with suppress(TimeoutError):
                    line, _ = listening.accept()
                    with line:
                        line.recv(65536)
                        line.sendall(said)

        def says(said: bytes) -> Path:
            threads.append(threading.Thread(target=answer, args=(said,)))
            threads[-1].start()
            return path

        threads: list[threading.Thread] = []
        yield says
        ends.set()
        for thread in threads:
            thread.join()


def reply(body: bytes, status: bytes = b"200 OK", length: int | None = None) -> bytes:
    return b"HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body) if length is None else length, body)


def test_an_answer(service: Says) -> None:
    with AdminSocket(service(reply(b'{"code": "K7QF"}')), SECONDS) as hall:
        assert hall.ask("POST", "/admin/enrol-codes", {"terminal": "1 号终端"}) == {"code": "K7QF"}


def test_lines_while_it_works(service: Says) -> None:
    with AdminSocket(service(reply(b'{"done": 1}\n{"answer": 7}\n')), SECONDS) as hall:
        assert list(hall.lines("/admin/keeping/rotate", {})) == [{"done": 1}, {"answer": 7}]


def test_no_comes_with_its_status_and_its_text(service: Says) -> None:
    with AdminSocket(service(reply(b"shut", b"503 No")), SECONDS) as hall:
        with pytest.raises(AnsweredOtherwise) as refused:
            hall.ask("GET", "/admin/terminals")
        assert (refused.value.status, refused.value.text) == (503, "shut")
        with pytest.raises(AnsweredOtherwise, match="503: shut"):
            list(hall.lines("/admin/keeping/rotate"))


def test_a_service_that_ends_in_the_middle_broke_off(service: Says) -> None:
    with AdminSocket(service(reply(b'{"done": 1}\n', length=500)), SECONDS) as hall, pytest.raises(BrokeOff):
        list(hall.lines("/admin/keeping/rotate"))


def test_nobody_listens_on_no_socket_and_on_one_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "hall.sock"
    with pytest.raises(NobodyListens), AdminSocket(path, SECONDS):
        pass
    with socket.socket(socket.AF_UNIX) as killed:
        killed.bind(str(path))
    with AdminSocket(path, SECONDS) as hall, pytest.raises(NobodyListens):
        hall.ask("GET", "/admin/terminals")
