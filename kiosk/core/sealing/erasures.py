"""Who asked to be erased, so that it stays so: a file beside the database that a restore does not touch.

    write_down(folder, vault, erasure)         # on the disk before a row is deleted
    note(connection, vault, [erasure])         # in the same commit as the deleting
    for erased in read_all(folder, vault): …   # at each opening: what this database has not noted is done again
    at = asked(connection, vault, folder).get(blind)    # when a roster brings somebody: did they ask to be erased?

A line holds the time, the blind index and a mark that only the hall's key makes: nobody without the key can have
somebody erased by writing here, and the file tells nobody who it was.
"""

from __future__ import annotations

import hmac
import logging
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from kiosk.core.database import companions
from kiosk.core.database.companions import ERASURES, sync_folder
from kiosk.core.database.copies import FOLDER as BACKUPS
from kiosk.core.database.schema import marks
from kiosk.core.sealing.vault import Vault

FILE = ERASURES
NOTE = "erased:"
"""Marks of the database, one a line that is carried out in it. A copy from before an erasure lacks its note, whatever
the clock said; one from after it has it, and whoever was imported again stays."""

log = logging.getLogger(__name__)


class ErasuresUnreadable(Exception):
    """The file is there and cannot be read: without it people who were erased would show again."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """Whose rows are gone, and when somebody asked for it (ISO, hall time: for people; nothing is compared with it)."""

    at: str
    blind: bytes


def write_down(folder: Path, vault: Vault, erasure: Erasure) -> None:
    """Append one line, on the disk when this returns. Raises OSError."""
    line = line_of(vault, erasure) + "\n"
    path = folder / FILE
    cut = _is_cut(path)  # by a power cut: a line of its own, so that only the cut one is lost
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "a", encoding="ascii") as file:
        file.write("\n" * cut + line)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(folder)


def read_all(folder: Path, vault: Vault) -> list[Erasure]:
    """Every line with a sound mark, oldest first. Raises ErasuresUnreadable."""
    lines = lines_of(folder / FILE)
    sound = [erasure for erasure in (_parsed(line, vault) for line in lines) if erasure is not None]
    if len(sound) < len(lines):
        log.error(
            "%s: %d of %d lines bear no mark of this hall's key", folder / FILE, len(lines) - len(sound), len(lines)
        )
    return sorted(sound, key=lambda erasure: erasure.at)


def asked(connection: Connection, vault: Vault, folder: Path | None) -> Mapping[bytes, str]:
    """Blind index -> when that person last asked to be erased: by the list in `folder` and by what the database notes.

    Raises ErasuresUnreadable.
    """
    lines = {*noted(connection), *(lines_of(folder / FILE) if folder else ())}
    sound = [erasure for erasure in (_parsed(line, vault) for line in lines) if erasure is not None]
    return {erasure.blind: erasure.at for erasure in sorted(sound, key=lambda erasure: erasure.at)}


def lines_of(path: Path) -> list[str]:
    """Raises ErasuresUnreadable."""
    try:
        return companions.lines_in(path)
    except OSError as error:
        raise ErasuresUnreadable(f"{path}: 读不了删除名单（{error.strerror}），档案先不打开") from error


def mend(folder: Path, noted: Collection[str]) -> None:
    """Bring back what is missing from the list: from the nightly copies and from what the database has `noted`.

    Raises ErasuresUnreadable.
    """
    path = folder / FILE
    there, others = lines_of(path), [*lines_of(companions.shared(folder / BACKUPS) / FILE), *noted]
    missing = set(others).difference(there)
    if missing:
        log.error("%s: %d lines were missing, added again", path, len(missing))
        try:
            companions.add_lines(others, path)
        except OSError as error:
            raise ErasuresUnreadable(f"{path}: 补不全删除名单（{error.strerror}），档案先不打开") from error


def note(connection: Connection, vault: Vault, done: Collection[Erasure]) -> None:
    """These are carried out in this database; with it they are backed up, and put back."""
    lines = [line_of(vault, erasure) for erasure in done]
    rows = [{"name": NOTE + line.rpartition(" ")[2], "value": line} for line in lines]
    connection.execute(upsert(marks).on_conflict_do_nothing(), rows)


def noted(connection: Connection) -> set[str]:
    """The lines that are carried out in this database."""
    values = connection.execute(select(marks.c.value).where(marks.c.name.startswith(NOTE))).scalars()
    return {value for value in values if isinstance(value, str)}


def line_of(vault: Vault, erasure: Erasure) -> str:
    return f"{_said(erasure)} {vault.mark(FILE, _said(erasure).encode()).hex()}"


def _said(erasure: Erasure) -> str:
    return f"{erasure.at} {erasure.blind.hex()}"


def _is_cut(path: Path) -> bool:
    try:
        return path.stat().st_size > 0 and not path.read_bytes().endswith(b"\n")
    except FileNotFoundError:
        return False


def _parsed(line: str, vault: Vault) -> Erasure | None:
    at, _, rest = line.partition(" ")
    try:
        erasure = Erasure(at, bytes.fromhex(rest.partition(" ")[0]))
    except ValueError:
        return None
    return erasure if hmac.compare_digest(line_of(vault, erasure).encode(), line.encode()) else None
