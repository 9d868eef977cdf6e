"""What this kernel, and a filter around this process, leave to a limited child."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kiosk.core.limited import landlock, seccomp


@dataclass(frozen=True)
class Given:
    """landlock: the version of its interface, 0 without it. seccomp: whether system calls can be filtered."""

    landlock: int
    seccomp: bool


@cache
def given() -> Given:
    return Given(landlock.version(), seccomp.is_there())
