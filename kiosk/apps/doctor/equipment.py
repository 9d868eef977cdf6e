"""The devices: do they answer on their ports? Nothing is printed and no card is read."""

from __future__ import annotations

import os
import queue
from collections.abc import Iterator
from pathlib import Path

from kiosk.apps.doctor import words
from kiosk.apps.doctor.check import Check, fail, ok, warn
from kiosk.settings import Settings

ANSWER_SECONDS = 4.0


def printer(settings: Settings) -> Iterator[Check]:
    from devices.printer import PROFILES, Printer

    port = settings.printer.port
    if wrong := _unusable("printer", port):
        yield wrong
        return
    device = Printer(port, settings.printer.baud, profile=PROFILES[settings.printer.profile])
    device.start()
    try:
        status = device.status(ANSWER_SECONDS)
    finally:
        device.stop()
    yield _printer_state(port, status.trouble, status.warning)


def _printer_state(port: str, trouble: Exception | None, warning: Exception | None) -> Check:
    title, found = words.TITLES["printer"], trouble or warning
    code = getattr(found, "code", "")
    if found is None:
        return ok("printer", title, words.PRINTER_READY)
    if code == "never_answers":
        return ok("printer", title, words.PRINTER_WRITE_ONLY)
    what, mend = words.PRINTER_MENDS.get(code, (words.device_silent(port, str(found)), words.CHECK_CABLE))
    return fail("printer", title, what, mend) if trouble else warn("printer", title, what, mend)


def card_reader(settings: Settings) -> Iterator[Check]:
    from devices.id_card import CardEvent, CardReader, ReaderOnline

    port, title = settings.card_reader.port, words.TITLES["card_reader"]
    if wrong := _unusable("card_reader", port):
        yield wrong
        return
    told: queue.SimpleQueue[CardEvent] = queue.SimpleQueue()
    reader = CardReader(port, settings.card_reader.baud, on_event=told.put)
    reader.start()
    try:
        event = told.get(timeout=ANSWER_SECONDS)
    except queue.Empty:
        yield fail("card_reader", title, words.device_silent(port, f"{ANSWER_SECONDS:g} s"), words.CHECK_CABLE)
        return
    finally:
        reader.stop()
    if isinstance(event, ReaderOnline):
        yield ok("card_reader", title, words.READER_READY)
    else:
        reason = getattr(event, "reason", "")
        yield fail("card_reader", title, words.device_silent(port, str(reason)), words.CHECK_CABLE)


def _unusable(name: str, port: str) -> Check | None:
    """What can be said of a device path before opening it; pyserial URLs (socket://…) are simply tried."""
    title, path = words.TITLES[name], Path(port)
    if "://" in port:
        return None
    if not path.exists():
        return fail(name, title, words.device_missing(port), words.CHECK_CABLE)
    if not os.access(path, os.R_OK | os.W_OK):
        return fail(name, title, words.no_permission(port), words.JOIN_DIALOUT)
    if _is_held(path):
        return ok(name, title, words.DEVICE_IN_USE)
    return None


def _is_held(path: Path) -> bool:
    """Whether a program holds the port as ours does (pyserial's exclusive=True is flock(2))."""
    import fcntl

    descriptor = os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
