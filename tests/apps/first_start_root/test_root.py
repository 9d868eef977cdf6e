"""The door: who may ask, what is a request, one thing at a time, and the end with the flag file."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.apps.first_start import facts, root
from kiosk.apps.first_start import root_words as words
from kiosk.apps.first_start.root import Door
from kiosk.apps.first_start.wire import FLAG, Facts
from tests.apps.first_start_root.machine import ANSWERS, PRINTER, Machine

PROJECT = Path(__file__).resolve().parents[3]
END_SECONDS = 20


class Asked:
    """The root side of one machine, behind a real Unix socket."""

    def __init__(self, machine: Machine, askers: set[int]) -> None:
        self.machine = machine
        self._socket = str(machine.path("/run/root.sock"))
        machine.path("/run").mkdir(exist_ok=True)
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(self._socket)
        self.listening.listen()
        self.door = threading.Thread(target=Door(self.listening, machine, askers).serve, daemon=True)
        self.door.start()

    def connect(self) -> socket.socket:
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(END_SECONDS)
        line.connect(self._socket)
        return line

    def raw(self, content: bytes) -> list[dict[str, Any]]:
        with self.connect() as line:
            line.sendall(content)
            with line.makefile("rb") as lines:
                return [json.loads(said) for said in lines]

    def ask(self, **told: Any) -> list[dict[str, Any]]:
        return self.raw(json.dumps(told).encode() + b"\n")

    def end(self) -> None:
        self.machine.remove(FLAG)
        self.door.join(END_SECONDS)
        self.listening.close()
        assert not self.door.is_alive()


@pytest.fixture
def asked(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Asked]:
    monkeypatch.setattr(root, "LOOK_SECONDS", 0.05)
    asked = Asked(machine, {os.getuid()})
    yield asked
    asked.end()


def test_facts_travel_as_the_screen_reads_them(asked: Asked) -> None:
    (said,) = asked.ask(verb="facts")
    assert Facts.from_json(said["ok"]).ports[0].path == PRINTER


@pytest.mark.parametrize(
    "content",
    [
        b"\n",
        b"facts\n",
        b"[]\n",
        b"[" * 60_000 + b"\n",
        b'{"verb": "facts", "more": 1}\n',
        b'{"verb": "turn", "turned": ["left"]}\n',
        b'{"verb": "install", "disk": null}\n',
        b'{"verb": "finish", "answers": {"hall_name": 3}}\n',
        b'{"verb": "finish", "answers": {"hall": "x"}}\n',
        b'{"verb": "finish", "answers": {"panel_ppi": NaN}}\n',
        b'{"verb": "\xff"}\n',
        b'{"verb": "facts"',
        b'{"verb": "' + b"x" * 70_000 + b'"}\n',
    ],
)
def test_what_is_no_request_is_refused_and_the_next_one_is_heard(asked: Asked, content: bytes) -> None:
    with asked.connect() as line:
        line.sendall(content[: root.MOST_BYTES + 1])
        line.shutdown(socket.SHUT_WR)
        with line.makefile("rb") as lines:
            assert json.loads(lines.readline()) == {"refused": words.NOT_A_REQUEST, "field": ""}
    assert "ok" in asked.ask(verb="facts")[-1]
    assert not asked.machine.did("systemctl", "reboot")


def test_a_line_that_trickles_ends_in_time_and_holds_nobody_up(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(root, "LINE_SECONDS", 0.3)
    with asked.connect() as slow, slow.makefile("rb") as said:
        slow.sendall(b'{"verb"')
        assert "ok" in asked.ask(verb="facts")[-1]
        assert json.loads(said.readline())["refused"] == words.NOT_A_REQUEST


def test_an_unforeseen_fault_is_answered_and_the_next_request_heard(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "role_of", lambda _: 1 // 0)
    assert asked.ask(verb="facts")[-1]["refused"] == words.WENT_WRONG
    assert asked.ask(verb="turn", turned="left")[-1] == {"ok": None}


def test_another_user_is_refused(machine: Machine) -> None:
    asked = Asked(machine, {os.getuid() + 1})
    assert asked.ask(verb="restart") == [{"refused": words.NOT_ALLOWED, "field": ""}]
    assert not machine.ran
    asked.end()


def test_a_turn_is_one_word_in_a_file(asked: Asked) -> None:
    assert asked.ask(verb="turn", turned="left") == [{"ok": None}]
    assert asked.ask(verb="turn", turned="upside; down")[-1]["refused"] == words.NO_SUCH_TURN
    turned = asked.machine.path("/etc/kiosk/turned")
    assert turned.read_text() == "left\n" and turned.stat().st_mode & 0o777 == 0o644
    assert Facts.from_json(asked.ask(verb="facts")[-1]["ok"]).turned == "left"


def test_installing_tells_its_steps(asked: Asked) -> None:
    asked.machine.disk_lines = ["progress 0.01 partitions\n", "a remark\n", "progress 7 copy\n", "progress x y\n"]
    assert asked.ask(verb="install", disk="/dev/sda") == [
        {"step": "分区", "done": 0.01},
        {"step": "拷贝系统", "done": 1.0},
        {"ok": None},
    ]
    assert [str(root.WRITE_DISK), "/", "/dev/sda"] in asked.machine.ran


@pytest.mark.parametrize("disk", ["/dev/sdb", "/dev/sdc", "/dev/sdd", "/dev/sda1", "/dev/../dev/sda", "--help", ""])
def test_only_a_disk_that_was_offered_is_written(asked: Asked, disk: str) -> None:
    assert asked.ask(verb="install", disk=disk)[-1]["refused"] == words.NO_SUCH_DISK
    assert not [command for command in asked.machine.ran if command[0] == str(root.WRITE_DISK)]


def test_a_disk_that_could_not_be_written_says_why(asked: Asked) -> None:
    asked.machine.fails["write-disk"] = "write-disk: /dev/sda is in use"
    assert "/dev/sda is in use" in asked.ask(verb="install", disk="/dev/sda")[-1]["refused"]


def test_one_installs_or_finishes_at_a_time_and_a_screen_that_died_stops_neither(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def follow(_command: object) -> Iterator[str]:
        yield "progress 0.5 copy\n"
        begun.set()
        assert go_on.wait(END_SECONDS)
        yield "progress 1 finished\n"
        asked.machine.write("/etc/installed-to-the-end", "")

    monkeypatch.setattr(asked.machine, "follow", follow)
    line = asked.connect()
    line.sendall(b'{"verb": "install", "disk": "/dev/sda"}\n')
    assert begun.wait(END_SECONDS)
    line.close()  # the screen's program died
    for told in ({"verb": "install", "disk": "/dev/sda"}, {"verb": "finish", "answers": ANSWERS.to_json()}):
        assert asked.ask(**told)[-1]["refused"] == words.BUSY
    assert "ok" in asked.ask(verb="facts")[-1]
    go_on.set()
    asked.end()
    assert asked.machine.path("/etc/installed-to-the-end").exists()


def test_too_many_at_once_are_told_so(asked: Asked) -> None:
    waiting = [asked.connect() for _ in range(root.MOST_CONNECTIONS)]
    with asked.connect() as one_more, one_more.makefile("rb") as said:
        assert json.loads(said.readline())["refused"] == words.TOO_MANY
    for line in waiting:
        line.close()


def test_restart_asks_systemd_and_a_refusal_of_it_is_told(asked: Asked) -> None:
    assert asked.ask(verb="restart") == [{"ok": None}] and asked.machine.did("systemctl", "reboot")
    asked.machine.fails["systemctl"] = "Operation inhibited"
    assert asked.ask(verb="restart")[-1]["refused"] == "Operation inhibited"


def test_without_the_flag_every_verb_is_refused_and_the_door_closes(asked: Asked) -> None:
    with asked.connect() as line, line.makefile("rb") as said:  # let in just before
        line.sendall(b'{"verb": ')
        asked.machine.remove(FLAG)
        line.sendall(b'"restart"}\n')
        assert json.loads(said.readline())["refused"] == words.OVER
    asked.door.join(END_SECONDS)
    assert not asked.door.is_alive() and not asked.machine.ran


def test_it_is_started_by_a_socket_alone() -> None:
    command = [sys.executable, "-m", "kiosk.apps.first_start.root"]
    ran = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=END_SECONDS, check=False)
    assert ran.returncode == 1 and "systemd starts this" in ran.stderr
