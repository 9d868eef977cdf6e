"""What can be done with records, as verbs. Lives in the hall service, the only holder of the key.

    desk = MembershipDesk(database, unlock(database, data_dir))
    view = await desk.look_up(Proof(name, id_number), terminal_id=3)     # RecordView, or None: the neutral refusal
    report = desk.import_records(workbook_bytes)                         # blocks; call it on a worker thread

A look-up answers None alike when there is no record, when the name on the card is another than in the record, and
when the record cannot be trusted; only the audit row knows which. It is never queued, stored or keyed.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, bindparam

from kiosk.hall.clock import Clock, hall_now, stamp
from kiosk.hall.database import Database
from kiosk.membership import audit, words
from kiosk.membership.dates import LedgerDate
from kiosk.membership.importer import read
from kiosk.membership.intake import Intake, Progress, open_row, published_records, sweep
from kiosk.membership.names import same_name
from kiosk.membership.record import EXPECTED, Record, RecordUnreadable, RecordView
from kiosk.membership.report import Report
from kiosk.membership.schema import records
from kiosk.membership.vault import KeyVersionUnknown, SealBroken, Vault

log = logging.getLogger(__name__)

_by_blind = published_records.where(records.c.blind == bindparam("blind")).order_by(records.c.batch_id.desc()).limit(1)


_DECOY_TABLE = "decoy"
_DECOY = Record("无此人", "000000190001010000", "", {kind: LedgerDate(1990, 1, 1) for kind in EXPECTED}, ("无", "无"))


Admission = Callable[[Connection, int], None]
"""Asked with the terminal's id before each look-up, inside its transaction; raises to refuse (`LookUpGate.admit`)."""


def always(connection: Connection, terminal_id: int) -> None:
    """The admission that refuses nobody."""


class ImportRunning(Exception):
    """Another sheet is being imported; one at a time."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Who the visitor proved to be: the name and number read from the card."""

    name: str
    id_number: str

    def __repr__(self) -> str:
        return "Proof(hidden)"


class MembershipDesk:
    """Look-ups and imports over one database and one vault."""

    def __init__(self, database: Database, vault: Vault, now: Clock = hall_now, admit: Admission = always) -> None:
        self._database, self._vault, self._now, self._admit = database, vault, now, admit
        self._importing = threading.Lock()
        self._decoy = vault.seal(_DECOY_TABLE, 0, _DECOY.to_bytes())

    def open(self) -> None:
        """At the start of the service: remove what an import that was killed has left. Blocks."""
        sweep(self._database, self._now)

    async def look_up(self, proof: Proof, terminal_id: int) -> RecordView | None:
        """The masked view of the proven person's own record, or None; audited before it is answered.

        Raises what `admit` raises (hours, cap an hour) or `Database.run` (storage); nothing was looked up then.
        """
        return await self._database.run(lambda connection: self._look_up(connection, proof, terminal_id))

    def _look_up(self, connection: Connection, proof: Proof, terminal_id: int) -> RecordView | None:
        self._admit(connection, terminal_id)
        now, blind = self._now(), self._vault.blind_index(proof.id_number)
        record, outcome = self._find(connection, blind, proof)
        view = record.view(now.date()) if record is not None else None
        audit.append(connection, self._vault, audit.Entry(stamp(now), "card", "look_up", outcome, terminal_id, blind))
        return view

    def _find(self, connection: Connection, blind: bytes, proof: Proof) -> tuple[Record | None, str]:
        """The record if the proof holds, and the outcome for the audit.

        Where there is no record a decoy is unsealed, read and compared, so that both refusals take the same time.
        """
        row = connection.execute(_by_blind, {"blind": blind}).first()
        try:
            record = self._decoy_record() if row is None else open_row(self._vault, row)
        except (SealBroken, KeyVersionUnknown, RecordUnreadable) as error:
            log.error("record refused: %s: %s", type(error).__name__, error)  # these hold the place only
            return None, "unsound"
        same = same_name(proof.name, record.name)
        if row is None:
            return None, "no_record"
        if record.id_number != proof.id_number.strip().upper():
            log.error("record refused: row %s holds another person", row.id)
            return None, "unsound"
        return (record, "shown") if same else (None, "wrong_proof")

    def _decoy_record(self) -> Record:
        return Record.from_bytes(self._vault.unseal(_DECOY_TABLE, 0, self._decoy))

    def import_records(
        self, content: bytes, *, replace: bool = False, write: bool = True, progress: Progress | None = None
    ) -> Report:
        """Import an .xlsx; good rows are kept, bad rows reported. Blocks its thread, not the database owner.

        Raises WorkbookRefused, HeadersRefused or ImportRunning; then nothing was changed.
        """
        if not self._importing.acquire(blocking=False):
            raise ImportRunning(words.IMPORT_RUNNING)
        try:
            sheet = read(content, self._now().date())
            intake = Intake(self._database, self._vault, self._now)
            return intake.take(sheet, replace, write, progress or (lambda done, total: None))
        finally:
            self._importing.release()

    def verify_audit(self) -> audit.ChainState:
        """Walk the audit chain. Blocks; the database owner is held for a thousand rows at a time."""
        state, more = audit.FRESH, True
        while more:
            page = partial(audit.verify_page, vault=self._vault, so_far=state)
            state, more = self._database.call(page)
        return state
