"""systemd hears from the terminal, and a systemd that does not listen never stops the drawing."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.core.process import watchdog


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "notify"))
        ear.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield ear


def test_the_first_frame_then_a_ping_then_leaving(systemd: socket.socket) -> None:
    assert watchdog.notify_ready("首页")
    assert watchdog.ping()
    assert watchdog.notify_stopping()
    assert [systemd.recv(100).decode() for _ in range(3)] == ["READY=1\nSTATUS=首页", "WATCHDOG=1", "STOPPING=1"]


def test_an_abstract_socket_is_reached_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    name = f"kiosk-test-{tmp_path.name}-{id(tmp_path)}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind("\0" + name)
        ear.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", "@" + name)
        assert watchdog.ping()
        assert ear.recv(100) == b"WATCHDOG=1"


def test_outside_systemd_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    monkeypatch.delenv("WATCHDOG_USEC", raising=False)
    assert not watchdog.ping()
    assert watchdog.interval_seconds() is None


def test_a_deaf_systemd_never_holds_up_the_drawing(systemd: socket.socket) -> None:
    said = [watchdog.ping() for _ in range(5000)]  # far beyond what a socket holds (net.unix.max_dgram_qlen)
    assert said[0] and not said[-1]


def test_a_systemd_that_is_gone_is_no_error(systemd: socket.socket, tmp_path: Path) -> None:
    (tmp_path / "notify").unlink()
    assert not watchdog.ping()


def test_pings_come_three_times_as_often_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", "30000000")
    assert watchdog.interval_seconds() == 10
