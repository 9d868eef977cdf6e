"""What can be done with records, as verbs. Lives in the hall service, the only holder of the key.

    desk = MembershipDesk(database, unlock(database, data_dir))
    view = await desk.look_up(Proof(name, id_number), terminal_id=3)     # RecordView, or None: the neutral refusal
    pin = await desk.issue_pin(id_number, by=account_id)                 # shown once, to the clerk who asked
    report = desk.import_records(workbook_bytes)                         # blocks; call it on a worker thread

What a terminal asks (`look_ups`) is never queued, stored or keyed.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from pathlib import Path

from kiosk.core.access.security_counts import Count, Refused, uncounted
from kiosk.core.database.clock import Clock, hall_now
from kiosk.core.database.owner import Database
from kiosk.core.sealing import audit_chain
from kiosk.core.sealing.files import SealedFiles
from kiosk.core.sealing.vault import Vault
from kiosk.features.membership.hall import pins
from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.import_run import Intake, Progress, Replace
from kiosk.features.membership.hall.ledger.reading import reading
from kiosk.features.membership.hall.ledger.report import Report
from kiosk.features.membership.hall.ledger.sheet import WorkbookRefused
from kiosk.features.membership.hall.ledger.sweeping import sweep
from kiosk.features.membership.hall.ledger.taking_back import TakingBack
from kiosk.features.membership.hall.lookup import Admission, LookUps, Proof, always
from kiosk.features.membership.rules.record import Milestone, RecordView

__all__ = ["Admission", "ImportRunning", "MembershipDesk", "Proof", "always"]


class ImportRunning(Exception):
    """Another sheet is being imported; one at a time."""


class MembershipDesk:
    """Look-ups, PINs and imports over one database and one vault.

    `birthday`: whose day is 政治生日; `folder`: where the list of erasures lies, as in `Intake`.
    """

    def __init__(
        self,
        database: Database,
        vault: Vault,
        now: Clock = hall_now,
        admit: Admission = always,
        *,
        birthday: Milestone = Milestone.JOINED,
        letters: SealedFiles | None = None,
        folder: Path | None = None,
        count: Count = uncounted,
    ) -> None:
        self._database, self._vault, self._now = database, vault, now
        self._folder, self._count = folder, count
        self.look_ups = LookUps(database, vault, now, admit, birthday=birthday, files=letters, count=count)
        self.back = TakingBack(database, vault, now)
        self._importing = threading.Lock()

    def open(self) -> None:
        """At the start of the service: remove what an import that was killed has left. Blocks."""
        sweep(self._database, self._now)

    def tidy(self) -> None:
        """From time to time: what imports of more than 14 days ago replaced goes. Blocks."""
        if self._importing.acquire(blocking=False):
            try:
                sweep(self._database, self._now)
            finally:
                self._importing.release()

    def take_back(self, batch: int, by: int | None) -> int:
        """Take a whole import back; as `TakingBack.take_back`. Raises ImportRunning, too."""
        if not self._importing.acquire(blocking=False):
            raise ImportRunning(words.IMPORT_RUNNING)
        try:
            people = self.back.take_back(batch, by)
            sweep(self._database, self._now)
            return people
        finally:
            self._importing.release()

    async def look_up(self, proof: Proof, terminal_id: int) -> RecordView | None:
        """By card; see `LookUps.by_card`."""
        return await self.look_ups.by_card(proof, terminal_id)

    async def issue_pin(self, id_number: str, by: int) -> str:
        """A one-time PIN for that number, which the clerk `by` compared with the document. Raises IdNumberWrong."""
        now = self._now()
        return await self._database.run(lambda connection: pins.issue(connection, self._vault, id_number, by, now))

    def import_records(
        self,
        content: bytes,
        *,
        replace: Replace = False,
        write: bool = True,
        columns: Mapping[str, str] | None = None,
        take_erased: Collection[int] = (),
        sheets: Collection[str] = (),
        one_sheet: bool = False,
        emptied: Collection[str] = (),
        by: int | None = None,
        progress: Progress | None = None,
    ) -> Report:
        """Import an .xlsx, .xls or .csv; good rows are kept, bad rows reported. Blocks its thread, not the owner.

        `replace`: people already there are changed as the sheet says: nobody, everybody, or those of certain rows.
        `take_erased`: rows of people who once asked to be erased and are taken all the same; the others are left out.
        `write` False only reports. `columns` gives fields a column by its letters (`{"joined": "G"}`).
        `sheets` names those to read; else all that are visible and have the same columns. With `one_sheet` it must be
        one: the rows that were named are rows of a sheet.
        `emptied`: fields whose blanks in the sheet empty what is there; all other blanks mean not given.
        `by` is the keeper's account, for the audit.
        Raises WorkbookRefused, HeadersRefused, ColumnUnknown, ErasuresUnreadable or ImportRunning; then nothing was
        changed.
        """
        if not self._importing.acquire(blocking=False):
            raise ImportRunning(words.IMPORT_RUNNING)
        try:
            tell = progress or (lambda done, total: None)
            with reading(content, self._now().date(), columns, sheets, tell) as ledger:
                if one_sheet and len(ledger.facts.sheets) > 1:
                    raise WorkbookRefused(words.ROWS_OF_ONE_SHEET)
                intake = Intake(self._database, self._vault, self._now, by, self._folder)
                return intake.take(ledger, replace, write, tell, take_erased, emptied)
        finally:
            self._importing.release()

    def verify_audit(self) -> audit_chain.ChainState:
        """Walk the audit chain. Blocks; the database owner is held for a thousand rows at a time."""
        state = audit_chain.walk(self._database.call, self._vault)
        if not state.whole:
            self._count(Refused.AUDIT)
        return state
