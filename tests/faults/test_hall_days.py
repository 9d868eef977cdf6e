"""A real hall service in its own process: its clock set back, midnight during a call, a disk that fills up."""

import multiprocessing
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from kiosk.apps.doctor.check import State
from kiosk.apps.doctor.hall import date
from kiosk.core.database.clock import HallClock, boot_id, seconds_since_boot
from kiosk.settings import Settings
from tests.apps.hall.process import HallProcess, settings

ALARM_SECONDS = 30
DISK_MB, BALLAST_MB = 40, 8
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["kiosk.apps.hall.app"])


class Hall:
    """Killed and started again at will; its clock is the moment that a file says."""

    def __init__(self, directory: Path, now: str, ballast_mb: int = 0) -> None:
        self.directory, self._ballast_mb = directory, ballast_mb
        self.settings = HallProcess(directory).settings
        self._keys = iter(range(10**6))
        self.set_clock(now)
        self.start()
        code = self._admin.post("/admin/enrol-codes", json={"terminal": "1 号终端"}).json()["code"]
        self._token = self._line.post("/api/enrol", json={"code": code}).json()["token"]

    def set_clock(self, now: str) -> None:
        writing = self.directory / "clock.new"
        writing.write_text(now)
        writing.replace(self.directory / "clock")

    def start(self) -> None:
        here, there = _processes.Pipe(duplex=False)
        self._process = _processes.Process(
            target=_serve, args=(self.directory, self.settings.port, self._ballast_mb, there)
        )
        self._process.start()
        there.close()
        assert here.poll(ALARM_SECONDS)
        assert here.recv() == "ready"
        transport = httpx.HTTPTransport(uds=str(self.settings.socket))
        self._line = httpx.Client(base_url=f"http://127.0.0.1:{self.settings.port}", timeout=ALARM_SECONDS)
        self._admin = httpx.Client(base_url="http://hall", transport=transport, timeout=ALARM_SECONDS)

    def kill(self) -> None:
        self._process.kill()
        self._process.join()

    def post(self, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self._token}", "Idempotency-Key": f"key-{next(self._keys):06d}"}
        return self._line.post(path, json=body or {}, headers=headers)

    def take(self) -> dict[str, Any]:
        """A number whose slip came out."""
        taken = self.post("/api/tickets", {"service_id": 1})
        assert taken.status_code == 200, taken.text
        ticket: dict[str, Any] = taken.json()
        assert self.post(f"/api/tickets/{ticket['id']}/printed").status_code == 204
        return ticket

    def refused(self) -> str:
        """Why no number is given."""
        taken = self.post("/api/tickets", {"service_id": 1})
        assert taken.status_code == 409, taken.text
        return str(taken.json()["error"])

    def doctor(self) -> State:
        """What the doctor says of the hall's date."""
        [check] = date(Settings(hall=self.settings))
        return check.state

    def call(self, window: int = 1) -> Any:
        return self._admin.post(f"/admin/windows/{window}/call-next").json()

    def today(self) -> dict[str, Any]:
        today: dict[str, Any] = self._line.get("/api/hall", headers={"Authorization": f"Bearer {self._token}"}).json()
        return today


def _serve(directory: Path, port: int, ballast_mb: int, ready: Any) -> None:
    from kiosk.apps.hall.app import serve

    def clock() -> datetime:
        return datetime.fromisoformat((directory / "clock").read_text())

    hall = replace(settings(directory, port, "127.0.0.1"), ballast_mb=ballast_mb)
    moved = HallClock(clock, lambda: False, boot_id(), seconds_since_boot)
    serve(hall, demo=True, clock=moved, on_ready=lambda _: ready.send("ready"))


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path, "2026-11-17T10:26:00+08:00")
    yield hall
    hall.kill()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own that can be filled; only root may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", str(disk)]
    if os.getuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root can mount a small file system to fill")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_clock_set_back_never_repeats_a_number(hall: Hall) -> None:
    first = hall.take()
    hall.set_clock("2026-11-16T23:00:00+08:00")
    second = hall.take()
    hall.kill()
    hall.start()
    third = hall.take()
    assert len({first["number"], second["number"], third["number"]}) == 3
    assert {first["business_date"], second["business_date"], third["business_date"]} == {"2026-11-17"}


def test_a_clock_that_leaps_ahead_gives_no_number_over_a_kill(hall: Hall) -> None:
    first = hall.take()
    hall.set_clock("2028-02-29T10:26:00+08:00")
    assert hall.refused() == "DateUnsure"
    assert hall.call() is not None  # who waits is called
    hall.kill()
    hall.start()
    assert hall.refused() == "DateUnsure"
    assert hall.today()["clock_doubted"]
    assert hall.doctor() is State.FAIL
    hall.set_clock("2026-11-17T10:27:00+08:00")
    again = hall.take()
    assert (again["business_date"], again["number"] > first["number"]) == ("2026-11-17", True)
    assert hall.doctor() is State.OK


def test_midnight_during_a_call(hall: Hall) -> None:
    hall.set_clock("2026-11-17T23:59:50+08:00")
    before = hall.take()
    while (called := hall.call())["ticket_id"] != before["id"]:
        assert called is not None
    hall.set_clock("2026-11-18T00:00:05+08:00")
    after = hall.take()
    assert (after["number"], after["business_date"]) == ("A001", "2026-11-18")
    assert hall.call()["ticket_id"] == after["id"]  # the call from before midnight is finished by the next one
    hall.kill()
    hall.start()
    assert hall.call() is None


def test_a_full_disk_refuses_by_name_throws_the_ballast_off_and_goes_on(small_disk: Path) -> None:
    hall = Hall(small_disk, "2026-11-17T10:26:00+08:00", ballast_mb=BALLAST_MB)
    ballast = hall.settings.data_dir / "ballast"
    wait_until(lambda: ballast.exists())
    kept = [hall.take()]
    fill(small_disk / "full")
    refused = take_until_refused(hall, kept)
    assert (refused.status_code, refused.json()["error"]) == (507, "DiskFull")
    wait_until(lambda: hall.today()["disk_full"])
    assert not ballast.exists()
    kept += [hall.take() for _ in range(20)]
    hall.kill()
    hall.start()
    kept.append(hall.take())
    assert len({ticket["number"] for ticket in kept}) == len(kept)
    (small_disk / "full").unlink()
    hall.kill()
    hall.start()
    wait_until(lambda: ballast.exists() and not hall.today()["disk_full"])
    hall.kill()


def take_until_refused(hall: Hall, kept: list[dict[str, Any]]) -> httpx.Response:
    """SQLite's log is written over from its start, so the disk's last byte may be some numbers away."""
    while (answer := hall.post("/api/tickets", {"service_id": 1})).status_code == 200:
        kept.append(answer.json())
        assert len(kept) < 800, "the disk never filled up"
    return answer


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        for block in (1024 * 1024, 4096):
            try:
                while True:
                    file.write(bytes(block))
            except OSError:
                continue


def wait_until(done: Callable[[], bool]) -> None:
    ends = time.monotonic() + ALARM_SECONDS
    while not done():
        assert time.monotonic() < ends
        time.sleep(0.02)
