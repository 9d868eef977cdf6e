"""kill -9 of the hall service at any moment of taking or calling a number: none acknowledged is lost, none comes twice,
nobody is called twice.

Every trial is a real process over real sockets, killed while visitors tap at three terminals and three windows call;
what was not acknowledged is asked for again by its key, as a terminal does.
"""

import http.client
import json
import multiprocessing
import random
import socket
import sqlite3
import threading
import uuid
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from tests.hall.process import HallProcess, settings

START_SECONDS = 30
MOST_TAPS_BEFORE_THE_KILL = 9
TRIALS_A_DAY = 50
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["kiosk.hall.app"])  # the service's imports once, not 2,000 times


def _serve(directory: Path, port: int, ready: Connection) -> None:
    from kiosk.hall.app import serve

    serve(settings(directory, port, "127.0.0.1"), demo=True, on_ready=lambda _: ready.send("ready"))


class Hall:
    """A hall service that is killed and started again on the same data."""

    def __init__(self, directory: Path, port: int) -> None:
        self.directory, self.port = directory, port

    def start(self) -> None:
        here, there = _processes.Pipe(duplex=False)
        self._process = _processes.Process(target=_serve, args=(self.directory, self.port, there))
        self._process.start()
        there.close()
        assert here.poll(START_SECONDS), "the hall service did not come up"
        assert here.recv() == "ready"

    def kill(self) -> None:
        self._process.kill()
        self._process.join()


class Clerk(threading.Thread):
    """Calls the next number at one window until the line breaks; remembers which calls were acknowledged."""

    def __init__(self, socket_path: Path, window: int) -> None:
        super().__init__()
        self.called: list[int] = []
        self._socket, self._window = socket_path, window

    def run(self) -> None:
        line = _UnixLine(self._socket)
        with suppress(OSError, http.client.HTTPException, ValueError):
            while True:
                line.request("POST", f"/admin/windows/{self._window}/call-next", "{}")
                called = json.loads(line.getresponse().read())
                if called is not None:
                    self.called.append(called["ticket_id"])
        line.close()


class _UnixLine(http.client.HTTPConnection):
    """HTTP over the admin socket."""

    def __init__(self, path: Path) -> None:
        super().__init__("hall", timeout=START_SECONDS)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(START_SECONDS)
        self.sock.connect(str(self._path))


class Terminal(threading.Thread):
    """Taps until the line breaks; remembers what was acknowledged, and the one order that was not."""

    def __init__(self, port: int, token: str, tapped: threading.Semaphore) -> None:
        super().__init__()
        self.acknowledged: dict[str, str] = {}
        self.printed: set[int] = set()
        self.open_order: str | None = None
        self._port, self._token, self._tapped = port, token, tapped

    def run(self) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=START_SECONDS)
        with suppress(OSError, http.client.HTTPException, ValueError):
            while True:
                self.take(line, str(uuid.uuid4()))
        line.close()

    def take(self, line: http.client.HTTPConnection, key: str) -> None:
        self.open_order = key
        self._tapped.release()
        ticket = self._post(line, "/api/tickets", key, {"service_id": random.randint(1, 4)})
        self.acknowledged[key], self.open_order = _name(ticket), None
        self._post(line, f"/api/tickets/{ticket['id']}/printed", key, {})
        self.printed.add(ticket["id"])

    def _post(self, line: http.client.HTTPConnection, path: str, key: str, body: dict[str, int]) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._token}", "Idempotency-Key": key}
        line.request("POST", path, json.dumps(body), headers)
        content = line.getresponse().read()
        answer: dict[str, Any] = json.loads(content) if content else {}
        return answer

    def ask_again(self) -> None:
        """After the restart: every acknowledged order by its key, and the one that was open."""
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=START_SECONDS)
        for key, number in list(self.acknowledged.items()):
            assert _name(self._post(line, "/api/tickets", key, {"service_id": 1})) == number
        if self.open_order is not None:
            self.take(line, self.open_order)
        line.close()


def _name(ticket: dict[str, Any]) -> str:
    return f"{ticket['business_date']} {ticket['number']}"


def _kill_again_and_again(directory: Path, trials: int) -> None:
    setting_up = HallProcess(directory).start()
    tokens = [setting_up.token(f"{number} 号终端") for number in (1, 2, 3)]
    setting_up.stop()
    database = setting_up.settings.data_dir / "hall.db"
    hall = Hall(directory, setting_up.settings.port)
    hall.start()
    numbers: dict[str, str] = {}
    printed: set[int] = set()
    called: list[int] = []
    for trial in range(1, trials + 1):
        tapped = threading.Semaphore(0)
        terminals = [Terminal(hall.port, token, tapped) for token in tokens]
        clerks = [Clerk(setting_up.settings.socket, window) for window in (1, 2, 3)]
        for one in (*terminals, *clerks):
            one.start()
        for _ in range(random.randint(1, MOST_TAPS_BEFORE_THE_KILL)):
            assert tapped.acquire(timeout=START_SECONDS)
        hall.kill()
        for one in (*terminals, *clerks):
            one.join()
        called += [ticket_id for clerk in clerks for ticket_id in clerk.called]
        if trial % TRIALS_A_DAY == 0:
            _next_day(database)
        hall.start()
        for terminal in terminals:
            terminal.ask_again()
            numbers |= terminal.acknowledged
            printed |= terminal.printed
    hall.kill()
    assert len(set(numbers.values())) == len(numbers), "a number was given twice"
    _check_rows(database, numbers, printed)
    _check_calls(database, called)


def _next_day(database: Path) -> None:
    """While the hall is down: the longest tier takes more numbers than a real day has."""
    with sqlite3.connect(database) as line:
        line.execute("UPDATE marks SET value = date(value, '+1 day') WHERE name = 'business_date'")


def _check_rows(database: Path, numbers: dict[str, str], printed: set[int]) -> None:
    with sqlite3.connect(database) as line:
        assert line.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = line.execute(
            "SELECT id, business_date || ' ' || series || printf('%03d', number), print_state FROM tickets"
        ).fetchall()
    by_number = {number: (ticket_id, state) for ticket_id, number, state in rows}
    assert len(by_number) == len(rows)
    assert set(numbers.values()) <= set(by_number)
    states = dict(by_number.values())
    assert all(states[ticket_id] == "printed" for ticket_id in printed)


def _check_calls(database: Path, called: list[int]) -> None:
    """Every acknowledged call is in the log, and nobody was called twice, by whichever window or life of the hall."""
    with sqlite3.connect(database) as line:
        logged = [ticket_id for (ticket_id,) in line.execute("SELECT ticket_id FROM events WHERE kind='ticket_called'")]
    assert len(logged) == len(set(logged))
    assert len(called) == len(set(called))
    assert set(called) <= set(logged)


def test_killed_ten_times(tmp_path: Path) -> None:
    _kill_again_and_again(tmp_path, 10)


@pytest.mark.long
def test_killed_two_thousand_times(tmp_path: Path) -> None:
    _kill_again_and_again(tmp_path, 2000)
