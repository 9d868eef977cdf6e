"""A busy hall's day: how long a clerk's press takes while everybody else is there too.

One real hall service in its own process, and beside it in another everybody who listens: 10 clerks' pages, 4 boards
and 3 terminals over their own lines, each asking anew whenever the hall moves. Presses of the ten clerks and empty
POSTs come in between one another at chance moments of the same minutes, so that both meet the same load.

python -m tests.benchmarks.day serve DIRECTORY PORT       (the service that `rows` starts)
python -m tests.benchmarks.day crowd URL                  (the listeners; tokens and cookies on standard input)
"""

from __future__ import annotations

import asyncio
import http.client
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from kiosk.core.link.enrolment import HallLink
from tests.benchmarks.busy_minute import CHIME_SECONDS, espeak_seconds, heard_whole
from tests.benchmarks.table import Row
from tests.benchmarks.tickets import SERVICES
from tests.ports import free_port

NAME = "day"
WINDOWS, BOARDS, TERMINALS = 10, 4, 3
PRESSES, PRESSES_A_SECOND = 400, 2.0  # a busy hall: each clerk presses every five seconds
QUEUE = 40  # people who wait at any time
GOAL_PRESS = 4.0
CALLING, ALL_OF = (12, 20, 40), 20  # windows that call within twenty seconds; of so many all are to be heard
SEED = 20261130
CLERK, PASSWORD = "演示{}", "演示的长口令不给人看"
PRIMARY = re.compile(
    r'<form method="post" action="(?P<action>[^"]+)">(?P<inside>(?:(?!</form>).)*?id="do-next".*?)</form>', re.S
)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)"')
FORM_TOKEN = re.compile(r'name="csrf" value="([^"]*)"')


@dataclass(frozen=True)
class Delays:
    """Seconds, one a request."""

    presses: list[float]
    empties: list[float]


def rows() -> list[Row]:
    """Starts and stops a hall service of its own on a throw-away directory of the system's temporary folder."""
    with tempfile.TemporaryDirectory() as place, _served(Path(place)) as (address, tokens):
        clerks = [Clerk(address, window) for window in range(1, WINDOWS + 1)]
        with _crowd(address, tokens, [clerk.cookie for clerk in clerks]):
            delays = measure(address, tokens[-1], clerks)
    press, empty = _late(delays.presses), _late(delays.empties)
    ratio = press / empty
    return [
        Row(f"empty POST, {WINDOWS} windows, {BOARDS} boards, {TERMINALS} terminals, p99", empty, "ms"),
        Row("a clerk's press, median", statistics.median(delays.presses) * 1000, "ms",
            mid := statistics.median(delays.empties) * 1000, statistics.median(delays.presses) * 1000 / mid),
        Row("a clerk's press, p99", press, "ms", empty, ratio, f"≤ {GOAL_PRESS:.0f}×", ratio <= GOAL_PRESS),
        *(_calls(windows) for windows in CALLING),
    ]  # fmt: skip


def _calls(windows: int) -> Row:
    """On a clock that is counted, with espeak-ng's own lengths."""
    heard = heard_whole([CHIME_SECONDS + espeak_seconds(window) for window in range(1, windows + 1)])
    goal = f"{windows}" if windows <= ALL_OF else ""
    what = f"calls said whole before they are given up, {windows} windows in 20 s"
    return Row(what, heard, "", windows, heard / windows, goal, heard == windows if goal else None)


def measure(address: str, token: str, clerks: list[Clerk]) -> Delays:
    """All at once: visitors who keep the queue full, clerks who press, and the empty POSTs they are held against."""
    chance = random.Random(SEED)
    visitor, empty = Line(address), Line(address)
    presses, empties, failed = list[float](), list[float](), list[BaseException]()

    def visit() -> None:
        _take(visitor, token)

    def press() -> None:
        presses.append(chance.choice(clerks).press())

    def nothing() -> None:
        empties.append(empty.timed("POST", "/empty", b"", {})[0])

    for _ in range(QUEUE):
        visit()
    threads = [
        threading.Thread(target=_at_chance, args=(work, seed, failed))
        for seed, work in enumerate((visit, press, nothing))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return Delays(presses, empties)


def _at_chance(work: Callable[[], None], seed: int, failed: list[BaseException]) -> None:
    """`work` as often as a clerk's press, at moments of its own (a Poisson stream)."""
    moments, at = random.Random(SEED + seed), time.monotonic()
    try:
        for _ in range(PRESSES):
            at += moments.expovariate(PRESSES_A_SECOND)
            time.sleep(max(0.0, at - time.monotonic()))
            work()
    except BaseException as error:  # a thread's error must end the run, not vanish
        failed.append(error)


def _late(delays: list[float]) -> float:
    """p99 in ms."""
    return statistics.quantiles(delays, n=100)[98] * 1000


def _take(line: Line, token: str) -> None:
    """A visitor takes a number at a terminal, and the slip comes out."""
    key = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    body = json.dumps({"service_id": random.choice(SERVICES)}).encode()
    ticket = json.loads(
        line.timed("POST", "/api/tickets", body, key | {"Idempotency-Key": f"{random.getrandbits(64):016x}"})[1]
    )
    line.timed(
        "POST", f"/api/tickets/{ticket['id']}/printed", b"{}", key | {"Idempotency-Key": f"printed-{ticket['id']}"}
    )


class Line:
    """One kept-alive connection."""

    def __init__(self, address: str) -> None:
        self._line = http.client.HTTPConnection(address.removeprefix("http://"))
        self._line.connect()
        self.cookies: dict[str, str] = {}

    def timed(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[float, str]:
        """Seconds until the whole answer is there, and the answer. Raises RuntimeError for a refusal."""
        cookie = (
            {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        )
        started = time.perf_counter()
        self._line.request(method, path, body, headers | cookie)
        answer = self._line.getresponse()
        content = answer.read().decode()
        seconds = time.perf_counter() - started
        for value in answer.headers.get_all("Set-Cookie", []):
            name, _, rest = value.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        if answer.status >= 400:
            raise RuntimeError(f"{path}: {answer.status} {content[:200]}")
        return seconds, content


class Clerk:
    """Somebody logged in who sits at a window and presses what the page shows in red."""

    def __init__(self, address: str, window: int) -> None:
        self._line, self._presses = Line(address), 0
        self._form("/console/login", {"name": CLERK.format(window), "password": PASSWORD})
        _, chooser = self._line.timed("GET", "/console", b"", {})
        self._form("/console/window", {"window": str(window), "csrf": _found(FORM_TOKEN, chooser)[1]})
        self._page = self._fragment()

    @property
    def cookie(self) -> dict[str, str]:
        return self._line.cookies

    def _form(self, path: str, fields: dict[str, str], by_script: bool = False) -> tuple[float, str]:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._line.timed("POST", path, urlencode(fields).encode(), headers | (_BY_SCRIPT if by_script else {}))

    def _fragment(self) -> str:
        return self._line.timed("GET", "/console", b"", _BY_SCRIPT)[1]

    def press(self) -> float:
        """The red button as it stands on a page that is fresh. Seconds."""
        button = _found(PRIMARY, self._fragment())
        self._presses += 1
        fields = {name: unescape(value) for name, value in HIDDEN.findall(button["inside"])}
        seconds, self._page = self._form(button["action"], fields | {"press": f"press-{self._presses}"}, by_script=True)
        return seconds


_BY_SCRIPT = {"X-Kiosk-Page": "live"}


def _found(pattern: re.Pattern[str], page: str) -> re.Match[str]:
    match = pattern.search(page)
    if match is None:
        raise RuntimeError(f"the page holds no {pattern.pattern[:40]}…")
    return match


# -- the others -------------------------------------------------------------------------------


@contextmanager
def _crowd(address: str, tokens: list[str], cookies: list[dict[str, str]]) -> Iterator[None]:
    command = [sys.executable, "-m", "tests.benchmarks.day", "crowd", address]
    crowd = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert crowd.stdin and crowd.stdout
    try:
        print(json.dumps({"tokens": tokens, "cookies": cookies}), file=crowd.stdin, flush=True)
        if crowd.stdout.readline().strip() != "there":
            raise RuntimeError("the listeners did not come up")
        yield
    finally:
        crowd.terminate()
        crowd.wait()


def _listen(address: str) -> None:
    """Boards and terminals over the product's own lines; pages as the console's script follows a hall."""
    from kiosk.apps.board.hall_line import HallLine
    from kiosk.core.link.answers import content_of
    from kiosk.core.link.line import Line as TerminalLine
    from kiosk.core.link.line import Look
    from kiosk.features.tickets.wire import services_from_json

    told = json.loads(sys.stdin.readline())
    there = threading.Semaphore(0)
    for place, token in enumerate(told["tokens"]):
        if place < BOARDS:
            link = HallLink(address, token, place + 1, "board")
            HallLine(link, on_now=lambda _: there.release(), on_away=lambda _: None).start()
        else:
            link = HallLink(address, token, place + 1, "terminal")
            look = Look(
                "/api/services", lambda answer: services_from_json(content_of(answer)), lambda _: there.release()
            )
            TerminalLine(link, look).start()
    for _ in told["tokens"]:
        there.acquire()
    asyncio.run(_pages(address, told["cookies"]))


async def _pages(address: str, cookies: list[dict[str, str]]) -> None:
    import httpx

    async def page(mine: dict[str, str], streaming: asyncio.Semaphore) -> None:
        async with httpx.AsyncClient(base_url=address, cookies=mine, timeout=None) as client:
            moved = asyncio.Event()

            async def follow() -> None:
                while True:
                    await moved.wait()
                    moved.clear()
                    (await client.get("/console", headers=_BY_SCRIPT)).raise_for_status()

            following = asyncio.create_task(follow())
            async with client.stream("GET", "/console/live") as stream:
                stream.raise_for_status()
                streaming.release()
                async for line in stream.aiter_lines():
                    if line.startswith("event:"):
                        moved.set()
            following.cancel()

    streaming = asyncio.Semaphore(0)
    async with asyncio.TaskGroup() as pages:
        for mine in cookies:
            pages.create_task(page(mine, streaming))
        for _ in cookies:
            await streaming.acquire()
        print("there", flush=True)


# -- the service ------------------------------------------------------------------------------


@contextmanager
def _served(place: Path) -> Iterator[tuple[str, list[str]]]:
    """Its address, and the tokens of the boards and the terminals."""
    port = free_port()
    command = [sys.executable, "-m", "tests.benchmarks.day", "serve", str(place), str(port)]
    service = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert service.stdout
    try:
        said = service.stdout.readline()
        if not said:
            raise RuntimeError("the hall service did not come up")
        yield f"http://127.0.0.1:{port}", json.loads(said)
    finally:
        service.terminate()
        service.wait()


def _serve(place: Path, port: int) -> None:
    """The real service, with one door more: an empty POST."""
    from fastapi import FastAPI
    from fastapi.responses import Response

    from kiosk.apps.hall import app as hall_app
    from kiosk.apps.hall.service import HallService
    from kiosk.core.access.terminals import Kind
    from kiosk.features.tickets.hall import plan_edits
    from kiosk.features.tickets.hall.plan import install_default_plan
    from kiosk.settings import HallSettings

    create, tokens = hall_app.create_app, list[str]()

    def with_windows(connection: Any, desk: Any) -> None:
        for number in range(1, WINDOWS + 1):
            window = number if number <= len(SERVICES) else None
            plan_edits.save_window(connection, window, name=f"{number} 号窗口", service_ids=SERVICES)
        desk.plan_changed()

    def with_doors(service: HallService) -> FastAPI:
        service.database.call(lambda connection: install_default_plan(connection, always_open=True))
        service.database.call(partial(with_windows, desk=service.tickets))
        for number in range(1, BOARDS + TERMINALS + 1):
            kind: Kind = "board" if number <= BOARDS else "terminal"
            code = service.terminals.make_code(f"{kind} {number}", kind)
            tokens.append(service.terminals.enrol(code.secret)[1])
        for window in range(1, WINDOWS + 1):
            service.accounts.add(CLERK.format(window), "clerk", PASSWORD)
        app = create(service)

        @app.post("/empty")
        async def empty() -> Response:
            return Response(status_code=204)

        return app

    hall_app.create_app = with_doors
    settings = HallSettings(port=port, data_dir=place / "hall", socket=place / "hall.sock")
    hall_app.serve(settings, demo=True, on_ready=lambda _: print(json.dumps(tokens), flush=True))


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        _serve(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        _listen(sys.argv[2])
