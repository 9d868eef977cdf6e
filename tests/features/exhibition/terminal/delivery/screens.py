"""Halls that publish, and screens without a window that follow them."""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from content.pack.build import build
from kiosk.core.link.enrolment import HallLink, enrol
from kiosk.core.link.line import Line
from kiosk.features.exhibition.hall.shelf import FOLDER
from kiosk.features.exhibition.terminal.delivery import delivered as delivering
from kiosk.features.exhibition.terminal.delivery.delivered import Delivered
from kiosk.features.tickets.terminal.hall_tickets import services_look
from tests.apps.hall.process import HallProcess
from tests.content.distribution.trees import pack_files

DEADLINE_SECONDS = 30


def told(hall: HallProcess, verb: str, **given: str) -> Any:
    """What the hall answers to root on its machine."""
    answer = hall.admin(f"/admin/keeping/{verb}", dict(given))
    assert answer.is_success, answer.text
    return json.loads(answer.text.splitlines()[-1])["answer"]


def publish(hall: HallProcess, place: Path, version: str, *, name: str = "spring", **more: Any) -> dict[str, bytes]:
    """A small pack goes onto the screens; its files."""
    files = pack_files(version, name=name, **more)
    publish_files(hall, place, files)
    return files


def publish_files(hall: HallProcess, place: Path, files: dict[str, bytes]) -> None:
    root = place / "making"
    shutil.rmtree(root, ignore_errors=True)
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    built = build(root, place)
    shelf = hall.settings.data_dir / FOLDER
    shelf.mkdir(mode=0o700, exist_ok=True)
    arriving = shelf / ".arriving-0123456789abcdef"
    shutil.copyfile(built.path, arriving)
    try:
        told(hall, "pack-publish", file=arriving.name)
    finally:
        arriving.unlink()


class ScreenHere:
    """A terminal as far as its packs go. ``texts`` is what it shows: of each pack of the hall, its texts."""

    def __init__(self, link: HallLink, folder: Path, own: Path | None = None, **more: Any) -> None:
        self.changed = threading.Condition()
        self.folder = folder
        self.moved_at = 0.0  # by the wall clock: when its packs were last others
        self.delivered = Delivered(folder, own or folder / "packs", link.pin or link.url, **more)
        self.delivered.open()
        self.line = Line(link, services_look(lambda _: None), on_event=self._event, on_state=self._state)
        self.delivered.follow(self.line, self._moved)
        self.line.start()

    @classmethod
    def enrolled(cls, hall: HallProcess, folder: Path, name: str = "1 号终端") -> ScreenHere:
        return cls(enrol(hall.url, hall.code(name), folder / "hall.json"), folder)

    @property
    def texts(self) -> tuple[str, ...]:
        packs = self.delivered.packs[: self.delivered.from_hall]
        shown = [one for pack in packs for one in pack.exhibits if one.key not in self.delivered.held]
        return tuple(one.path.read_text() for one in shown)

    def wait(self, until: Callable[[], bool], seconds: float = DEADLINE_SECONDS) -> None:
        with self.changed:
            assert self.changed.wait_for(until, seconds), (self.delivered.trouble, self.delivered.state)

    def wait_polling(self, until: Callable[[], bool]) -> None:
        """For what nobody is told of."""
        passed = threading.Event()
        for _ in range(DEADLINE_SECONDS * 20):
            if until():
                return
            passed.wait(0.05)
        raise AssertionError(self.delivered.trouble, self.delivered.state)

    def close(self) -> None:
        self.line.stop()
        self.delivered.close()

    def _moved(self) -> None:
        with self.changed:
            self.moved_at = time.time()
            self.changed.notify_all()

    def _event(self, name: str) -> None:
        if name == "content":
            self.delivered.soon()

    def _state(self, online: bool) -> None:
        if online:
            self.delivered.soon()


def shown_in_hall(hall: HallProcess) -> dict[str, dict[str, Any]]:
    """By name of the screen, what the hall knows of what it shows."""
    with sqlite3.connect(hall.settings.data_dir / "hall.db") as rows:
        found = rows.execute("SELECT name, told FROM pack_screens JOIN terminals ON terminals.id = terminal_id")
        return {name: json.loads(plain) for name, plain in found}


def ask(hall: HallProcess, path: str, token: str, **more: Any) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}", **more.pop("headers", {})}
    return httpx.get(f"{hall.url}{path}", headers=headers, **more)


__all__ = ["ScreenHere", "ask", "delivering", "publish", "publish_files", "shown_in_hall", "told"]
