"""Numbers and calls in the desk and through HTTP, against a bare one-row INSERT + commit and an empty POST.

One run on one disk: ratios are judged, never an absolute time, since the disk stalls now and then. A real hall service
in its own process answers HTTP; its CPU time is read from the kernel.

python -m tests.benchmarks.tickets DIRECTORY PORT      (the service that `rows` starts)
"""

from __future__ import annotations

import http.client
import json
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks.board_delay import board_delays
from tests.benchmarks.table import Row
from tests.ports import free_port

NAME = "tickets"
SERVICES, WINDOWS = (1, 2, 3, 4), 8
HTTP_TICKETS, WARM_UP, BOARD_CALLS = 800, 60, 200
CALLERS, TURNS, A_TURN = 8, 16, 25
GOAL_ONE, GOAL_EIGHT, GOAL_HTTP, GOAL_BOARD_MS = 2.5, 1.1, 2.3, 100.0


_Work = Callable[[int], Any]


@dataclass(frozen=True)
class Pace:
    """What some callers managed: seconds in all, median seconds of one, CPU seconds of one, and the answers."""

    seconds: float
    median: float
    cpu: float
    answers: list[Any]

    @property
    def rate(self) -> float:
        return len(self.answers) / self.seconds


def rows() -> list[Row]:
    """Starts and stops a hall service of its own on a throw-away directory of the system's temporary folder."""
    with tempfile.TemporaryDirectory() as place:
        found = _desk_rows(Path(place) / "desk")
        return found + _http_rows(Path(place) / "http")


# -- the desk ---------------------------------------------------------------------------------


def _desk_rows(place: Path) -> list[Row]:
    from kiosk.core.database.migrations import open_hall_database
    from kiosk.features.tickets.hall.desk import TicketDesk
    from kiosk.features.tickets.hall.plan import install_default_plan
    from kiosk.settings import HallSettings

    place.mkdir()
    database, desk = open_hall_database(place / "hall.db"), TicketDesk(HallSettings())
    bare = _bare_line(place / "bare.db")
    try:
        database.call(lambda connection: install_default_plan(connection, always_open=True))
        database.call(partial(_more_windows, desk=desk))

        def commit(number: int) -> None:
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT INTO rows (at, number) VALUES ('2026-11-17T10:26:03.120+08:00', ?)", (number,))
            bare.execute("COMMIT")

        def take(number: int) -> str:
            key, service = f"bench-{number:05d}", SERVICES[number % len(SERVICES)]
            return database.call(lambda c: desk.take_ticket(c, None, service, key)).number

        def call(number: int) -> int | None:
            called = database.call(lambda c: desk.windows.call_next(c, number % WINDOWS + 1))
            return called.ticket_id if called else None

        turns = [_desk_turn(turn, commit, take, call) for turn in range(TURNS + 1)][1:]  # the first warms up
    finally:
        database.close()
        bare.close()
    bares, one, eight, call_one, call_eight = zip(*turns, strict=True)
    numbers = [answer for pace in (*one, *eight) for answer in pace.answers]
    calls = [answer for pace in (*call_one, *call_eight) for answer in pace.answers if answer is not None]
    return [
        Row("bare INSERT + commit, one caller", _together(bares).median * 1000, "ms"),
        *_against("desk: take a number", one, eight, bares),
        *_against("desk: call the next", call_one, call_eight, bares),
        Row("desk: CPU of one number", _together(one).cpu * 1000, "ms", bare_cpu := _together(bares).cpu * 1000,
            _together(one).cpu * 1000 / bare_cpu),
        _none("desk: numbers given twice", len(numbers) - len(set(numbers))),
        _none(f"desk: people called twice by {WINDOWS} windows", len(calls) - len(set(calls))),
    ]  # fmt: skip


def _desk_turn(turn: int, commit: _Work, take: _Work, call: _Work) -> tuple[Pace, Pace, Pace, Pace, Pace]:
    """The bare commit and the verbs within a second of each other: a disk changes its mind between two seconds."""
    numbers = range(turn * 2 * A_TURN, (turn + 1) * 2 * A_TURN)
    one, eight = numbers[:A_TURN], numbers[A_TURN:]
    return (
        _measure(commit, one, 1, _own_cpu),
        _measure(take, one, 1, _own_cpu),
        _measure(take, eight, CALLERS, _own_cpu),
        _measure(call, one, 1, _own_cpu),
        _measure(call, eight, CALLERS, _own_cpu),
    )


def _against(what: str, one: Sequence[Pace], eight: Sequence[Pace], bares: Sequence[Pace]) -> list[Row]:
    """Ratios are medians over the turns."""
    slower = statistics.median(mine.median / bare.median for mine, bare in zip(one, bares, strict=True))
    faster = statistics.median(mine.rate / bare.rate for mine, bare in zip(eight, bares, strict=True))
    bare, rate = _together(bares), statistics.median(pace.rate for pace in bares)
    return [
        Row(f"{what}, one caller", _together(one).median * 1000, "ms", bare.median * 1000, slower,
            f"≤ {GOAL_ONE}×", slower <= GOAL_ONE),
        Row(f"{what}, {CALLERS} callers", statistics.median(pace.rate for pace in eight), "/s", rate, faster,
            f"≥ {GOAL_EIGHT}×", faster >= GOAL_EIGHT),
    ]  # fmt: skip


def _none(what: str, count: int) -> Row:
    return Row(what, count, "", goal="0", met=count == 0)


def _more_windows(connection: Any, desk: Any) -> None:
    from kiosk.features.tickets.hall import plan_edits

    for number in range(1, WINDOWS + 1):
        window = number if number <= len(SERVICES) else None
        plan_edits.save_window(connection, window, name=f"{number} 号窗口", service_ids=SERVICES)
    desk.plan_changed()


def _bare_line(path: Path) -> sqlite3.Connection:
    line = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        line.execute(f"PRAGMA {pragma}").close()
    line.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, at TEXT, number INTEGER)")
    return line


# -- HTTP -------------------------------------------------------------------------------------


def _http_rows(place: Path) -> list[Row]:
    place.mkdir()
    with _Service(place) as service:
        _measure(service.empty, range(WARM_UP), 1, service.cpu)
        takes = _measure(service.take, range(WARM_UP), 1, service.cpu)
        empty, one = _in_turns(service)
        eight = _measure(service.take, range(3000, 3000 + HTTP_TICKETS), CALLERS, service.cpu)
        empty_eight = _measure(service.empty, range(HTTP_TICKETS), CALLERS, service.cpu)
        tickets = takes.answers + one.answers + eight.answers
        printed = _measure(lambda n: service.report(eight.answers[n]["id"]), range(HTTP_TICKETS), 1, service.cpu)
        board = board_delays(service.url, service.token, service.call_number, BOARD_CALLS)
        calls_one = _measure(service.call, range(CALLERS * 25), 1, service.cpu)
        calls_eight = _measure(service.call, range(CALLERS * 50), CALLERS, service.cpu)
    numbers = [ticket["number"] for ticket in tickets]
    calls = [called for called in board.answers + calls_one.answers + calls_eight.answers if called is not None]
    ratio, seen, drawn = one.cpu / empty.cpu, _late(board.seen), _late(board.drawn)
    return [
        Row("HTTP: empty POST, CPU of one", empty.cpu * 1000, "ms"),
        Row(
            "HTTP: take a number, CPU of one",
            one.cpu * 1000,
            "ms",
            empty.cpu * 1000,
            ratio,
            f"≤ {GOAL_HTTP}×",
            ratio <= GOAL_HTTP,
        ),
        Row(f"HTTP: take, CPU of one with {CALLERS} callers", eight.cpu * 1000, "ms", empty_eight.cpu * 1000,
            eight.cpu / empty_eight.cpu),
        Row("HTTP: report it printed, CPU of one", printed.cpu * 1000, "ms", empty.cpu * 1000, printed.cpu / empty.cpu),
        Row("HTTP: take, one caller", one.rate, "/s", empty.rate, one.rate / empty.rate),
        Row(f"HTTP: take, {CALLERS} callers", eight.rate, "/s", empty_eight.rate, eight.rate / empty_eight.rate),
        Row("HTTP: call the next, one caller", calls_one.rate, "/s", empty.rate, calls_one.rate / empty.rate),
        Row(f"HTTP: call the next, {CALLERS} callers", calls_eight.rate, "/s", empty_eight.rate,
            calls_eight.rate / empty_eight.rate),
        _none("HTTP: numbers given twice", len(numbers) - len(set(numbers))),
        _none(f"HTTP: people called twice by {WINDOWS} windows", len(calls) - len(set(calls))),
        Row("call -> the board's view changes, p50", statistics.median(board.seen) * 1000, "ms"),
        Row("call -> the board's view changes, p99", seen, "ms", goal=f"≤ {GOAL_BOARD_MS:.0f} ms",
            met=seen <= GOAL_BOARD_MS),
        Row("  of it the board's own part, after the POST's answer, p99", _late(board.own), "ms"),
        Row("call -> the board's frame is drawn (software GL), p99", drawn, "ms"),
    ]  # fmt: skip


def _late(delays: Sequence[float]) -> float:
    """p99 in ms."""
    return statistics.quantiles(delays, n=100)[98] * 1000


def _in_turns(service: _Service) -> tuple[Pace, Pace]:
    """Empty POSTs and numbers by one caller, in turns, so that a busy machine slows both alike."""
    empties, takes = list[Pace](), list[Pace]()
    for turn in range(TURNS):
        numbers = range(1000 + turn * A_TURN, 1000 + (turn + 1) * A_TURN)
        empties.append(_measure(service.empty, numbers, 1, service.cpu))
        takes.append(_measure(service.take, numbers, 1, service.cpu))
        service.serve_everybody([ticket["id"] for ticket in takes[-1].answers])
    return _together(empties), _together(takes)


def _together(paces: Sequence[Pace]) -> Pace:
    answers = [answer for pace in paces for answer in pace.answers]
    median, cpu = (statistics.median(getattr(pace, name) for pace in paces) for name in ("median", "cpu"))
    return Pace(sum(pace.seconds for pace in paces), median, cpu, answers)


class _Service:
    """A hall service in its own process, asked over kept-alive connections, one a thread."""

    def __init__(self, place: Path) -> None:
        self._place, self._port = place, free_port()
        self._own = threading.local()

    def __enter__(self) -> _Service:
        command = [sys.executable, "-m", "tests.benchmarks.tickets", str(self._place), str(self._port)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.token = self._process.stdout.readline().strip()
        if not self.token:
            raise RuntimeError("the hall service did not come up")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def cpu(self) -> float:
        """Seconds of CPU the service has used."""
        threads = Path(f"/proc/{self._process.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9

    def empty(self, number: int) -> bytes:
        return self.post("/empty", f"empty-{number:05d}", {})

    def take(self, number: int) -> dict[str, Any]:
        body = {"service_id": SERVICES[number % len(SERVICES)]}
        taken: dict[str, Any] = json.loads(self.post("/api/tickets", f"bench-{number:05d}", body))
        return taken

    def report(self, ticket_id: int) -> bytes:
        return self.post(f"/api/tickets/{ticket_id}/printed", f"print-{ticket_id:05d}", {})

    def call(self, number: int) -> int | None:
        called = json.loads(self.post(f"/call/{number % WINDOWS + 1}", f"calls-{number:05d}", {}))
        return called["ticket_id"] if called else None

    def call_number(self, number: int) -> dict[str, Any]:
        """The ticket that is called; somebody must be waiting."""
        called: dict[str, Any] | None = json.loads(self.post(f"/call/{number % WINDOWS + 1}", "call-number", {}))
        if called is None:
            raise RuntimeError("nobody waits: take more numbers first")
        return called

    def serve_everybody(self, ticket_ids: list[int]) -> None:
        """Their slips come out and the windows call them, so that no more people wait than in a full hall."""
        for ticket_id in ticket_ids:
            self.report(ticket_id)
        for number in ticket_ids:
            self.call(number)

    def post(self, path: str, key: str, body: dict[str, Any]) -> bytes:
        line = self._line()
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key}
        line.request("POST", path, json.dumps(body), headers)
        answer = line.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{path}: {answer.status} {content.decode()}")
        return content

    def _line(self) -> http.client.HTTPConnection:
        if not hasattr(self._own, "line"):
            self._own.line = http.client.HTTPConnection("127.0.0.1", self._port)
            self._own.line.connect()
            self._own.line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line: http.client.HTTPConnection = self._own.line
        return line


# -- measuring --------------------------------------------------------------------------------


def _measure(work: Callable[[int], Any], numbers: range, callers: int, cpu: Callable[[], float]) -> Pace:
    answers: list[Any] = []
    took: list[float] = []
    failed: list[Exception] = []

    def caller(mine: range) -> None:
        try:
            for number in mine:
                start = time.perf_counter()
                answers.append(work(number))
                took.append(time.perf_counter() - start)
        except Exception as error:  # a thread's error must end the run, not vanish
            failed.append(error)

    threads = [threading.Thread(target=caller, args=(numbers[first::callers],)) for first in range(callers)]
    spent, start = cpu(), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    if failed:
        raise failed[0]
    return Pace(seconds, statistics.median(took), (cpu() - spent) / len(answers), answers)


def _own_cpu() -> float:
    return time.process_time()


# -- the service ------------------------------------------------------------------------------


def _serve(place: Path, port: int) -> None:
    """The real service, with two doors more: an empty POST, and a window's call without a clerk's session."""
    from fastapi import FastAPI
    from fastapi.responses import Response

    from kiosk.apps.hall import app as hall_app
    from kiosk.apps.hall.service import HallService
    from kiosk.features.tickets.hall.plan import install_default_plan
    from kiosk.features.tickets.wire import to_json
    from kiosk.settings import HallSettings

    create, known = hall_app.create_app, dict[str, str]()

    def with_doors(service: HallService) -> FastAPI:
        service.database.call(lambda connection: install_default_plan(connection, always_open=True))
        service.database.call(partial(_more_windows, desk=service.tickets))
        known["token"] = service.terminals.enrol(service.terminals.make_code("1 号终端").secret)[1]
        app = create(service)

        @app.post("/empty")
        async def empty() -> Response:
            return Response(status_code=204)

        @app.post("/call/{window_id}")
        async def call(window_id: int) -> Response:
            called = await service.database.run(partial(service.tickets.windows.call_next, window_id=window_id))
            return Response(json.dumps(called and to_json(called)), media_type="application/json")

        return app

    hall_app.create_app = with_doors
    settings = HallSettings(port=port, data_dir=place / "hall", socket=place / "hall.sock")
    hall_app.serve(settings, demo=True, on_ready=lambda _: print(known["token"], flush=True))


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), int(sys.argv[2]))
