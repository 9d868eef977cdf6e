"""A hall service of this process, served for real browsers; its clocks are turned by hand."""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
import uvicorn
from argon2 import PasswordHasher
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Connection

from kiosk.apps.hall.app import create_app
from kiosk.apps.hall.service import open_service
from kiosk.core.access.accounts import Accounts
from kiosk.core.access.log_in import LogIns
from kiosk.core.access.sessions import Sessions
from kiosk.core.database.clock import HALL_TIME
from kiosk.features.tickets.wire import Ticket
from kiosk.settings import HallSettings
from tests.apps.conftest import PATIENCE_MS

PASSWORD = "云溪里的早晨七点三十分"
TUESDAY = datetime(2026, 11, 17, 10, 0, tzinfo=HALL_TIME)
_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
START_SECONDS = 20
T = TypeVar("T")


class Hall:
    """The served hall: its address, its clocks, its people, and visitors who take numbers.

    `comparing` compares the passwords of who logs in.
    """

    def __init__(
        self, directory: Path, comparing: PasswordHasher = _QUICK, name: str = "云溪里社区党群服务中心"
    ) -> None:
        self.now, self.idle = TUESDAY, 0.0
        settings = HallSettings(name=name, port=0, data_dir=directory / "hall", socket=directory / "hall.sock")
        self.service = open_service(settings, clock=lambda: self.now)
        self.service.sessions = Sessions(lambda: self.idle)
        database, count = self.service.database, self.service.counts.count
        self.service.accounts = Accounts(
            database, lambda: self.now, _QUICK, self.service.sessions, self.service.trail.note
        )
        self.service.log_ins = LogIns(database, lambda: self.now, comparing, count)
        self._server = _Server(create_app(self.service))
        self.url = self._server.url
        self._keys = 0

    def person(self, name: str, *roles: str) -> int:
        """Without a role: a clerk."""
        return self.service.accounts.add(name, roles or ("clerk",), PASSWORD).id

    def take(self, service_id: int = 1) -> Ticket:
        """Somebody takes a number; the slip is in their hand."""
        self._keys += 1
        key = f"visitor-{self._keys:04d}"
        return self.do(partial(self.service.tickets.take_ticket, terminal_id=None, service_id=service_id, key=key))

    def do(self, work: Callable[[Connection], T]) -> T:
        return self.service.database.call(work)

    def minutes_pass(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)

    def stop(self) -> None:
        self._server.stop()
        self.service.close()


class _Server(uvicorn.Server):
    """Serves from a thread, on a free port, until it is stopped."""

    def __init__(self, app: Any) -> None:
        super().__init__(
            uvicorn.Config(app, lifespan="on", timeout_graceful_shutdown=1, log_config=None, access_log=False)
        )
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._serving = threading.Event()
        self._thread = threading.Thread(target=self.run, kwargs={"sockets": [self._socket]}, daemon=True)
        self._thread.start()
        assert self._serving.wait(START_SECONDS)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._serving.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def stop(self) -> None:
        self.should_exit = True
        self._thread.join(START_SECONDS)
        self._socket.close()


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path)
    yield hall
    hall.stop()


def picture(page: Page, name: str) -> None:
    """Keep a picture where ``KIOSK_PICTURES`` says; people look at them."""
    folder = os.environ.get("KIOSK_PICTURES")
    if folder:
        page.evaluate("document.fonts.ready.then(() => null)")
        page.screenshot(path=Path(folder) / f"{name}.png")


def see(page: Page, button: str) -> None:
    """Have it drawn inside the page: before its script is there, the same button opens a window of its own."""
    page.wait_for_load_state("domcontentloaded")
    page.get_by_role("button", name=button, exact=True).click()


class Person:
    """Somebody at a browser of their own; whatever the browser complains of fails the test."""

    def __init__(self, browser: Browser, hall: Hall, width: int = 1366, height: int = 768) -> None:
        self.hall = hall
        self.context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self._hear(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, text: str) -> None:
        # A refused form or a cut line is a test's own doing; a hand that types before the page has put its cursor is no
        # fault.
        if not any(own in text for own in ("with a status of 40", "net::ERR_", "Autofocus processing was blocked")):
            self.complaints.append(text)

    def open(self, path: str) -> Page:
        self.page.goto(self.hall.url + path)
        return self.page

    def log_in(self, name: str, password: str = PASSWORD) -> Page:
        page = self.open("/console/login")
        page.get_by_label("姓名").fill(name)
        page.get_by_label("密码").fill(password)
        page.get_by_role("button", name="进入").click()
        return page

    def sit(self, name: str, window: int) -> Page:
        """Log in, take a free window, and be there as soon as the page hears the hall."""
        page = self.log_in(name)
        self.press(f"{window} 号窗口 坐这里")
        expect(page.locator("body")).to_have_attribute("data-live", "on")
        expect(page.locator(".number")).to_be_visible()
        return page

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()


@pytest.fixture
def person(hall: Hall, browser: Browser) -> Iterator[Callable[..., Person]]:
    people: list[Person] = []

    def arrive(**size: int) -> Person:
        people.append(Person(browser, hall, **size))
        return people[-1]

    yield arrive
    for one in people:
        one.context.close()
    assert not [text for one in people for text in one.complaints]
