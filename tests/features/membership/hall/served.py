"""The room's HTTP on real sockets, for tests that go the whole way."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

from kiosk.core.access.terminals import Terminals
from kiosk.core.web.refusals import Refusals
from kiosk.features.membership.hall import gate
from kiosk.features.membership.hall.api import router
from kiosk.features.membership.hall.desk import MembershipDesk
from kiosk.features.membership.rules.record import RecordView
from kiosk.features.membership.terminal.card_reading import Ask
from kiosk.features.membership.wire import (
    HallCannotAnswer,
    PinRefused,
    answer,
    pin_question,
    question,
    record_from_json,
)


@contextmanager
def listening(app: FastAPI, path: Path | None = None) -> Iterator[str]:
    """`app` on a Unix socket at `path`, or on a free loopback port; gives the base address."""
    door = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
    door.bind(str(path) if path else ("127.0.0.1", 0))
    door.listen()  # from here on a client can connect, whether the server thread has begun or not
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
    thread.start()
    try:
        yield "http://hall" if path else f"http://127.0.0.1:{door.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        door.close()


def app_of(desk: MembershipDesk | None, terminals: Terminals) -> FastAPI:
    """The look-up door as the hall service opens it."""
    app = FastAPI()
    app.state.terminals = terminals
    Refusals(gate.STATUS).answer_in(app)
    app.include_router(router(lambda: desk))
    return app


class HttpRecords:
    """`kiosk.features.membership.wire.Records` over HTTP, in as few words as a test needs."""

    def __init__(self, address: str, token: str) -> None:
        self._address, self._headers = address, {"Authorization": f"Bearer {token}"}

    def by_card(self, name: str, id_number: str) -> RecordView | None:
        given = self._post("/api/lookup", question(name, id_number))
        return answer(given.status_code, given.json())

    def by_pin(self, id_number: str, pin: str) -> RecordView | PinRefused:
        given = self._post("/api/lookup", pin_question(id_number, pin))
        if given.status_code == 200:
            return record_from_json(given.json()["record"])
        return PinRefused(given.json()["retry_seconds"], given.json()["error"] == "PinLocked")

    def page(self, key: str, kind: str, page: int) -> bytes:
        given = self._post("/api/lookup/page", {"key": key, "kind": kind, "page": page})
        if given.status_code != 200:
            raise HallCannotAnswer
        return given.content

    def end(self, key: str) -> None:
        self._post("/api/lookup/end", {"key": key})

    def _post(self, path: str, body: Any) -> httpx.Response:
        try:
            return httpx.post(f"{self._address}{path}", json=body, headers=self._headers, timeout=5)
        except httpx.TransportError as error:
            raise HallCannotAnswer from error


class NoRecords:
    """The records room of a hall that is away."""

    def __getattr__(self, name: str) -> Any:
        raise HallCannotAnswer


def asking(address: Callable[[], str], token: str) -> Ask:
    """One POST /api/lookup, as the terminal makes it."""

    def ask(name: str, id_number: str) -> RecordView | None:
        try:
            given = httpx.post(
                f"{address()}/api/lookup",
                json=question(name, id_number),
                headers={"Authorization": f"Bearer {token}"},
                timeout=5,
            )
        except httpx.TransportError as error:
            raise HallCannotAnswer from error
        return answer(given.status_code, given.json())

    return ask
