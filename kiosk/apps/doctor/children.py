"""What this machine's kernel gives the children that open strangers' files."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.apps.doctor import words
from kiosk.apps.doctor.check import Check, ok, warn
from kiosk.apps.doctor.hall import has_hall
from kiosk.core.limited.given import given
from kiosk.settings import Settings


def shut_in(settings: Settings) -> Iterator[Check]:
    """Only where there is a hall: a lobby terminal opens no keeper's file."""
    if not has_hall(settings):
        return
    kernel, title = given(), words.TITLES["children"]
    if not kernel.seccomp:
        yield warn("children", title, words.NO_SECCOMP, words.NEWER_KERNEL)
    elif not kernel.landlock:
        yield warn("children", title, words.NO_LANDLOCK, words.NEWER_KERNEL)
    else:
        yield ok("children", title, words.children_shut_in(kernel.landlock))
