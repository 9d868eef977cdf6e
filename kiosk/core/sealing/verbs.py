"""What root on the hall machine asks of the hall: one name, plain data in and out.

    verbs = Verbs(keys, key_verbs(keys, database), …)
    answer = verbs.run("rotate", {}, progress)          # {"version": 2, …}; raises VerbRefused

The running service answers them over its root-only socket; with none running the command runs them in its own process
by the same code. Every verb blocks. "passphrase" may come with any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kiosk.core.database.owner import CommitFailed, DiskFull
from kiosk.core.sealing import words
from kiosk.core.sealing.desk import KeyDesk, RecordsShut
from kiosk.core.sealing.erasures import ErasuresUnreadable
from kiosk.core.sealing.files import FileMissing
from kiosk.core.sealing.key_file import KeyLocked, KeyMissing, KeyNotOurs, KeyRefused
from kiosk.core.sealing.rotation import Progress
from kiosk.core.sealing.unlock import KeyWrong
from kiosk.core.sealing.vault import KeyVersionUnknown, SealBroken

Verb = Callable[[dict[str, Any], Progress], dict[str, Any]]
"""What was given, and whom to tell of progress -> the answer."""

Said = Mapping[type[Exception], str | None]
"""What is said of an error; None: its own message is for the keeper."""

_SAID: Said = {
    ErasuresUnreadable: None,
    KeyLocked: None,
    KeyMissing: None,
    KeyRefused: None,
    KeyWrong: None,
    RecordsShut: words.RECORDS_SHUT,
    KeyNotOurs: words.KEY_NOT_OURS,
    SealBroken: words.RECORD_UNSOUND,
    KeyVersionUnknown: words.VERSION_GONE,
    FileMissing: words.LETTER_MISSING,
    DiskFull: words.DISK_FULL,
    CommitFailed: words.DISK_FULL,
}
"""Of any verb: the records are opened for it first."""


class VerbRefused(Exception):
    """`name` is the error's; the message is for the keeper and holds nothing about anybody."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(text)
        self.name = name


@dataclass(frozen=True, slots=True)
class VerbSet:
    """The verbs of one owner. `while_shut`: those for which the records need not be open; `said`: of their errors."""

    verbs: Mapping[str, Verb]
    said: Said = field(default_factory=dict)
    while_shut: frozenset[str] = frozenset()


class Verbs:
    """The verbs of one hall."""

    def __init__(self, keys: KeyDesk, *sets: VerbSet) -> None:
        self._keys = keys
        self._verbs = {name: verb for one in sets for name, verb in one.verbs.items()}
        self._said = dict(_SAID) | {error: text for one in sets for error, text in one.said.items()}
        self._while_shut = {name for one in sets for name in one.while_shut}

    def __contains__(self, verb: str) -> bool:
        return verb in self._verbs

    def run(self, verb: str, given: dict[str, Any], progress: Progress) -> dict[str, Any]:
        """Raises VerbRefused; KeyError for a verb that is none."""
        work = self._verbs[verb]
        try:
            if verb not in self._while_shut:
                self._keys.open(given.get("passphrase"))
            return work(given, progress)
        except tuple(self._said) as known:
            text = next(text for kind, text in self._said.items() if isinstance(known, kind))
            raise VerbRefused(type(known).__name__, str(known) if text is None else text) from known
        except OSError as error:
            text = words.cannot_write(error.filename or "", error.strerror or "")
            raise VerbRefused(type(error).__name__, text) from error
