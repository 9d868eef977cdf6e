"""Who may leave the kiosk, and how: a PIN set at installation, a lock-out, and three ways out.

There is no default PIN: until one is set the staff page stays shut. The PIN is kept as an Argon2id hash in a file
only the terminal's user may read. Five wrong PINs -> 15 s, doubling to at most 15 minutes. The count lies in a file
beside it: pulling the plug, which any visitor can, must not give five new tries.
"""

from __future__ import annotations

import logging
import os
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

log = logging.getLogger("kiosk.terminal")

WayOut = Literal["restart", "desktop", "power"]
PIN_DIGITS = range(6, 13)
TRIES = 5
FIRST_WAIT_SECONDS = 15.0
LONGEST_WAIT_SECONDS = 900.0
LEAVE_SECONDS = 300.0  # the staff page leaves by itself
EXIT_TOLD = 143  # by SIGTERM, as a shell says it: whoever stops the service does not want the console that 0 opens
EXIT_FOR = {"restart": 75, "desktop": 0}  # 75: systemd starts the terminal again (see kiosk-terminal.service)


class PinRefused(Exception):
    """The new PIN is too short, too long or not digits."""


def pin_file(data_dir: Path) -> Path:
    return data_dir / "maintenance_pin"


def tries_file(data_dir: Path) -> Path:
    """How many wrong ones in a row."""
    return data_dir / "maintenance_tries"


def check_pin(pin: str) -> None:
    """Whether `pin` could be a maintenance PIN: 6 to 12 digits, not an easy row of them. Raises PinRefused."""
    if not pin.isdigit() or len(pin) not in PIN_DIGITS:
        raise PinRefused(f"the PIN has {PIN_DIGITS.start} to {PIN_DIGITS.stop - 1} digits")
    if len(set(pin)) == 1 or pin in "01234567890123456789" or pin in "98765432109876543210":
        raise PinRefused("the PIN is too easy to guess: not one digit repeated, not a row of digits")


def set_pin(data_dir: Path, pin: str) -> None:
    """Store the hash of `pin` (6 to 12 digits) in `data_dir`. Raises PinRefused."""
    check_pin(pin)
    from argon2 import PasswordHasher

    data_dir.mkdir(parents=True, exist_ok=True)
    staged = _staged(pin_file(data_dir), PasswordHasher().hash(pin))
    staged.replace(pin_file(data_dir))
    tries_file(data_dir).unlink(missing_ok=True)


@dataclass(frozen=True)
class Answer:
    """What came of a try: right, or wrong with the seconds until the next one is heard.

    `wrong_before`: of a right one, how many wrong ones came since the right one before it.
    """

    right: bool
    wait_seconds: float = 0.0
    wrong_before: int = 0


class PinCheck:
    """Checks PINs against the stored hash and counts wrong ones. `clock` gives seconds that no setting moves.

    After a start that finds five or more wrong ones counted, the wait begins anew with the first try.
    """

    def __init__(self, data_dir: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._file, self._tries, self._clock = pin_file(data_dir), tries_file(data_dir), clock
        self._wrong, self._locked_until = 0, 0.0
        self._fresh = True  # nothing was tried since the start
        self._one_try = threading.Lock()  # tries sent side by side are counted one by one

    @property
    def is_set(self) -> bool:
        return self._file.is_file()

    @property
    def wait_seconds(self) -> float:
        return max(0.0, self._locked_until - self._clock())

    def check(self, pin: str) -> Answer:
        """Takes about 50 ms (Argon2id): call it on a worker thread."""
        with self._one_try:
            self._remember()
            if not self.is_set or self.wait_seconds:
                return Answer(False, self.wait_seconds)
            wrong_before = self._wrong
            self._count(wrong_before + 1)  # before it is told: whoever cuts the power in between has had the try
            if _matches(self._file, pin):
                self._count(0)
                return Answer(True, wrong_before=wrong_before)
            self._lock()
            log.warning("a wrong maintenance PIN, %d since the last right one", self._wrong)
            return Answer(False, self.wait_seconds)

    def _remember(self) -> None:
        if self._fresh:
            self._fresh, self._wrong = False, _counted(self._tries)
            self._lock()

    def _lock(self) -> None:
        if self._wrong >= TRIES:
            doublings = min(self._wrong - TRIES, 10)
            self._locked_until = self._clock() + min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2**doublings)

    def _count(self, wrong: int) -> None:
        self._wrong = wrong
        with suppress(OSError):  # a full disk: it counts in memory
            if wrong:
                _staged(self._tries, str(wrong)).replace(self._tries)
            else:
                self._tries.unlink(missing_ok=True)


def _counted(file: Path) -> int:
    """0 where nothing was counted; a file that nobody can read locks."""
    try:
        return int(file.read_text("ascii"))
    except FileNotFoundError:
        return 0
    except (OSError, ValueError):
        return TRIES


def _staged(file: Path, content: str) -> Path:
    """`content` on the disk beside `file`, which only its owner may read."""
    staged = file.with_suffix(".new")
    with os.fdopen(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600), "w") as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())
    return staged


def _matches(file: Path, pin: str) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerifyMismatchError

    try:
        return PasswordHasher().verify(file.read_text().strip(), pin)
    except (VerifyMismatchError, InvalidHashError):
        return False


def power_off() -> None:
    """Ask systemd to power the machine off; it needs the polkit rule that deploy/install writes."""
    subprocess.Popen(["systemctl", "poweroff"])
