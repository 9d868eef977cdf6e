"""A machine below a temporary folder: commands are noted, not run; hall service and enrolment are real."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.apps.first_start.system import PROJECT, Ran, Refused, System
from kiosk.apps.first_start.wire import FLAG, Answers
from kiosk.settings import DEFAULT_FILE, Settings, load
from tests.ports import free_port

PRINTER, READER = "pci-0000:00:14.0-usb-0:1:1.0", "pci-0000:00:14.0-usb-0:2:1.0"
ANSWERS = Answers(
    hall_name="云溪里社区党群服务中心",
    terminal_name="1 号终端",
    panel_inches=21.5,
    panel_ppi=102.46,
    bottom_mm=850,
    printer=PRINTER,
    card_reader=READER,
    maintenance_pin="283746",
    keeper_name="李明",
    keeper_password="a long way home",
)
OFFICE = replace(ANSWERS, printer="", card_reader="", maintenance_pin="", panel_inches=0.0, panel_ppi=0.0)

LSBLK: dict[str, Any] = json.loads((Path(__file__).parent / "lsblk.json").read_text(encoding="utf-8"))


class Machine(System):
    """`says`: what a command answers, by its first words. `fails`: commands that do not work, in the same way."""

    def __init__(self, root: Path, role: str = "both") -> None:
        super().__init__(root)
        self.ran: list[list[str]] = []
        self.orders: list[list[str]] = []  # what was really started
        self.says: dict[str, str] = {
            "lsblk": json.dumps(LSBLK),
            f"{_UDEVADM}ttyUSB0": f"ID_PATH={PRINTER}\nID_MODEL=USB_Serial\n",
            f"{_UDEVADM}ttyUSB1": f"ID_PATH={READER}\nID_MODEL=x\nID_MODEL_FROM_DATABASE=CH340 serial converter\n",
            f"{_UDEVADM}ttyACM0": "ID_MODEL=no path\n",
        }
        self.fails: dict[str, str] = {}
        self.disk_lines: list[str] = []
        self.hall: subprocess.Popen[str] | None = None
        self.write(FLAG, f"{role}\n")
        for name in ("ttyUSB0", "ttyUSB1", "ttyACM0"):
            self.write(f"/dev/{name}", "")
        for name, kind in (("ttyS0", "4"), ("ttyS1", "0")):
            self.write(f"/sys/class/tty/{name}/type", f"{kind}\n")
        self.write(DEFAULT_FILE, _elsewhere(root))

    @property
    def settings(self) -> Settings:
        return load(self.path(DEFAULT_FILE))

    def did(self, *words: str) -> bool:
        return list(words) in self.ran

    def run(self, command: Sequence[str], *, stdin: str = "", user: str = "", seconds: float = 30.0) -> Ran:
        if command[0] == sys.executable:  # as_owner: really
            self.orders.append([*command])
            return super().run(command, stdin=stdin, user=user, seconds=seconds)
        self.ran.append([*command])
        line = " ".join(command)
        for start, why in self.fails.items():
            if line.startswith(start):
                return Ran(1, err=why)
        if [*command[:3]] == ["systemctl", "restart", "kiosk-hall.service"]:
            self.start_hall()
        return Ran(0, next((out for start, out in self.says.items() if line.startswith(start)), ""))

    def follow(self, command: Sequence[str]) -> Iterator[str]:
        self.ran.append([*command])
        yield from self.disk_lines
        for start, why in self.fails.items():
            if command[0].endswith(start):
                raise Refused(why)

    def uid_gid(self, user: str) -> tuple[int, int]:
        return os.geteuid(), os.getegid()

    def becoming(self, user: str) -> dict[str, Any]:
        return {}

    def start_hall(self) -> None:
        """The hall service with the settings that were written, until it is ready."""
        self.stop_hall()
        command = [sys.executable, "-m", "kiosk", "hall", "--settings", str(self.path(DEFAULT_FILE))]
        self.hall = subprocess.Popen(
            command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )  # fmt: skip
        assert self.hall.stdout is not None
        assert "hall service on" in self.hall.stdout.readline()

    def stop_hall(self) -> None:
        if self.hall is not None:
            assert self.hall.stdout is not None
            self.hall.kill()  # its database is made for that, and a stop waits for streams
            self.hall.wait(20)
            self.hall.stdout.close()
            self.hall = None


_UDEVADM = "udevadm info --query=property --name=/dev/"


def _elsewhere(root: Path) -> str:
    """Where a technician could have put the folders; the first start keeps what it does not ask for."""
    port = free_port()
    return (
        f"[hall]\nport = {port}\ndata_dir = '{root}/hall'\nsocket = '{root}/hall.sock'\nballast_mb = 0\n"
        f"[terminal]\n# name = \"2 号终端\"  # as slips say it\ndata_dir = '{root}/terminal'\n"
        f"[board]\ndata_dir = '{root}/board'\n"
    )
