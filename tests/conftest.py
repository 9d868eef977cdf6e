"""What holds for every test."""

from __future__ import annotations

import logging
import os
import signal
import tempfile
from collections.abc import Generator
from pathlib import Path
from types import FrameType

import certifi
import pytest
from hypothesis import settings

from kiosk.core.process.garbage import set_aside
from tests import shortcuts

pytest_plugins = ["tests.features.membership.fixtures"]

OURS = tempfile.TemporaryDirectory(prefix="of-tests-")

# Kivy makes its folder when it is first imported. Two workers of a machine that never had one stumble over each other.
os.environ["KIVY_HOME"] = str(Path(OURS.name, "kivy"))

# Hundreds of tests start a program of ours: where the machine forbids it, each would compile all of it anew (0.5 s).
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A shell that puts this behind it has it ignore Ctrl-C, and so would every program that a test sends one to.
signal.signal(signal.SIGINT, signal.default_int_handler)

shortcuts.take()

# Every httpx client reads the authorities it would believe, 40 ms each time. No test asks one: of 140 the first stays.
AUTHORITY, END = Path(OURS.name, "authority.pem"), b"-----END CERTIFICATE-----\n"
AUTHORITY.write_bytes(Path(certifi.where()).read_bytes().partition(END)[0] + END)
os.environ["SSL_CERT_FILE"] = str(AUTHORITY)

# Where Kivy was imported the root logger lets everything through: every message between uvicorn and an app would be put
# into words, and kept.
for chatty in ("asyncio", "httpcore", "uvicorn"):
    logging.getLogger(chatty).setLevel(logging.INFO)

# A property is slow where the machine is busy, which is no fault of the program.
# The short tier tries fewer examples of each property (where the test itself says no number), `--long` as many as
# hypothesis would twice: the same property, and what it has not met in one run it meets in another.
settings.register_profile("short", deadline=None, max_examples=40)
settings.register_profile("long", deadline=None, max_examples=200)

# Far beyond any test of the short tier, also on a busy machine; a hanging test fails, and the others still run.
# What this cannot interrupt (a call into C that never returns) faulthandler_timeout of pyproject.toml ends, later.
HANGING_SECONDS = 300
FILE = pytest.StashKey[Path]()

LONGEST = frozenset(
    {
        "test_tour.py", "test_measured_pages.py", "test_language_switch.py", "test_screens.py", "test_visits.py",
        "test_touch_band.py", "test_kill_hall.py", "test_finish.py", "test_malformed_requests.py",
        "test_former_halls.py",
    }
)  # fmt: skip


class Hanging(Exception):
    """The test did not end in HANGING_SECONDS, or what it says of itself; the traceback shows where it waited."""


def pytest_configure(config: pytest.Config) -> None:
    """Before any test file is read: whoever says nothing of examples gets those of the tier."""
    settings.load_profile("short" if config.getoption("-m") == "not long" else "long")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest first: at the end only short tests are left to be shared out, and no worker waits alone."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """What is alive when another file begins is set aside: Python's collector walked through all of it, libraries and
    what every file before had left, a second or more at a time, for a third of the tests' processor time.

    What a test makes is collected as ever. Who looks through all objects of the process for something brings back what
    lies aside: `gc.unfreeze()` first.
    """
    if item.config.stash.get(FILE, None) != item.path:
        item.config.stash[FILE] = item.path
        set_aside()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Interrupt a test that hangs; the long tier has its own measure of time."""
    if item.get_closest_marker("long"):
        return (yield)
    mark = item.get_closest_marker("within")
    before = signal.signal(signal.SIGALRM, _interrupt)
    signal.setitimer(signal.ITIMER_REAL, mark.args[0] if mark else HANGING_SECONDS)
    try:
        return (yield)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise Hanging("no end in time")
