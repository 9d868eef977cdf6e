"""The banks that were read last, kept for the next page.

bank = Banks().of(path, "spring/item-3")     # raises BankRejected, OSError
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from content.banks.model import Bank
from kiosk.core.banks.reading import read_file

MOST_KEPT = 2
"""Of the largest a bank is 40 MB in memory, and the hall service has 1 GB with all its children."""


class Banks:
    """May be asked on several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], Bank] = OrderedDict()
        self._lock = Lock()

    def of(self, path: Path, name: str) -> Bank:
        """A file that is never written anew under its name. Raises BankRejected, OSError."""
        return self.once(_key(path, name), lambda: read_file(path, path.read_bytes(), name))

    def keep(self, path: Path, bank: Bank) -> None:
        """What the file was just read as. Raises OSError."""
        self.once(_key(path, bank.name), lambda: bank)

    def once(self, key: tuple[object, ...], work: Callable[[], Bank]) -> Bank:
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
