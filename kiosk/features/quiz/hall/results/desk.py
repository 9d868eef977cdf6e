"""Results that people asked to be kept: by card, for whoever lays it down, whether or not there is a record of them.

    desk = KeptResults(database, vault, clock, admit)
    kept = await desk.keep(terminal_id, Proof(name, id_number), result)      # Kept: this one and those before
    kept = await desk.see(terminal_id, Proof(name, id_number))
    kept = await desk.forget(terminal_id, kept.visit, key)                   # key "": all; raises NothingKept

The rules of a look-up hold: opening hours and the cap an hour (`admit`), an audit row in the same commit, and one
answer for nothing kept and for a wrong name, after the same beat. No record is asked for: so keeping tells nobody who
is a member.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection

from devices.id_card import id_number as id_numbers
from kiosk.core.database.clock import Clock, stamp
from kiosk.core.database.owner import Database
from kiosk.core.sealing import audit
from kiosk.core.sealing.vault import Vault
from kiosk.features.membership.rules.names import same_name
from kiosk.features.quiz.hall.results import store
from kiosk.features.quiz.hall.results.store import Held
from kiosk.features.quiz.wire_kept import Kept, KeptResult, NothingKept

VISIT_LIVES = timedelta(minutes=10)
BEAT_SECONDS = 0.1
ACTION = "quiz_result"

Admission = Callable[[Connection, int, Literal["card", "pin"]], None]
"""Asked before each card with the terminal's id; raises to refuse (opening hours, cap an hour)."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Who the visitor proved to be."""

    name: str
    id_number: str

    def __repr__(self) -> str:
        return "Proof(hidden)"


@dataclass(frozen=True, slots=True)
class _Visit:
    word: str
    blind: bytes
    name: str
    until: datetime

    def __repr__(self) -> str:
        return "Visit(hidden)"


class KeptResults:
    """At most one visit a terminal; visits are touched inside works alone, hence one after another."""

    def __init__(self, database: Database, vault: Vault, now: Clock, admit: Admission) -> None:
        self._database, self._vault, self._now, self._admit = database, vault, now, admit
        self._visits: dict[int, _Visit] = {}

    async def keep(self, terminal_id: int, proof: Proof, result: KeptResult) -> Kept:
        """Raises what `admit` raises, or `Database.run`; nothing was kept then."""
        return await self._by_card(terminal_id, proof, result)

    async def see(self, terminal_id: int, proof: Proof) -> Kept:
        """Raises the same."""
        return await self._by_card(terminal_id, proof, None)

    async def forget(self, terminal_id: int, word: str, key: str) -> Kept:
        """Taken back: that one, or all. Raises NothingKept."""
        return await self._database.run(lambda connection: self._forget(connection, terminal_id, word, key))

    def end(self, terminal_id: int, word: str) -> None:
        """The terminal wiped the visit."""
        visit = self._visits.get(terminal_id)
        if visit and hmac.compare_digest(visit.word.encode(), word.encode()):
            self._visits.pop(terminal_id, None)

    # -- inside the database's own work ---------------------------------------------------------------------------

    async def _by_card(self, terminal_id: int, proof: Proof, result: KeptResult | None) -> Kept:
        began = time.monotonic()
        kept = await self._database.run(lambda connection: self._carded(connection, terminal_id, proof, result))
        if not kept.results:  # as long, whether nothing is kept or the name is another
            spent = time.monotonic() - began
            await asyncio.sleep(BEAT_SECONDS - spent % BEAT_SECONDS)
        return kept

    def _carded(self, connection: Connection, terminal_id: int, proof: Proof, result: KeptResult | None) -> Kept:
        self._visits.pop(terminal_id, None)
        self._admit(connection, terminal_id, "card")
        now, blind = self._now(), self._vault.blind_index(id_numbers.normalise(proof.id_number))
        if result is not None:
            store.keep(connection, self._vault, blind, proof.name, result, now)
        held = store.of_person(connection, self._vault, blind)
        mine = _of_name(held, proof.name)
        shown = "wrong_proof" if held and not mine else "shown" if mine else "no_record"
        self._note(connection, terminal_id, blind, "card", "kept" if result is not None else shown)
        word = secrets.token_urlsafe(24)
        self._visits[terminal_id] = _Visit(word, blind, proof.name, now + VISIT_LIVES)
        return Kept(word, tuple(one.result for one in mine))

    def _forget(self, connection: Connection, terminal_id: int, word: str, key: str) -> Kept:
        now, visit = self._now(), self._visits.get(terminal_id)
        if visit is None or not hmac.compare_digest(visit.word.encode(), word.encode()):
            raise NothingKept
        if not visit.until - VISIT_LIVES <= now < visit.until:
            self._visits.pop(terminal_id, None)
            raise NothingKept
        mine = _of_name(store.of_person(connection, self._vault, visit.blind), visit.name)
        gone = [one for one in mine if key in ("", one.result.key)]
        store.drop(connection, [one.row for one in gone])
        if gone:
            self._note(connection, terminal_id, visit.blind, "card", "taken_back")
        return Kept(word, tuple(one.result for one in mine if one not in gone))

    def _note(self, connection: Connection, terminal_id: int, blind: bytes, actor: str, outcome: str) -> None:
        entry = audit.Entry(stamp(self._now()), actor, ACTION, outcome, terminal_id, blind)
        audit.append(connection, self._vault, entry)


def _of_name(held: list[Held], name: str) -> list[Held]:
    return [one for one in held if same_name(one.name, name)]
