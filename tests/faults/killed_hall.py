"""A hall service that is killed while terminals tap and clerks press every button there is."""

import http.client
import json
import multiprocessing
import random
import threading
import uuid
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from kiosk.features.tickets.console.clerk_buttons import VERBS, Misread, Pressed
from tests.apps.hall.process import settings

START_SECONDS = 30
SERVICES = (1, 2, 3, 4)
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["kiosk.apps.hall.app"])  # the service's imports once, not 2,000 times


def _serve(directory: Path, port: int, ready: Connection) -> None:
    """The real service, with one door more: a clerk's button without the log-in, which costs 100 ms by design."""
    from fastapi import FastAPI, Request
    from fastapi.responses import Response

    from kiosk.apps.hall import app as hall_app
    from kiosk.apps.hall.service import HallService
    from kiosk.features.tickets.console import clerk_buttons as clerk
    from kiosk.features.tickets.rules.refusals import TicketRefused

    create = hall_app.create_app

    def with_door(service: HallService) -> FastAPI:
        app, queue = create(service), service.tickets
        desks = clerk.Desks(queue, service.help)

        @app.post("/press/{verb}")
        async def press(request: Request, verb: str) -> Response:
            wanted = Pressed(**json.loads(await request.body()))
            refused, changed = "", False
            try:
                changed = await service.database.run(partial(_pressed, clerk.press, desks, verb, wanted))
            except (TicketRefused, Misread) as error:
                refused = type(error).__name__
            at = await service.database.run(partial(queue.windows.now, window_id=wanted.window_id))
            hand = at.current.ticket_id if at.current else 0
            stage, undo = at.current.stage if at.current else "", at.undo.step if at.undo else 0
            kept = [one.ticket_id for one in at.kept]
            waiting = [one.ticket_id for one in at.waiting]
            return Response(
                json.dumps(
                    {"refused": refused, "changed": changed, "hand": hand, "stage": stage, "undo": undo}
                    | {"kept": kept, "waiting": waiting}
                )
            )

        return app

    hall_app.create_app = with_door
    hall_app.serve(settings(directory, port, "127.0.0.1"), demo=True, on_ready=lambda _: ready.send("ready"))


def _pressed(press: Any, desks: Any, verb: str, wanted: Pressed, connection: Any) -> bool:
    """Whether the press left a row: it does not when it is so already, or when nobody waits."""
    from kiosk.core.database.events import newest_id

    before = newest_id(connection)
    press(desks, connection, verb, wanted)
    return newest_id(connection) > before


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
    """Presses buttons at one window until the line breaks; remembers which presses were acknowledged.

    Every press bears a name of its own, which the log keeps as who did it.
    """

    def __init__(self, port: int, window: int) -> None:
        super().__init__()
        self.acknowledged: dict[str, str] = {}  # name of the press -> verb
        self.idle: list[str] = []  # refused, or nothing was to be done
        self._port, self._window = port, window
        self._hand, self._stage, self._undo = 0, "", 0
        self._kept, self._waiting = list[int](), list[int]()

    def run(self) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=START_SECONDS)
        with suppress(OSError, http.client.HTTPException, ValueError):
            while True:
                self._press(line, self._choose())
        line.close()

    def _choose(self) -> str:
        """Any button, those that can do something more often; a pause is rare, since it stops everything."""
        if random.random() < 0.2:
            return random.choice([verb for verb in VERBS if verb != "pause"])
        if random.random() < 0.04:
            return "pause"
        if self._hand:
            return random.choice(["serve", "recall", "no-show", "hold", "transfer", "finish", "next", "undo"])
        kept = ["call-back", "take-back"] if self._kept else []
        return random.choice(["next", "next", "resume", "reprint", "call-number", "undo", *kept])

    def _press(self, line: http.client.HTTPConnection, verb: str) -> None:
        name = f"#{uuid.uuid4().hex}"
        wanted = Pressed(
            window_id=self._window,
            by=name,
            seen=self._hand,
            stage=self._stage,
            ticket_id=random.choice((self._waiting if verb in ("reprint", "call-number") else self._kept) or [0]),
            ticket_state="waiting" if verb == "call-number" else "",
            reason="去复印",
            until="",
            to=random.choice(["back", "s1", "s2", "w1", "w3"]),
            number=self._undo if verb == "undo" else 1 if verb == "priority" else random.choice(SERVICES),
            lane=random.choice(["normal", "priority"]),
            key=uuid.uuid4().hex,
        )
        line.request("POST", f"/press/{verb}", json.dumps(asdict(wanted)))
        answer = json.loads(line.getresponse().read())
        self._hand, self._stage, self._undo = answer["hand"], answer["stage"], answer["undo"]
        self._kept, self._waiting = answer["kept"], answer["waiting"]
        if answer["refused"] or not answer["changed"]:
            self.idle.append(name)
        else:
            self.acknowledged[name] = verb


class Terminal(threading.Thread):
    """Taps until the line breaks; remembers what was acknowledged, and the one order that was not."""

    def __init__(self, port: int, token: str, tapped: threading.Semaphore) -> None:
        super().__init__()
        self.acknowledged: dict[str, str] = {}
        self.printed: set[int] = set()
        self.given_back: set[int] = set()
        self.open_order: str | None = None
        self._port, self._token, self._tapped = port, token, tapped

    def run(self) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=START_SECONDS)
        with suppress(OSError, http.client.HTTPException, ValueError):
            while True:
                self._visitor(line)
        line.close()

    def _visitor(self, line: http.client.HTTPConnection) -> None:
        """A number and its slip; some slips do not come out, some visitors took the wrong one."""
        ticket_id, chance = self.take(line, str(uuid.uuid4())), random.random()
        if ticket_id is None:
            return
        if chance < 0.1:
            self._post(line, f"/api/tickets/{ticket_id}/unknown", "report-unknown", {})
            self._post(line, f"/api/tickets/{ticket_id}/reprint", str(uuid.uuid4()), {})
        self._post(line, f"/api/tickets/{ticket_id}/printed", "report-printed", {})
        self.printed.add(ticket_id)
        if chance > 0.9 and "error" not in self._post(line, f"/api/tickets/{ticket_id}/give-back", "back", {}):
            self.given_back.add(ticket_id)
        if 0.5 < chance < 0.55:
            self._post(line, "/api/tickets/abandon", str(uuid.uuid4()), {})

    def take(self, line: http.client.HTTPConnection, key: str) -> int | None:
        """The ticket, or None while every window of the service pauses."""
        self.open_order = key
        self._tapped.release()
        ticket = self._post(line, "/api/tickets", key, {"service_id": random.choice(SERVICES)})
        self.open_order = None
        if "error" in ticket:
            assert ticket["error"] == "ServicePaused", ticket
            return None
        self.acknowledged[key] = _name(ticket)
        return int(ticket["id"])

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
