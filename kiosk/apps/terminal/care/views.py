"""What the maintenance pages show: facts, in no language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kiosk.apps.terminal.packs_here import ShownPack
from kiosk.core.stick.wire import Stick

Section = Literal[
    "printer", "paper", "reader", "touch", "sound", "light", "packs", "network", "troubles", "diagnosis"
]  # fmt: skip
SECTIONS: tuple[Section, ...] = (
    "paper", "printer", "reader", "touch", "sound", "light", "packs", "network", "troubles", "diagnosis",
)  # fmt: skip


@dataclass(frozen=True)
class About:
    """What is asked of the machine itself. `hall_why`: why the hall is away; None: not joined to one."""

    hall_online: bool
    hall_why: str | None
    address: str
    clock_kept: bool
    version: str
    up_seconds: float
    free_bytes: int
    waiting: int
    celsius: float | None


@dataclass(frozen=True)
class CareView:
    """The first page. `printer`: "" or a trouble's code; `sound`: "", "off" or a trouble; None: cannot be set here."""

    about: About
    printer: str
    reader: bool
    sound: str
    volume: int | None
    brightness: int | None
    packs: int
    packs_lag: str
    troubles: int
    wrong_pins: int = 0


@dataclass(frozen=True)
class PrintView:
    """`state` of the printer as in CareView; what became of the test slip, and its `reason` by code."""

    state: str
    phase: Literal["ready", "printing", "printed", "unknown", "refused"]
    reason: str = ""


@dataclass(frozen=True)
class ReaderView:
    phase: Literal["waiting", "read", "unread", "lying", "offline"]


@dataclass(frozen=True)
class TouchView:
    """Which of the marks were touched, counted by rows from the upper left."""

    hit: frozenset[int]


@dataclass(frozen=True)
class ColoursView:
    """Which whole-screen colour stands there."""

    number: int


@dataclass(frozen=True)
class SoundView:
    volume: int | None
    trouble: str
    headphones: bool
    said: bool = False


@dataclass(frozen=True)
class LightView:
    """`lit`: from and to, in minutes of the day; None: never dark. `can_darken`: whether this panel does it."""

    brightness: int | None
    lit: tuple[int, int] | None
    can_darken: bool


@dataclass(frozen=True)
class PacksView:
    packs: tuple[ShownPack, ...]
    lag: str
    can_go_back: bool
    page: int = 0
    told: str = ""
    well: bool = True


@dataclass(frozen=True)
class StickView:
    """`purpose`: take packs, or save the diagnosis. `reason`: of kiosk.core.stick.wire, or "away"."""

    purpose: Literal["packs", "diagnosis"]
    phase: Literal["looking", "choose", "working", "done", "refused"]
    sticks: tuple[Stick, ...] = ()
    done: int = 0
    of: int = 0
    told: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Interface:
    """`address`: empty where it has none."""

    name: str
    wireless: bool
    up: bool
    address: str


@dataclass(frozen=True)
class NetworkView:
    """`why` as in About."""

    interfaces: tuple[Interface, ...]
    url: str
    terminal: str
    online: bool
    why: str | None
    heard: datetime | None


@dataclass(frozen=True)
class Trouble:
    """A line of the device journal."""

    at: datetime
    device: str
    kind: str
    detail: str


@dataclass(frozen=True)
class TroublesView:
    troubles: tuple[Trouble, ...]
    page: int = 0


@dataclass(frozen=True)
class GoBackView:
    """Whether to go back to the release before is asked."""
