"""What holds for every test."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Generator
from types import FrameType

import pytest

pytest_plugins = ["tests.features.membership.fixtures"]

# Kivy makes its folder when it is first imported. Two workers of a machine that never had one stumble over each other.
KIVY_HOME = tempfile.TemporaryDirectory(prefix="kivy-of-tests-")
os.environ["KIVY_HOME"] = KIVY_HOME.name

# Far beyond any test of the short tier, also on a busy machine; a hanging test fails, and the others still run.
# What this cannot interrupt (a call into C that never returns) faulthandler_timeout of pyproject.toml ends, later.
HANGING_SECONDS = 300


class TestHangs(Exception):
    """The test did not end in HANGING_SECONDS; the traceback shows where it waited."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Interrupt a test that hangs; the long tier has its own measure of time."""
    if item.get_closest_marker("long"):
        return (yield)
    before = signal.signal(signal.SIGALRM, _interrupt)
    signal.setitimer(signal.ITIMER_REAL, HANGING_SECONDS)
    try:
        return (yield)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise TestHangs(f"no end after {HANGING_SECONDS} s")
