"""A bank's file -> the bank, read by a limited child (`child`); nothing of the file is opened in this process.

    bank = read("题库.xlsx", content, "spring/item-3")     # raises BankUnread
    Banks().of(path, "spring/item-3")                      # the same of a file, and kept for the next page

Blocks, for 20,000 items some seconds.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from threading import Lock
from typing import BinaryIO

from content.banks.bank_file import ENDING, read_own
from content.banks.model import Bank, BankRejected, Finding, Severity
from content.turning.words import READER_STOPPED
from kiosk.core.limited.starting import Unheard, started
from kiosk.core.link.shapes import clean

SECONDS = 120.0  # of waiting; the child's own limit is processor time, and the machine may be busy
MOST_SAID_BYTES = 64_000_000  # 20,000 items of 1,000 letters
MOST_KEPT = 2
"""Of the largest a bank is 40 MB in memory, and the hall service has 1 GB with all its children."""
_CHILD = Path(__file__).with_name("child.py")
_LONGEST_REASON = 500
_LONGEST_LINE = 8_000_000  # 5,000 findings


class BankUnread(Exception):
    """No bank comes of the file; the message says why, in the editor's words."""


@dataclass(frozen=True, slots=True)
class Read:
    """`more`: as many findings of it were not carried."""

    bank: Bank
    more: int = 0


def read(file_name: str, content: bytes, name: str) -> Read:
    """`name`: of the bank. Raises BankUnread."""
    last = PurePath(file_name).name.encode("utf-8", "replace").decode()
    told = (json.dumps({"name": last}).encode() + b"\n", content)
    try:
        with started(_CHILD, told, patience_seconds=SECONDS, most_bytes=MOST_SAID_BYTES) as said:
            return _heard(said, name)
    except (Unheard, BankRejected, ValueError, TypeError, RecursionError) as error:
        raise BankUnread(READER_STOPPED) from error


def _heard(said: BinaryIO, name: str) -> Read:
    """What the child said, looked at before anything is done with it: whoever broke the child chose the words.

    Raises BankUnread, BankRejected, ValueError, TypeError, RecursionError.
    """
    match json.loads(said.readline(_LONGEST_LINE)):
        case {"refused": str(reason)}:
            raise BankUnread(clean(reason)[:_LONGEST_REASON] or READER_STOPPED)
        case {"findings": list(findings), "more": int(more), "bytes": int(count)} if more >= 0 and count >= 0:
            content = said.read(count)
            bank = read_own(Path(f"{name}{ENDING}"), content, name)
            if len(content) != count or bank.refused():
                raise ValueError
            return Read(replace(bank, findings=tuple(_finding(*one) for one in findings)), more)
    raise ValueError


def _finding(severity: object, sheet: object, row: object, column: object, reason: object) -> Finding:
    sheet, column, reason = (clean(str(one))[:_LONGEST_REASON] for one in (sheet, column, reason))
    return Finding(Severity(str(severity)), sheet, row if isinstance(row, int) and row > 0 else 0, column, reason)


class Banks:
    """What was read last is kept. May be asked on several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], Read] = OrderedDict()
        self._lock = Lock()

    def of(self, path: Path, name: str) -> Read:
        """A file that is never written anew under its name. Raises BankUnread, OSError."""
        return self.once(_key(path, name), lambda: read(path.name, path.read_bytes(), name))

    def keep(self, path: Path, name: str, found: Read) -> None:
        """What the file was just read as. Raises OSError."""
        self.once(_key(path, name), lambda: found)

    def once(self, key: tuple[object, ...], work: Callable[[], Read]) -> Read:
        """What `work` reads, or read before under the same key. Raises as `work`."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = work()
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return found


def _key(path: Path, name: str) -> tuple[object, ...]:
    found = path.stat()
    return path, found.st_mtime_ns, found.st_size, name
