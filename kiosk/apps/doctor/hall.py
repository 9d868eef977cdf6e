"""The hall's side: does the service answer, and is its database sound?"""

from __future__ import annotations

import fcntl
import http.client
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.apps.doctor import words
from kiosk.apps.doctor.check import Check, fail, ok, warn
from kiosk.core.link.admin_socket import AdminSocket, AnsweredOtherwise, BrokeOff, NobodyListens
from kiosk.features.tickets.rules.clock import Standing
from kiosk.settings import Settings

ANSWER_SECONDS = 3.0
DATABASE_FILE = "hall.db"
BLOCK_DEVICES = Path("/sys/dev/block")


def service(settings: Settings) -> Iterator[Check]:
    """Whatever it answers, also a refusal, shows that it is there."""
    address = settings.terminal.hall_url
    title = words.TITLES["hall"]
    try:
        _ask(address)
    except (OSError, http.client.HTTPException, ValueError) as error:
        yield fail("hall", title, words.hall_silent(address, str(error) or type(error).__name__), words.START_HALL)
    else:
        yield ok("hall", title, words.hall_answers(address))


def database(settings: Settings) -> Iterator[Check]:
    """Only while no hall service holds it: several connections on one WAL database can corrupt it."""
    title, path = words.TITLES["database"], _database_path(settings)
    if path is None:
        yield ok("database", title, words.NOT_SQLITE)
    elif not has_hall(settings):
        return
    elif not path.exists():
        yield warn("database", title, words.NO_DATABASE, words.FIRST_START_MAKES_IT)
    else:
        yield _examine_database(path, title)


def date(settings: Settings) -> Iterator[Check]:
    """What the running service thinks of its clock: numbers carry its date. Nothing where no service tells."""
    try:
        with AdminSocket(settings.hall.socket, ANSWER_SECONDS) as service:
            clock = service.ask("GET", "/admin/clock")
            told = {name: _shown(clock[name]) for name in ("now", "machine", "before")}
            standing, offset = clock["standing"], clock["offset_seconds"]
    except (NobodyListens, BrokeOff, AnsweredOtherwise, ValueError, KeyError, TypeError):
        return
    title = words.TITLES["date"]
    if standing == Standing.ASKED:
        yield warn("date", title, words.date_asked(told["now"]), words.DATE_ANSWER)
    elif standing != Standing.SETTLED:
        yield fail("date", title, words.date_undecided(told["machine"], told["before"]), words.DATE_DECIDE)
    elif offset:
        yield warn("date", title, words.date_offset(told["now"], told["machine"]), words.SYNC_CLOCK)
    else:
        yield ok("date", title, words.date_settled(told["now"]))


def _shown(at: str | None) -> str:
    return at[:16].replace("T", " ") if at else "–"


def is_encrypted(device: int, block_devices: Path = BLOCK_DEVICES) -> bool:
    """Whether a file system lies on dm-crypt, directly or below LVM (sysfs: dm/uuid and slaves/)."""
    waiting = [block_devices / f"{os.major(device)}:{os.minor(device)}"]
    while waiting:
        place = waiting.pop()
        name = place / "dm" / "uuid"
        if name.exists() and name.read_text().startswith("CRYPT-"):
            return True
        waiting += (place / "slaves").iterdir() if (place / "slaves").is_dir() else ()
    return False


def _ask(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme == "https":
        import ssl

        # Only asks whether somebody is there and sends nothing; the terminal itself pins the key.
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        line: http.client.HTTPConnection = http.client.HTTPSConnection(
            parts.hostname or "", parts.port, timeout=ANSWER_SECONDS, context=context
        )
    else:
        line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=ANSWER_SECONDS)
    with closing(line):
        line.request("GET", "/")
        if line.getresponse().status == http.client.BAD_REQUEST and parts.scheme == "http":
            raise ConnectionError(words.WANTS_HTTPS)  # `core.web.plain_page`: a terminal gets no other answer either


def has_hall(settings: Settings) -> bool:
    """A lobby terminal whose hall is another machine has neither database nor key."""
    local = urlsplit(settings.terminal.hall_url).hostname in ("127.0.0.1", "::1", "localhost")
    return local or settings.hall.data_dir.exists()


def _database_path(settings: Settings) -> Path | None:
    url = settings.hall.database_url
    if not url:
        return settings.hall.data_dir / DATABASE_FILE
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


def _examine_database(path: Path, title: str) -> Check:
    try:
        with alone(path) as owner:
            if owner is not None:
                return ok("database", title, words.database_in_use(owner))
            findings = _quick_check(path)
    except PermissionError as error:
        return warn("database", title, words.database_unreadable(str(path), error.strerror or ""), words.RUN_AS_ROOT)
    except (OSError, sqlite3.Error) as error:
        findings = [str(error)]
    if findings == ["ok"]:
        return ok("database", title, words.DATABASE_SOUND)
    return fail("database", title, words.database_damaged("；".join(findings[:3])), words.RESTORE)


@contextmanager
def alone(path: Path) -> Iterator[str | None]:
    """Hold the database's lock as its owner (`core/database/owner.py`). Yields the process that holds it, or None."""
    lock = path.with_name(path.name + ".lock")
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield None
    except BlockingIOError:
        yield os.read(descriptor, 32).decode("ascii", "replace").strip()
    finally:
        os.close(descriptor)


def _quick_check(path: Path) -> list[str]:
    with closing(sqlite3.connect(path, timeout=0)) as connection:
        return [str(row[0]) for row in connection.execute("PRAGMA quick_check(5)")]
