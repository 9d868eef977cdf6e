"""The console blocks of the manual, and a throw-away hall to run them in.

A block stands under a comment that says which kind it is:

    <!-- run -->                               executed, and what it prints is compared with the page
    <!-- run; typed: 演示口令 -->               the same, with lines typed into it; RECOVERY is the code printed before
    <!-- not run here: 要一台真的机器 -->       and why

Compared line by line, with times, paths, ports, codes and sizes masked; a line `…` stands for any lines.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.apps.hall.former.hall import FolderHall
from tests.apps.hall.template import Forked, forked

PROJECT = Path(__file__).parents[1]
PAGES = [PROJECT / "README.md", PROJECT / "deploy/README.md", *sorted((PROJECT / "docs").glob("*.md"))]
MARK = re.compile(r"<!-- (run|not run here)(?:; typed: ([^>]*?))?(?:: ([^>]*?))? -->")
SECONDS = 120
FENCE = re.compile(r"^( *)```(\w*)$")
MASKS = [(re.compile(pattern), f"<{name}>") for pattern, name in (
    (r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}", "recovery code"),
    (r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}(?::[A-Z2-7]+)?", "enrolment code"),
    (r"(?:[0-9A-F]{2}:){31}[0-9A-F]{2}", "fingerprint"),
    (r"\b[0-9a-f]{16,}\b", "digest"),
    (r"\d{8}-\d{6}", "moment"),
    (r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?", "day"),
    (r"\d+(?:\.\d+)? MB", "size"),
    (r"(?<=:)\d{4,5}\b", "port"),
    (r"(?<=名称和地址  ).*", "names"),
)]  # fmt: skip


@dataclass(frozen=True)
class Block:
    """One block: `marked` is run, not run here, or "" where nobody said; `lines` as they stand."""

    page: str
    line: int
    marked: str
    why: str
    typed: str
    lines: tuple[str, ...]

    @property
    def commands(self) -> list[tuple[str, list[str]]]:
        """Each command with the lines that it prints."""
        found: list[tuple[str, list[str]]] = []
        for line in self.lines:
            if line.startswith("$ "):
                found.append((re.sub(r"\s+#\s.*", "", line[2:]), []))
            elif found:
                found[-1][1].append(line)
        return found


def blocks() -> Iterator[Block]:
    """All of the manual, page by page."""
    for page in PAGES:
        mark: re.Match[str] | None = None
        inside: list[str] | None = None
        began, indent = 0, ""
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
            fence = FENCE.match(line)
            if inside is not None:
                if fence and not fence[2]:
                    known = ("", "", "") if mark is None else (mark[1], mark[3] or "", mark[2] or "")
                    yield Block(page.name, began, known[0], known[1], known[2], tuple(inside))
                    inside, mark = None, None
                else:
                    inside.append(line.removeprefix(indent))
            elif fence and fence[2] == "console":
                inside, began, indent = [], number, fence[1]
            elif found := MARK.fullmatch(line.strip()):
                mark = found
            elif line.strip():
                mark = None


def masked(line: str) -> str:
    for pattern, mask in MASKS:
        line = pattern.sub(mask, line)
    return line.rstrip()


def differs(told: list[str], printed: list[str]) -> str:
    """The first line that is not as it is told; empty: none."""
    told, printed = [line for line in map(masked, told) if line], [line for line in map(masked, printed) if line]
    at = 0
    for number, line in enumerate(told):
        if line == "…":
            following = told[number + 1 :]
            if not following:
                return ""
            while at < len(printed) and printed[at] != following[0]:
                at += 1
            continue
        if at >= len(printed) or printed[at] != line:
            return f"told {line!r}, printed {printed[at] if at < len(printed) else 'nothing more'!r}"
        at += 1
    return "" if at == len(printed) else f"not told: {printed[at]!r}"


@dataclass
class ManualHall:
    """A hall as `deploy/install` leaves it, in `folder`; the harness is its service manager."""

    folder: Path
    port: int
    address: str = "127.0.0.1"
    recovery: str = ""
    _service: Any = field(default=None, repr=False)
    _commands: Forked | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        for name in ("bin", "usb", "work", "hall"):
            (self.folder / name).mkdir()
        (self.folder / "hall").chmod(0o700)
        self.file = self.folder / "kiosk.toml"
        lines = (
            "[hall]", 'name = "演示大厅"', f'address = "{self.address}"', f"port = {self.port}",
            f'data_dir = "{self.folder}/hall"', f'socket = "{self.folder}/hall.sock"',
            "[terminal]", f'data_dir = "{self.folder}/terminal"', "",
        )  # fmt: skip
        self.file.write_text("\n".join(lines), encoding="utf-8")
        kiosk = f"{sys.executable} -ISB {PROJECT}/tests/forked_commands.py {self.folder}/commands"
        for name, does in (
            (
                "kiosk",
                f'case "$1 $2" in "pack new" | "bank "*) exec {kiosk} "$@" ;; esac\n'
                f'exec {kiosk} "$@" --settings {self.file}',
            ),
            ("sudo", 'exec "$@"'),
        ):
            program = self.folder / "bin" / name
            program.write_text(f"#!/bin/sh\n{does}\n")
            program.chmod(0o755)

    def start(self) -> None:
        if self._commands is None:
            place, environment = str(self.folder / "commands"), dict(os.environ)
            self._commands = forked(
                "tests.forked_commands", [place], PROJECT, sys.__stderr__ or sys.stderr, environment
            )
            assert self._commands.stdout.readline() == "ready\n"
        self._service = FolderHall(self.folder).running()
        self._service.__enter__()

    def stop(self) -> None:
        if self._service is not None:
            self._service.__exit__(None, None, None)
            self._service = None

    def close(self) -> None:
        """Stop, and take no more commands."""
        self.stop()
        if self._commands is not None:
            self._commands.send_signal(signal.SIGKILL)
            self._commands.wait(SECONDS)
            self._commands.stdout.close()

    def take(self, services: tuple[int, ...]) -> None:
        """Numbers of these services, at a terminal of its own."""
        code = MASKS[1][0].search("\n".join(self.run("kiosk hall enrol-code 一号终端")))
        assert code, "no code was made"
        scheme = "http" if self.address == "127.0.0.1" else "https"
        joined = f'$ a hall_url = "{scheme}://127.0.0.1:{self.port}"'
        self.run(f"sed -i '{joined}' {self.file}; kiosk enrol '{code[0]}'")
        token = json.loads((self.folder / "terminal/hall.json").read_text())["token"]
        with httpx.Client(base_url=f"{scheme}://127.0.0.1:{self.port}", verify=False) as line:
            for number, service in enumerate(services):
                order = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"number-{number:04d}"}
                answer = line.post("/api/tickets", json={"service_id": service}, headers=order)
                assert answer.status_code == 200, answer.text

    def run(self, command: str, typed: str = "") -> list[str]:
        """What it prints, as somebody in the hall would see it."""
        if command.removeprefix("sudo ").startswith("systemctl "):
            {"start": self.start, "stop": self.stop}[command.split()[-2]]()
            return []
        there = command.replace("/media/usb", f"{self.folder}/usb")
        environment = os.environ | {
            "PATH": f"{self.folder}/bin:{os.environ['PATH']}",
            "COLUMNS": "120",
            "LANG": "C.UTF-8",
        }
        ran = subprocess.run(
            ["bash", "-c", there], cwd=self.folder / "work", env=environment | {"PYTHONPATH": str(PROJECT)},
            input=typed.replace("RECOVERY", self.recovery), capture_output=True, text=True, timeout=SECONDS,
            check=False,
        )  # fmt: skip
        said = (ran.stdout + ran.stderr).replace(f"{self.folder}/usb", "/media/usb")
        said = said.replace(f"{self.folder}/hall", "/var/lib/kiosk/hall")
        if found := MASKS[0][0].search(said):
            self.recovery = found[0]
        return said.splitlines()
