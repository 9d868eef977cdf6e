"""What travels between the first start's screen (an ordinary user) and its root side, as dataclasses and JSON lines.

One request a connection: a line `{"verb": …}` goes in, lines come back: any number of `{"step": …, "done": 0.3}`, and
last `{"ok": …}` or `{"refused": "why", "field": "hall_name"}`. Verbs:

    facts                 -> Facts
    turn     {"turned"}   -> ok: the picture is turned at once; the screen's program is started again
    install  {"disk"}     -> steps, ok: the system lies on that disk; the stick may be pulled out
    restart               -> ok: the machine restarts
    finish   {"answers"}  -> steps, ok: everything is written, the services run; the screen's program is ended
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, Self

SOCKET = Path("/run/kiosk-first-start/root.sock")
FLAG = Path("/etc/kiosk/first-start")  # holds the role; gone when the first start is done

Role = Literal["both", "hall", "terminal", "board"]
Turned = Literal["normal", "left", "right", "inverted"]
ROLES: tuple[Role, ...] = ("both", "hall", "terminal", "board")
TURNS: tuple[Turned, ...] = ("normal", "left", "right", "inverted")


@dataclass(frozen=True)
class Disk:
    """A disk the system may be installed onto. `size`: bytes; `model` as the disk names itself."""

    path: str  # /dev/sda
    model: str
    size: int
    has_data: bool  # there is a partition table or a file system on it


@dataclass(frozen=True)
class SerialPort:
    """A serial port by its socket. `path`: udev's ID_PATH, the same after every plug; `node`: /dev/ttyUSB0.

    A port of the board itself has no ID_PATH: there `path` is its name, `ttyS0`, which never changes.
    """

    path: str
    node: str
    model: str  # as the adapter names itself, or ""


@dataclass(frozen=True)
class Facts:
    """What the root side sees. `on_stick`: the system runs from a stick, and `disks` could take it."""

    role: Role
    version: str
    on_stick: bool
    turned: Turned
    disks: tuple[Disk, ...]
    ports: tuple[SerialPort, ...]
    addresses: tuple[str, ...]  # this machine's own on the local network, without loopback

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Self:
        """Raises KeyError, TypeError when it is not one."""
        disks = tuple(Disk(**disk) for disk in told["disks"])
        ports = tuple(SerialPort(**port) for port in told["ports"])
        return cls(**(told | {"disks": disks, "ports": ports, "addresses": tuple(told["addresses"])}))


@dataclass(frozen=True)
class Answers:
    """What a hall's people said. Empty text: not asked on a machine of this role, or left for later.

    `hall_name`, `keeper_name`: as typed. `panel_inches`: the diagonal, 0: ask the panel. `bottom_mm`: lower edge of the
    screen above the floor. `printer`, `card_reader`: the `path` of a SerialPort. `network`: the web pages are also for
    the computers of the local network. `hall_url`, `code`: of the hall this terminal or board joins.
    """

    hall_name: str = ""
    terminal_name: str = "1 号终端"
    panel_inches: float = 0.0
    panel_ppi: float = 0.0  # reckoned by the screen from its own pixels and `panel_inches`
    bottom_mm: int = 800
    printer: str = ""
    printer_profile: str = "80mm"
    card_reader: str = ""
    maintenance_pin: str = ""
    keeper_name: str = ""
    keeper_password: str = ""
    network: bool = False
    hall_url: str = ""
    code: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Self:
        """Raises TypeError for an unknown key or a value of another type."""
        answers = cls(**told)
        for key, default in asdict(cls()).items():
            value = getattr(answers, key)
            kinds = (int, float) if isinstance(default, float) else (type(default),)
            if type(value) not in kinds:
                raise TypeError(f"{key}: {type(value).__name__}")
        return answers

    def __repr__(self) -> str:
        return "Answers(hidden)"  # a PIN and a password are in it
