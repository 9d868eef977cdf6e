"""What root on the hall machine asks about keys, the audit chain and single people: one name, plain data in and out.

    answer = Verbs(keys, people, database).run("rotate", {}, progress)     # {"version": 2, …}; raises VerbRefused

The running service answers them over its root-only socket (`verbs_api`); with none running the command runs them in
its own process by the same code (`verbs_client`). Every verb blocks. "passphrase" may come with any of them.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

from devices.id_card import id_number as id_numbers
from kiosk.core.access.security_counts import Count, Refused, uncounted
from kiosk.core.database.owner import CommitFailed, Database, DiskFull
from kiosk.core.sealing import audit, audit_chain
from kiosk.core.sealing.desk import KeyDesk, KeyThere, NoRecovery, RecordsShut, RotationRunning
from kiosk.core.sealing.erasures import ErasuresUnreadable
from kiosk.core.sealing.files import FileMissing
from kiosk.core.sealing.key_file import KeyLocked, KeyMissing, KeyNotOurs, KeyRefused
from kiosk.core.sealing.passphrase import PassphraseTooShort
from kiosk.core.sealing.recovery import CodeMistyped, CodeWrong, RecoveryForged
from kiosk.core.sealing.rotation import Progress
from kiosk.core.sealing.unlock import KeyWrong
from kiosk.core.sealing.vault import KeyVersionUnknown, SealBroken, Vault
from kiosk.core.sealing.versions import VersionsLacking
from kiosk.features.membership.hall import person_words
from kiosk.features.membership.hall.corrections import CorrectionRefused
from kiosk.features.membership.hall.person import Nobody, PersonDesk
from kiosk.features.membership.rules.record import RecordUnreadable

_TOLD = (
    CodeMistyped, CodeWrong, CorrectionRefused, ErasuresUnreadable, KeyLocked, KeyMissing, KeyRefused, KeyThere,
    KeyWrong, NoRecovery, RecoveryForged, VersionsLacking,
)  # fmt: skip
"""Errors whose own message is for the keeper."""

_SAID: dict[type[Exception], str] = {
    RecordsShut: person_words.RECORDS_SHUT,
    Nobody: person_words.NOBODY,
    RotationRunning: person_words.ROTATION_RUNNING,
    KeyNotOurs: person_words.KEY_NOT_OURS,
    PassphraseTooShort: person_words.PASSPHRASE_TOO_SHORT,
    SealBroken: person_words.RECORD_UNSOUND,
    KeyVersionUnknown: person_words.VERSION_GONE,
    RecordUnreadable: person_words.RECORD_UNSOUND,
    FileMissing: person_words.LETTER_MISSING,
    DiskFull: person_words.DISK_FULL,
    CommitFailed: person_words.DISK_FULL,
    id_numbers.IdNumberWrong: person_words.ID_NUMBER_WRONG,
}


class VerbRefused(Exception):
    """`name` is the error's; the message is for the keeper and holds nothing about anybody."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(text)
        self.name = name


class Verbs:
    """The verbs of one hall's key. `people`: the verbs on single people; raises RecordsShut."""

    def __init__(
        self, keys: KeyDesk, people: Callable[[], PersonDesk], database: Database, count: Count = uncounted
    ) -> None:
        self._keys, self._people, self._database, self._count = keys, people, database, count
        self._known: dict[str, Callable[[dict[str, Any], Progress], dict[str, Any]]] = {
            "status": lambda given, progress: asdict(keys.state()),
            "unlock": lambda given, progress: {"opened": self._opened},
            "passphrase": self._passphrase,
            "rotate": lambda given, progress: asdict(keys.rotate(progress)),
            "recovery": lambda given, progress: {"code": keys.make_recovery()},
            "rehearse": self._rehearse,
            "recover": self._recover,
            "verify": self._verify,
            "list": self._list,
            "erase": self._erase,
            "export": self._export,
        }
        self._opened = False

    def run(self, verb: str, given: dict[str, Any], progress: Progress) -> dict[str, Any]:
        """Raises VerbRefused; KeyError for a verb that is none."""
        work = self._known[verb]
        try:
            if verb not in ("status", "recover"):
                self._opened = self._keys.open(given.get("passphrase"))
            return work(given, progress)
        except _TOLD as told:
            raise VerbRefused(type(told).__name__, str(told)) from told
        except tuple(_SAID) as known:
            text = next(text for kind, text in _SAID.items() if isinstance(known, kind))
            raise VerbRefused(type(known).__name__, text) from known
        except OSError as error:
            text = person_words.cannot_write(error.filename or "", error.strerror or "")
            raise VerbRefused(type(error).__name__, text) from error

    def _vault(self) -> Vault:
        if self._keys.vault is None:
            raise RecordsShut
        return self._keys.vault

    def _passphrase(self, given: dict[str, Any], progress: Progress) -> dict[str, Any]:
        self._keys.set_passphrase(given.get("new"))
        return {"passphrase": given.get("new") is not None}

    def _rehearse(self, given: dict[str, Any], progress: Progress) -> dict[str, Any]:
        self._keys.rehearse(given["code"])
        return {"rehearsed_at": self._keys.state().recovery_rehearsed_at}

    def _recover(self, given: dict[str, Any], progress: Progress) -> dict[str, Any]:
        sealed = given.get("sealed")
        return asdict(self._keys.recover(given["code"], b64decode(sealed) if sealed else None))

    def _verify(self, given: dict[str, Any], progress: Progress) -> dict[str, Any]:
        state = audit_chain.walk(self._database.call, self._vault(), lambda entries: progress(entries, 0))
        noted = given.get("noted")
        held = None if noted is None else self._database.call(lambda rows: audit_chain.holds_head(rows, noted))
        if not state.whole or held is False:
            self._count(Refused.AUDIT)
        broken = None if state.broken_at is None else self._broken(state.broken_at, state.why)
        return {"entries": state.entries, "head": state.head, "broken": broken, "noted_held": held}

    def _broken(self, row_id: int, why: str) -> dict[str, Any]:
        line = self._database.call(lambda connection: audit.line_of(connection, row_id))
        return {"id": row_id, "why": why} | ({} if line is None else asdict(line))

    def _list(self, given: dict[str, Any], progress: Progress) -> dict[str, Any]:
        page = partial(audit.read_page, rows=int(given.get("rows", 50)), actor=str(given.get("actor", "")))
        return {"lines": [asdict(line) for line in self._database.call(page)]}

    def _erase(self, given: dict[str, Any], progress: Progress) -> dict[str, Any]:
        return dict(self._people().erase(_number(given), by=None))

    def _export(self, given: dict[str, Any], progress: Progress) -> dict[str, Any]:
        archive = self._people().export(_number(given), by=None)
        return {"archive": b64encode(archive).decode()}


def _number(given: dict[str, Any]) -> str:
    """Raises IdNumberWrong: a slip of the finger must not be written down as somebody's erasure."""
    number = id_numbers.normalise(str(given["id_number"]))
    id_numbers.parse(number)
    return number
