"""Who asked to be erased, so that it stays so: a file beside the database that a restore does not touch.

    write_down(folder, vault, blind, at)       # on the disk before a row is deleted
    for erased in read_all(folder, vault): …   # at each opening: what an old backup brought back goes again

A line holds the time, the blind index and a mark that only the hall's key makes: nobody without the key can have
somebody erased by writing here, and the file tells nobody who it was.
"""

from __future__ import annotations

import hmac
import logging
import os
from dataclasses import dataclass
from pathlib import Path

from kiosk.hall.papers import ERASURES, give_to_owner_of, sync_folder
from kiosk.membership.vault import Vault

FILE = ERASURES

log = logging.getLogger(__name__)


class ErasuresUnreadable(Exception):
    """The file is there and cannot be read: without it people who were erased would show again."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """Whose rows of before `at` are gone. ISO time in hall time, which sorts as text."""

    at: str
    blind: bytes


def write_down(folder: Path, vault: Vault, erasure: Erasure) -> None:
    """Append one line, on the disk when this returns. Raises OSError."""
    line = f"{_said(erasure)} {vault.mark(FILE, _said(erasure).encode()).hex()}\n"
    path = folder / FILE
    cut = _is_cut(path)  # by a power cut: a line of its own, so that only the cut one is lost
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="ascii") as file:
        file.write("\n" * cut + line)
        file.flush()
        os.fsync(file.fileno())
    give_to_owner_of(folder, path)
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


def lines_of(path: Path) -> list[str]:
    """Raises ErasuresUnreadable."""
    try:
        return [line for line in path.read_text(encoding="ascii", errors="replace").splitlines() if line.strip()]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise ErasuresUnreadable(f"{path}: 读不了删除名单（{error.strerror}），档案先不打开") from error


def merge(source: Path, into: Path) -> int:
    """Add the lines of a backup's file that are not yet here; returns how many. Raises ErasuresUnreadable, OSError."""
    there = lines_of(into)
    fresh = [line for line in lines_of(source) if line not in set(there)]
    if fresh:
        staged = into.with_name(into.name + ".partial")
        staged.unlink(missing_ok=True)
        with os.fdopen(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write("".join(f"{line}\n" for line in (*there, *fresh)))
            file.flush()
            os.fsync(file.fileno())
        give_to_owner_of(into.parent, staged)
        staged.replace(into)
        sync_folder(into.parent)
    return len(fresh)


def _said(erasure: Erasure) -> str:
    return f"{erasure.at} {erasure.blind.hex()}"


def _is_cut(path: Path) -> bool:
    try:
        return path.stat().st_size > 0 and not path.read_bytes().endswith(b"\n")
    except FileNotFoundError:
        return False


def _parsed(line: str, vault: Vault) -> Erasure | None:
    at, _, rest = line.partition(" ")
    blind, _, mark = rest.partition(" ")
    try:
        erasure = Erasure(at, bytes.fromhex(blind))
        sound = hmac.compare_digest(vault.mark(FILE, _said(erasure).encode()), bytes.fromhex(mark))
    except ValueError:
        return None
    return erasure if sound else None
