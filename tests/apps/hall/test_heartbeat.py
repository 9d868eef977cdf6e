"""systemd hears the hall service beat, and hears nothing from one whose database hangs."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from kiosk.apps.hall.heartbeat import beating
from kiosk.core.database.owner import Database

BEAT_SECONDS = 0.02
DEADLINE_SECONDS = 10


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "notify"))
        ear.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", str(int(BEAT_SECONDS * 3_000_000)))
        yield ear


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "hall.db") as opened:
        yield opened


async def hear(ear: socket.socket) -> str:
    said = await asyncio.wait_for(asyncio.get_running_loop().sock_recv(ear, 200), DEADLINE_SECONDS)
    return said.decode()


def test_ready_then_beats_then_leaving(systemd: socket.socket, database: Database) -> None:
    async def story() -> list[str]:
        async with beating(database):
            heard = [await hear(systemd) for _ in range(3)]
        while heard[-1] != "STOPPING=1":
            heard.append(await hear(systemd))
        return heard

    heard = asyncio.run(story())
    assert heard[0] == "READY=1"
    assert set(heard[1:-1]) == {"WATCHDOG=1"}


def test_a_database_that_hangs_stops_the_beat(systemd: socket.socket, database: Database) -> None:
    release, hung = threading.Event(), threading.Event()

    def hang(connection: Connection) -> None:
        hung.set()
        release.wait(DEADLINE_SECONDS)

    async def story() -> list[str]:
        hanging = asyncio.create_task(database.run(hang))
        await asyncio.to_thread(hung.wait, DEADLINE_SECONDS)
        async with beating(database):
            heard = [await hear(systemd)]
            with pytest.raises(BlockingIOError):
                systemd.recv(200)
            release.set()
            await hanging
            heard.append(await hear(systemd))
        return heard

    assert asyncio.run(story()) == ["READY=1", "WATCHDOG=1"]


def test_outside_systemd_nothing_beats(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    monkeypatch.delenv("WATCHDOG_USEC", raising=False)

    async def story() -> int:
        async with beating(database):
            return len(asyncio.all_tasks())

    assert asyncio.run(story()) == 1
