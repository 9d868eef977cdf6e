"""A real hall service with many windows, and a real board that follows it; each a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Self

import pytest

from kiosk.core.database.migrations import open_hall_database
from kiosk.core.link.enrolment import enrol
from kiosk.features.tickets.hall import plan_edits
from kiosk.features.tickets.hall.desk import TicketDesk
from kiosk.features.tickets.hall.plan import install_default_plan
from tests.apps.hall.process import HallProcess
from tests.apps.hall.template import ROOT

SECONDS = 60.0
WINDOWS = 10
WAITING = 30
BOARD = "一楼大屏"


def busy_hall(folder: Path) -> HallProcess:
    """Started: ten windows for everything, thirty people waiting, nobody called yet."""
    hall = HallProcess(folder)
    hall.settings.data_dir.mkdir(parents=True)
    database = open_hall_database(hall.settings.data_dir / "hall.db")
    desk = TicketDesk(hall.settings)
    try:
        database.call(lambda c: install_default_plan(c, always_open=True))
        for number in range(1, WINDOWS + 1):
            known, name = number if number <= 4 else None, f"{number} 号窗口"
            database.call(partial(plan_edits.save_window, window_id=known, name=name, service_ids=(1, 2, 3, 4)))
        desk.plan_changed()
        for number in range(WAITING):
            database.call(partial(desk.take_ticket, terminal_id=None, service_id=1, key=f"waiting-{number:03d}"))
    finally:
        database.close()
    return hall.start()


def enrol_board(hall: HallProcess, folder: Path, name: str = BOARD) -> Path:
    """Join a board to the hall with a one-time code; returns its token file."""
    answer = hall.admin("/admin/enrol-codes", {"terminal": name, "kind": "board"}).json()
    enrol(hall.url, answer["code"], folder / "hall.json")
    return folder / "hall.json"


class BoardProcess:
    """`kiosk board` off screen, telling each view it draws; its voice is a real voice process that is overheard."""

    def __init__(
        self, folder: Path, *, voice: bool = True, windows: tuple[str, ...] = (), size: str = "960x540"
    ) -> None:
        self.folder, self._size = folder, size
        self.drawn: list[float] = []
        self.heard = folder / "heard.jsonl"  # every order the voice process was given
        self.views: list[dict[str, Any]] = []
        self._told = threading.Condition()
        self._process: subprocess.Popen[str] | None = None
        (folder / "kiosk.toml").write_text(
            f'[board]\ndata_dir = "{folder}"\npacks_dir = "{folder}/packs"\nvoice = {str(voice).lower()}\n'
            f"windows = {json.dumps(windows, ensure_ascii=False)}\n"
            f'[sound]\ndevice = "wav:{folder}/sound"\n',
            encoding="utf-8",
        )

    def start(self) -> Self:
        command = [sys.executable, "-m", "tests.apps.board.program", str(self.folder), self._size]
        environment = os.environ | {"SDL_VIDEODRIVER": "offscreen"}
        errors = (self.folder / "errors").open("ab")
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment
        )
        errors.close()
        self.views.clear()
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()
        return self

    def kill(self) -> None:
        """kill -9."""
        assert self._process
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        """SIGTERM; the exit status."""
        assert self._process
        if self._process.poll() is None:
            self._process.terminate()
        try:
            return self._process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise

    def until(self, condition: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The newest view, once it holds; looked at again without a new view too, for what is heard."""
        deadline = time.monotonic() + SECONDS
        with self._told:
            while not (self.views and condition(self.views[-1])) and time.monotonic() < deadline:
                self._told.wait(0.1)
            if not (self.views and condition(self.views[-1])):
                errors = (self.folder / "errors").read_text(encoding="utf-8")[-2000:]
                pytest.fail(f"not seen in {SECONDS:g} s; last: {self.views[-1:]}\n{errors}")
            return self.views[-1]

    def drawn_after(self, at: float) -> float:
        """When the first frame after that moment was on the screen."""
        with self._told:
            assert self._told.wait_for(lambda: bool(self.drawn) and self.drawn[-1] > at, SECONDS)
            return next(moment for moment in self.drawn if moment > at)

    def said(self) -> list[dict[str, Any]]:
        """The voice process's orders to say something, in order."""
        lines = self.heard.read_text(encoding="utf-8").splitlines() if self.heard.exists() else []
        return [order for order in map(json.loads, lines) if order["do"] == "say"]

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout
        with process.stdout as lines:
            for line in lines:
                told = json.loads(line)
                with self._told:
                    if "drawn" in told:
                        self.drawn.append(told["drawn"])
                    else:
                        self.views.append(told)
                    self._told.notify_all()
