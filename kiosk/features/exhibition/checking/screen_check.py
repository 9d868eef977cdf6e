"""Whether a screen can show what has arrived: decoded by a limited child, what is new of it alone.

check = ScreenCheck()
check.expect(True)                # something will be asked within seconds: a child is started
check(root, digests)              # raises PackRejected
check.expect(False)               # nothing comes after all

What was decoded is remembered as long as the program runs, by what a file holds and as which kind of exhibit: a new
version of this program decodes everything once more.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

from kiosk.core.limited.starting import Waiting
from kiosk.features.exhibition.checking.checked import Looked, asked, waiting


class ScreenCheck:
    """May be used from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: Waiting | None = None
        self._decoded: dict[str, frozenset[str]] = {}  # digest of a file -> kinds

    def expect(self, soon: bool) -> None:
        """Raises OSError: no child can be started."""
        if soon:
            with self._lock:
                self._waiting = self._waiting or waiting()
        elif child := self._taken():
            child.end()

    def __call__(self, root: Path, digests: Mapping[str, str]) -> Looked:
        """`digests`: of every file of the folder, as its manifest names it. Raises PackRejected: nothing can be shown.

        What of it cannot be shown is in its findings, and decoded again with the next pack.
        """
        known = [[file, kind] for file, digest in digests.items() for kind in self._decoded.get(digest, ())]
        looked = asked(root, {"known": known}, self._taken())
        for _, kind, _, file in looked.items:
            if digest := digests.get(file):
                self._decoded[digest] = self._decoded.get(digest, frozenset()) | {kind}
        return looked

    def _taken(self) -> Waiting | None:
        with self._lock:
            child, self._waiting = self._waiting, None
        if child and not child.is_alive:  # no memory was left for it, while nobody asked: no fault of any pack
            child.end()
            return None
        return child
