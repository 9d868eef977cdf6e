"""What people do at the booted machine, in touches: the first start, a ticket, a record, the staff page."""

from __future__ import annotations

import base64
import time
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any

from PIL.Image import Image

from kiosk.ui.screen_ppi import ppi_of
from kiosk.ui.tokens import DESIGN_PPI
from tests.appliance.machine import Machine, difference, wait_for
from tests.appliance.where import INCHES, SECRET, Where, where

PIN, PASSWORD, KEEPER_TITLE = "135792", "2580147369", "密码"
WIPE_SECONDS = 180.0  # a visit that nobody ends
PAGE_SECONDS = 90.0  # a page of the emulated machine; they take 2 to 8
PAUSE_SECONDS = 0.8  # the first start leaves touches on a page alone that just came, and it may come in several frames
KEY_SECONDS, PROBE_SECONDS = 0.7, 9.0  # a silent port is given 8 s
REST_SECONDS = 3.0
SECRET_TRIES, DARK = 4, 110
STILL = 0.02
BLACK, GROUND = 200, 236  # green, of 255: a dock has 228, the ground of the attract page 240
CORNER_TAPS = 5
A_NEW_HALL = "4 and priority numbers"  # the sample page that a new hall's looks like
FACTS = """
import json, sqlite3
hall = sqlite3.connect("file:/var/lib/kiosk/hall/hall.db?mode=ro", uri=True)
print(json.dumps(hall.execute("SELECT series, number, print_state, service_state FROM tickets ORDER BY id").fetchall()))
"""
LOOKUPS = """
import sqlite3
hall = sqlite3.connect("file:/var/lib/kiosk/hall/hall.db?mode=ro", uri=True)
print(*(outcome for outcome, in hall.execute("SELECT outcome FROM audit WHERE action = 'look_up' ORDER BY id")))
"""
STARTS = """
import sqlite3
hall = sqlite3.connect("file:/var/lib/kiosk/hall/hall.db?mode=ro", uri=True)
print(hall.execute("SELECT count(*) FROM events WHERE kind = 'terminal_started'").fetchone()[0])
"""


@dataclass
class Walk:
    """`first`: the targets while the panel is what it says of itself; `where`: once it is said to have 21.5 inches."""

    machine: Machine
    first_ppi: float
    first: Where
    where: Where

    @classmethod
    def on(cls, machine: Machine) -> Walk:
        said = machine.shell.must("base64 -w0 /sys/class/drm/card*-*/edid")
        ppi = ppi_of(base64.b64decode(said)) or DESIGN_PPI
        return cls(machine, ppi, where(machine.size, ppi), where(machine.size, hypot(*machine.size) / INCHES))

    def touch(self, page: str, tap: str, title: str = "") -> None:
        """Touch, and no more."""
        self.machine.tap(*self._where(page).of(page, tap, title))

    def _where(self, page: str) -> Where:
        return self.first if page.startswith("first.") else self.where

    def go(self, page: str, tap: str, title: str = "", *, seconds: float = PAGE_SECONDS) -> None:
        """Touch, and wait for the page that comes."""
        before = self.machine.picture()
        self.touch(page, tap, title)
        self.machine.wait_for_change(before, seconds, f"after {page} {tap}")
        wait_for("the page stands still", seconds, lambda: self.stands_still(PAUSE_SECONDS), 0.1)

    def keys(self, page: str, digits: str, title: str = "") -> None:
        """At a person's pace; somebody who counts fewer dots than digits clears them and begins again, more slowly.

        On an emulated machine that is busy a press gets lost between finger and program now and then, so the second
        time each waits until the one before has been drawn.
        """
        for attempt in range(SECRET_TRIES):
            for digit in digits:
                if attempt:
                    self.pick(page, f"key.{digit}", title)
                else:
                    self.touch(page, f"key.{digit}", title)
                    time.sleep(KEY_SECONDS)
            self.rest()
            if self._dots(page, title) == len(digits):
                return
            self.pick(page, "key.clear", title)
            self.rest()
        raise AssertionError(f"{page}: {len(digits)} digits do not arrive")

    def _dots(self, page: str, title: str) -> int:
        """How many stand in the field: dark stretches on its middle line."""
        image = self.machine.picture().convert("L")
        _, y = self._where(page).of(page, SECRET, title)
        line = [image.getpixel((x, round(y))) < DARK for x in range(image.width // 10, image.width * 9 // 10)]  # type: ignore[operator]
        return sum(is_dark and not was_dark for was_dark, is_dark in pairwise(line))

    def pick(self, page: str, tap: str, title: str = "") -> None:
        """Touch what stays on the same page, and wait until it shows."""
        before = self.machine.picture()
        self.touch(page, tap, title)
        wait_for(f"{tap} on {page} shows", PAGE_SECONDS, partial(self._drawn, before), 0.2)

    def rest(self) -> None:
        """Until the screen stands still: what was touched last may be a frame or two behind."""
        wait_for("the screen stands still", PAGE_SECONDS, lambda: self.stands_still(REST_SECONDS), 0.1)

    def _drawn(self, before: Image) -> bool:
        """Something has changed, if only a dot, and stands still."""
        now = self.machine.picture()
        return difference(before, now) > STILL and self.stands_still(KEY_SECONDS)

    # -- the first start ----------------------------------------------------------------------

    def first_start(self, *, pictures: bool = True) -> None:
        """Role both: a hall's name, the panel, a printer, a reader, PIN, keeper; until the terminal serves."""
        keep = self.machine.picture if pictures else lambda _name: None
        self._welcomed()
        keep("first-welcome")
        self.go("first.welcome", "first.begin")
        self.go("first.hall", "typing.phrase.0")
        keep("first-hall")
        self.go("first.hall", "typing.done")
        self.pick("first.choice", "first.inches.4", "屏幕有多大")
        self.rest()
        keep("first-panel")
        self.go("first.choice", "first.next", "屏幕有多大")
        self.go("first.choice", "first.next", "屏幕离地")
        self._probed("first-printer")
        self.go("first.choice", "first.next", "打印机")
        self._probed("first-reader")
        self.go("first.choice", "first.next", "读卡器")
        self._secret(PIN)
        keep("first-pin")
        self._keeper()
        keep("first-summary")
        self.go("first.choice", "first.finish")

    def _welcomed(self) -> None:
        """The red button stands: before it a page says that the machine is still starting."""
        x, y = self._where("first.welcome").of("first.welcome", "first.begin")
        over_its_word = round(x), round(y) - self.machine.size[1] // 60

        def red() -> bool:
            pixel = self.machine.picture().convert("RGB").getpixel(over_its_word)
            assert isinstance(pixel, tuple)
            return pixel[0] > 2 * max(pixel[1:]) + 40

        wait_for("the first question", 120, red, 0.5)

    def office(self) -> None:
        """Role hall: a name, a keeper."""
        self._welcomed()
        self.go("first.welcome", "first.begin")
        self.go("first.hall", "typing.phrase.0")
        self.go("first.hall", "typing.done")
        self._keeper()
        self.machine.picture("first-summary")
        self.go("first.choice", "first.finish")

    def _keeper(self) -> None:
        self.go("first.hall", "typing.phrase.0")
        self.go("first.hall", "typing.done")
        self._secret(PASSWORD)
        self.go("first.choice", "first.next", "网页")

    def _probed(self, name: str) -> None:
        """The ports are asked who they are; the likely one is chosen for whoever sets the machine up."""
        wait_for("what was found on the ports stands still", 120, lambda: self.stands_still(PROBE_SECONDS), 1.0)
        self.machine.picture(name)

    def stands_still(self, seconds: float) -> bool:
        before = self.machine.picture()
        time.sleep(seconds)
        return difference(before, self.machine.picture()) < STILL

    def _secret(self, digits: str) -> None:
        for _ in range(2):
            self.keys("first.digits", digits)
            self.go("first.digits", "first.next")

    def wait_until_served(self, seconds: float) -> None:
        over = "[ ! -e /etc/kiosk/first-start ] && ! systemctl is-active -q kiosk-first-start"
        until = f"{over} && systemctl is-active -q kiosk-terminal"
        self.machine.shell.must(f"timeout {seconds:.0f} sh -c 'until {until}; do sleep 2; done'", seconds + 30)

    # -- a visitor ----------------------------------------------------------------------------

    def wait_for_attract(self) -> None:
        """Until the visit before is over and wiped."""
        wait_for("the attract page", WIPE_SECONDS, lambda: not _has_dock(self.machine.picture()))

    def begin(self) -> None:
        self.wait_for_attract()
        self.machine.tap(self.machine.size[0] / 2, self.machine.size[1] * 0.8)
        wait_for("home", PAGE_SECONDS, lambda: _has_dock(self.machine.picture()), 0.5)
        self.rest()
        self.machine.picture("home")

    def take_ticket(self, series: str = "A") -> None:
        self.begin()
        self.go("home", "home.tickets")
        self.rest()  # entered for the first time, a room comes in several frames: what is touched before is lost
        self.go("tickets.choose", f"service.{series}", A_NEW_HALL)

    def settled(self, name: str) -> None:
        """A picture of the page that has come to rest."""
        self.rest()
        self.machine.picture(name)

    def to_card(self) -> None:
        """To the page that waits for a card: it never stands still, and its time runs."""
        self.begin()
        self.go("home", "home.membership")
        before = self.machine.picture()
        self.touch("membership.notice", "membership.agree")
        self.machine.wait_for_change(before, PAGE_SECONDS, "the card page")

    def lookups(self) -> list[str]:
        """How each look into 忆初心 ended, oldest first, as the hall wrote it down."""
        said = self.machine.shell.must(f"echo {_coded(LOOKUPS)} | base64 -d | /opt/kiosk/.venv/bin/python -")
        return said.split()

    def staff(self, way: str, *, asks_date: bool) -> None:
        """The clock, five times; the PIN; a way out, and sure. Where no time server is there, the first who comes after
        a start of the hall is asked for the date."""
        self.begin()
        before = self.machine.picture()
        for _ in range(CORNER_TAPS):
            self.machine.tap(self.machine.size[0] * 0.93, self.machine.size[1] * 0.03)
        self.machine.wait_for_change(before, PAGE_SECONDS, "the PIN page")
        self.keys("staff.pin", PIN)
        self.go("staff.pin", "staff.enter")
        self.rest()
        if asks_date:
            self.machine.picture("staff-date")
            self.go("staff.date", "staff.date.right")
            self.rest()
        self.machine.picture("staff")
        self.go("staff", f"staff.{way}")
        self.touch("staff.sure", "staff.yes")

    # -- what came of it ------------------------------------------------------------------------

    def tickets(self) -> list[tuple[str, int, str, str]]:
        """Every ticket of the hall: series, number, print state, service state."""
        import json

        said = self.machine.shell.must(f"echo {_coded(FACTS)} | base64 -d | /opt/kiosk/.venv/bin/python -")
        rows: list[list[Any]] = json.loads(said.splitlines()[-1])
        return [(series, number, printed, served) for series, number, printed, served in rows]

    def starts_heard(self) -> int:
        """How often the hall was told that the terminal started: until then it is 离线可用 and gives no number."""
        said = self.machine.shell.must(f"echo {_coded(STARTS)} | base64 -d | /opt/kiosk/.venv/bin/python -")
        return int(said.splitlines()[-1])

    def as_hall(self, program: str, seconds: float) -> str:
        """What a program of the hall's user prints at last."""
        run = "runuser -u kiosk-hall -- /opt/kiosk/.venv/bin/python -"
        return self.machine.shell.must(f"cd /tmp; echo {_coded(program)} | base64 -d | {run}", seconds).splitlines()[-1]

    def put_file(self, text: str, path: str) -> None:
        self.machine.shell.must(f"echo {_coded(text)} | base64 -d >{path}")


def _has_dock(image: Image) -> bool:
    """Every page but attract has one, on darker ground; black there is no page at all."""
    _, green, _ = image.getpixel((3, image.height - 3))  # type: ignore[misc]
    return bool(BLACK < green < GROUND)


def _coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def pictures_of(folder: Path) -> list[str]:
    return sorted(file.stem for file in (folder / "pictures").glob("*.png"))
