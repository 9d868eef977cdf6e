"""Whether a card is a member's: asked before a paper that is for members.

    door = MemberDoor(database, vault, clock, admit, branch_of)
    await door.is_member(terminal_id, Proof(name, id_number))

The rules of a look-up hold: opening hours and the cap an hour (`admit`, counted together with look-ups of records), an
audit row in the same commit, and every answer on the beat, a yes as well: it is one bit, and all that is told.
"""

from __future__ import annotations

import asyncio
import time

from sqlalchemy import Connection

from devices.id_card import id_number as id_numbers
from kiosk.core.database.clock import Clock, stamp
from kiosk.core.database.owner import Database
from kiosk.core.sealing import audit
from kiosk.core.sealing.vault import Vault
from kiosk.features.quiz.hall.exams.admission import BranchOf
from kiosk.features.quiz.hall.results.desk import Admission, Proof

BEAT_SECONDS = 0.1
ACTION = "member_paper"


class MemberDoor:
    """``branch_of``: of the own record of who proved who they are; None where there is none that may be shown."""

    def __init__(self, database: Database, vault: Vault, now: Clock, admit: Admission, branch_of: BranchOf) -> None:
        self._database, self._vault, self._now = database, vault, now
        self._admit, self._branch_of = admit, branch_of

    async def is_member(self, terminal_id: int, proof: Proof) -> bool:
        """Raises what `admit` raises, or `Database.run`; nothing was looked up then."""
        began = time.monotonic()
        found = await self._database.run(lambda connection: self._asked(connection, terminal_id, proof))
        spent = time.monotonic() - began
        await asyncio.sleep(BEAT_SECONDS - spent % BEAT_SECONDS)
        return found

    def _asked(self, connection: Connection, terminal_id: int, proof: Proof) -> bool:
        self._admit(connection, terminal_id, "card")
        number = id_numbers.normalise(proof.id_number)
        found = self._branch_of(connection, self._vault, proof.name, number) is not None
        entry = audit.Entry(
            stamp(self._now()), "card", ACTION, "shown" if found else "no_record", terminal_id,
            self._vault.blind_index(number),
        )  # fmt: skip
        audit.append(connection, self._vault, entry)
        return found
