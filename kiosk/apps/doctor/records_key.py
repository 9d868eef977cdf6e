"""The records' key: what somebody who takes this machine could read, and whether a lost key could be made again."""

from __future__ import annotations

import json
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk.apps.doctor import hall, words
from kiosk.apps.doctor.check import Check, fail, ok, warn
from kiosk.core.database.clock import hall_now
from kiosk.core.link.admin_socket import AdminSocket, AnsweredOtherwise, BrokeOff, NobodyListens
from kiosk.settings import HallSettings, Settings

SEALED_KEY = Path("/etc/systemd/system/kiosk-hall.service.d/records-key.conf")  # deploy/seal-key; the key is root's
REHEARSE_AFTER = timedelta(days=183)
KEY_FILE = "records.key"
_LOCKED = 2  # the key file's format when it wants a passphrase (kiosk/core/sealing/key_file.py)


def key(settings: Settings) -> Iterator[Check]:
    """Says in plain words what a thief of the machine could read."""
    title, place = words.TITLES["key"], settings.hall
    beside = place.data_dir / KEY_FILE
    if not hall.has_hall(settings):
        yield ok("key", title, words.NO_KEY_NEEDED)
    elif SEALED_KEY.exists():
        yield _left_behind(beside, title) or ok("key", title, words.KEY_IN_TPM)
    elif place.key_file:
        yield _on_stick(place, title)
    elif not beside.exists():
        yield ok("key", title, words.NO_KEY_YET)
    else:
        yield _open_to_others(beside, title) or _where_it_lies(beside, place.data_dir, title)


def recovery(settings: Settings) -> Iterator[Check]:
    """Whether the records are open, and whether the paper in the safe was ever tried."""
    state = _state(settings.hall) if hall.has_hall(settings) else None
    if state is None:
        return
    title = words.TITLES["recovery"]
    if state.get("open") is False:
        yield fail("records", words.TITLES["records"], words.RECORDS_SHUT, words.OPEN_RECORDS)
    if state.get("lacking"):
        yield fail("records", words.TITLES["records"], words.VERSION_LACKING, words.RECOVER_VERSION)
    if state.get("unfinished"):
        yield warn("records", words.TITLES["records"], words.ROTATION_UNFINISHED, words.ROTATE_ON)
    made, rehearsed = state["recovery_made_at"], state["recovery_rehearsed_at"]
    if not made:
        yield warn("recovery", title, words.NO_RECOVERY, words.MAKE_RECOVERY)
    elif not rehearsed:
        yield warn("recovery", title, words.NEVER_REHEARSED, words.REHEARSE)
    elif datetime.fromisoformat(rehearsed) < hall_now() - REHEARSE_AFTER:
        yield warn("recovery", title, words.rehearsed(rehearsed), words.REHEARSE)
    else:
        yield ok("recovery", title, words.rehearsed(rehearsed))


def _on_stick(place: HallSettings, title: str) -> Check:
    path, beside = Path(place.key_file), place.data_dir / KEY_FILE
    if left := _left_behind(beside, title):
        return left
    if not path.exists():
        return ok("key", title, words.STICK_AWAY)
    if path.resolve().stat().st_dev == place.data_dir.stat().st_dev:
        return _where_it_lies(path, place.data_dir, title)
    return _open_to_others(path, title) or warn("key", title, words.STICK_IN, words.PULL_STICK)


def _left_behind(beside: Path, title: str) -> Check | None:
    """The file from before the key was moved; the service uses the other one, a thief either."""
    return warn("key", title, words.KEY_LEFT_BEHIND, words.shred(str(beside))) if beside.exists() else None


def _open_to_others(path: Path, title: str) -> Check | None:
    mode = stat.S_IMODE(path.stat().st_mode)
    return fail("key", title, words.key_open(str(path), mode), words.close_key(str(path))) if mode & 0o077 else None


def _where_it_lies(path: Path, data_dir: Path, title: str) -> Check:
    device = path.resolve().stat().st_dev
    if _wants_passphrase(path):
        return ok("key", title, words.KEY_WITH_PASSPHRASE)
    if hall.is_encrypted(device):
        return ok("key", title, words.KEY_ON_CRYPT)
    same = device == data_dir.stat().st_dev
    return warn("key", title, words.KEY_ON_SAME_DISK if same else words.KEY_ON_OTHER_DISK, words.BIND_KEY)


def _wants_passphrase(path: Path) -> bool:
    try:
        return bool(json.loads(path.read_text(encoding="ascii")).get("format") == _LOCKED)
    except (OSError, ValueError, AttributeError):
        return False


def _state(place: HallSettings) -> dict[str, Any] | None:
    """Of the running service, else of the database that nobody holds; None where neither tells."""
    told = _of_service(place.socket)
    if told is not None:
        return told
    path = place.data_dir / hall.DATABASE_FILE
    if place.database_url or not path.exists():
        return None
    with hall.alone(path) as owner:
        return None if owner is not None else _of_database(path)


def _of_service(socket: Path) -> dict[str, Any] | None:
    try:
        with AdminSocket(socket, hall.ANSWER_SECONDS) as service:
            state: dict[str, Any] = next(service.lines("/admin/keeping/status", {}))["answer"]
    except (NobodyListens, BrokeOff, AnsweredOtherwise, ValueError, KeyError, StopIteration):
        return None
    return state if state["ring"] else None


def _of_database(path: Path) -> dict[str, Any] | None:
    columns = "recovery_made_at", "recovery_rehearsed_at"
    try:
        with closing(sqlite3.connect(path, timeout=0)) as connection:
            row = connection.execute(f"SELECT {', '.join(columns)} FROM record_vault").fetchone()
    except sqlite3.Error:
        return None
    return None if row is None else dict(zip(columns, row, strict=True))
