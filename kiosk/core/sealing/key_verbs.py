"""The verbs about the key and the audit chain: `kiosk keys …`, `kiosk audit …`."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

from kiosk.core.database.owner import Database
from kiosk.core.sealing import audit, audit_chain, words
from kiosk.core.sealing.desk import KeyDesk, KeyThere, NoRecovery, RotationRunning
from kiosk.core.sealing.passphrase import PassphraseTooShort
from kiosk.core.sealing.recovery import CodeMistyped, CodeWrong, RecoveryForged
from kiosk.core.sealing.rotation import Progress
from kiosk.core.sealing.verbs import Said, VerbSet
from kiosk.core.sealing.versions import VersionsLacking

_SAID: Said = {
    CodeMistyped: None,
    CodeWrong: None,
    KeyThere: None,
    NoRecovery: None,
    RecoveryForged: None,
    VersionsLacking: None,
    RotationRunning: words.ROTATION_RUNNING,
    PassphraseTooShort: words.PASSPHRASE_TOO_SHORT,
}

_WHILE_SHUT = frozenset({"status", "unlock", "recover"})


def key_verbs(keys: KeyDesk, database: Database, on_broken: Callable[[], None] = lambda: None) -> VerbSet:
    """`on_broken`: told when the audit chain does not hold."""
    asked = _KeyVerbs(keys, database, on_broken)
    verbs = {
        "status": asked.status, "unlock": asked.unlock, "passphrase": asked.passphrase, "rotate": asked.rotate,
        "recovery": asked.recovery, "rehearse": asked.rehearse, "recover": asked.recover, "verify": asked.verify,
        "list": asked.list_rows,
    }  # fmt: skip
    return VerbSet(verbs, _SAID, _WHILE_SHUT)


class _KeyVerbs:
    def __init__(self, keys: KeyDesk, database: Database, on_broken: Callable[[], None]) -> None:
        self._keys, self._database, self._on_broken = keys, database, on_broken

    def status(self, given: dict[str, Any], progress: Progress) -> dict[str, Any]:
        return asdict(self._keys.state())

    def unlock(self, given: dict[str, Any], progress: Progress) -> dict[str, Any]:
        return {"opened": self._keys.open(given.get("passphrase"))}

    def passphrase(self, given: dict[str, Any], progress: Progress) -> dict[str, Any]:
        self._keys.set_passphrase(given.get("new"))
        return {"passphrase": given.get("new") is not None}

    def rotate(self, given: dict[str, Any], progress: Progress) -> dict[str, Any]:
        return asdict(self._keys.rotate(progress))

    def recovery(self, given: dict[str, Any], progress: Progress) -> dict[str, Any]:
        return {"code": self._keys.make_recovery()}

    def rehearse(self, given: dict[str, Any], progress: Progress) -> dict[str, Any]:
        self._keys.rehearse(given["code"])
        return {"rehearsed_at": self._keys.state().recovery_rehearsed_at}

    def recover(self, given: dict[str, Any], progress: Progress) -> dict[str, Any]:
        sealed = given.get("sealed")
        return asdict(self._keys.recover(given["code"], b64decode(sealed) if sealed else None))

    def verify(self, given: dict[str, Any], progress: Progress) -> dict[str, Any]:
        state = audit_chain.walk(self._database.call, self._keys.needed, lambda entries: progress(entries, 0))
        noted = given.get("noted")
        held = None if noted is None else self._database.call(lambda rows: audit_chain.holds_head(rows, noted))
        if not state.whole or held is False:
            self._on_broken()
        broken = None if state.broken_at is None else self._broken(state.broken_at, state.why)
        return {"entries": state.entries, "head": state.head, "broken": broken, "noted_held": held}

    def _broken(self, row_id: int, why: str) -> dict[str, Any]:
        line = self._database.call(lambda connection: audit.line_of(connection, row_id))
        return {"id": row_id, "why": why} | ({} if line is None else asdict(line))

    def list_rows(self, given: dict[str, Any], progress: Progress) -> dict[str, Any]:
        page = partial(audit.read_page, rows=int(given.get("rows", 50)), actor=str(given.get("actor", "")))
        return {"lines": [asdict(line) for line in self._database.call(page)]}
