"""Looking one's own record up, by card or by ID number and one-time PIN; and turning the pages of its letters.

    ups = LookUps(database, vault, now, admit)
    view = await ups.by_card(Proof(name, id_number), terminal_id)          # RecordView, or None: the neutral refusal
    view = await ups.by_pin(PinProof(id_number, pin), terminal_id)         # RecordView, or PinRefused
    image = await ups.letter_page(terminal_id, view.letters_key, "application", 1)

All refusals are one, and take the same time: where there is no record a decoy is unsealed and compared; only the
audit row knows which it was. Somebody whose membership was suspended or ended, or who died, is refused like that too:
a screen in a lobby is no place for it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from devices.id_card import id_number as id_numbers
from kiosk.core.access.security_counts import Count, Refused, uncounted
from kiosk.core.database.clock import Clock, stamp
from kiosk.core.database.hot import HotStatement
from kiosk.core.database.owner import Database
from kiosk.core.sealing import audit
from kiosk.core.sealing.files import FileMissing, SealedFiles
from kiosk.core.sealing.vault import KeyVersionUnknown, SealBroken, Sealed, Vault
from kiosk.features.membership.hall import letters, pins
from kiosk.features.membership.hall.gate import Path
from kiosk.features.membership.hall.letters import LettersClosed, OpenLetters, PageAsked
from kiosk.features.membership.hall.pins import PinProof
from kiosk.features.membership.hall.scans import store
from kiosk.features.membership.hall.schema import records
from kiosk.features.membership.hall.store import TABLE, published_records
from kiosk.features.membership.rules.dates import LedgerDate
from kiosk.features.membership.rules.names import same_name
from kiosk.features.membership.rules.record import EXPECTED, WITHHELD, Milestone, Record, RecordUnreadable, RecordView
from kiosk.features.membership.wire import PinRefused

log = logging.getLogger(__name__)

_BY_BLIND = HotStatement(
    published_records.where(records.c.blind == bindparam("blind")).order_by(records.c.batch_id.desc()).limit(1)
)
_ANY = HotStatement(select(records).order_by(records.c.id.desc()).limit(1))
_DECOY_TABLE = "decoy"
_DECOY = Record("无此人", "000000190001010000", "", {kind: LedgerDate(1990, 1, 1) for kind in EXPECTED}, ("无", "无"))
_UNSOUND = (SealBroken, KeyVersionUnknown, RecordUnreadable)

Admission = Callable[[Connection, int, Path], None]
"""Asked with the terminal's id and the kind of proof before each look-up, inside its transaction; raises to refuse
(`LookUpGate.admit`)."""


def always(connection: Connection, terminal_id: int, path: Path) -> None:
    """The admission that refuses nobody."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Who the visitor proved to be: the name and number read from the card."""

    name: str
    id_number: str

    def __repr__(self) -> str:
        return "Proof(hidden)"


BEAT_SECONDS = 0.1
"""Refusals are told on the beat, counted from the question: the work of the two kinds differs by some microseconds."""


class LookUps:
    """Everything a terminal may ask of the records. `files` None: this hall keeps no letters."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        now: Clock,
        admit: Admission = always,
        *,
        birthday: Milestone = Milestone.JOINED,
        files: SealedFiles | None = None,
        count: Count = uncounted,
    ) -> None:
        self._database, self._vault, self._now, self._admit, self._count = database, vault, now, admit, count
        self._birthday, self._files = birthday, files
        self._letters = OpenLetters()
        self._decoy = vault.seal(_DECOY_TABLE, 0, _DECOY.to_bytes())

    async def by_card(self, proof: Proof, terminal_id: int) -> RecordView | None:
        """The masked view of the proven person's own record, or None; audited before it is answered.

        Raises what `admit` raises (hours, cap an hour) or `Database.run` (storage); nothing was looked up then.
        """
        began = time.monotonic()
        view = await self._database.run(lambda connection: self._by_card(connection, proof, terminal_id))
        if view is None:
            await _next_beat(began)
        return view

    async def by_pin(self, proof: PinProof, terminal_id: int) -> RecordView | PinRefused:
        """As `by_card`. A PIN that was right is used up, whether or not there was a record to show."""
        began = time.monotonic()
        answer = await self._database.run(lambda connection: self._by_pin(connection, proof, terminal_id))
        if isinstance(answer, PinRefused):
            await _next_beat(began)
        return answer

    async def letter_page(self, terminal_id: int, key: str, kind: str, page: int) -> bytes:
        """One page as an image. Raises LettersClosed, also when the page cannot be trusted any more."""
        asked = self._letters.asked(terminal_id, key, kind, page, self._now())
        image = await self._open_page(asked)
        if asked.first or image is None:
            await self._database.run(lambda connection: self._note_page(connection, asked, terminal_id, image))
        if image is None:
            raise LettersClosed
        self._letters.noted(terminal_id, key, kind)
        return image

    def end(self, terminal_id: int, key: str) -> None:
        """The terminal wiped the visit: its letters close."""
        self._letters.close(terminal_id, key)

    # -- inside the database's own work ---------------------------------------------------------------------------

    def _by_card(self, connection: Connection, proof: Proof, terminal_id: int) -> RecordView | None:
        self._letters.close(terminal_id)
        self._admit(connection, terminal_id, "card")
        number = id_numbers.normalise(proof.id_number)
        blind = self._vault.blind_index(number)
        record, outcome = self._find(connection, blind, number)
        if not same_name(proof.name, (record or _DECOY).name) and record:
            record, outcome = None, "wrong_proof"
        return self._told(connection, "card", terminal_id, blind, record, outcome)

    def _by_pin(self, connection: Connection, proof: PinProof, terminal_id: int) -> RecordView | PinRefused:
        self._letters.close(terminal_id)
        now, number = self._now(), id_numbers.normalise(proof.id_number)
        blind, marks = self._vault.blind_index(number), pins.marks_of(self._vault, number, terminal_id)
        wait = pins.wait_seconds(connection, marks, now)
        if wait:  # nothing was looked at: neither the cap nor the audit, which never shrinks, counts it
            self._count(Refused.PIN_LOCKED)
            return PinRefused(wait, locked=True)
        self._admit(connection, terminal_id, "pin")
        pin_id = pins.right_pin(connection, self._vault, number, proof.pin, now)
        record, outcome = self._find(connection, blind, number)
        pins.use(connection, pin_id, now)
        if not pin_id:
            self._count(Refused.PIN)
            record, outcome = None, "wrong_proof"
        view = self._told(connection, "pin", terminal_id, blind, record, outcome)
        if view is None:
            return PinRefused(pins.wrong(connection, marks, now))
        pins.forgive(connection, marks)
        return view

    def _find(self, connection: Connection, blind: bytes, number: str) -> tuple[Record | None, str]:
        """The record under that index, and the outcome for the audit so far.

        Where there is none a row is read and a decoy unsealed, so that every refusal takes the same time.
        """
        row = _BY_BLIND.run(connection, blind=blind).fetchone()
        if row is None:
            _ANY.run(connection).fetchone()  # thrown away: an index that finds nothing saves the read of a row
        try:
            record = self._decoy_record() if row is None else self._open(*row)
        except _UNSOUND as error:
            log.error("record refused: %s: %s", type(error).__name__, error)  # these hold the place only
            return None, "unsound"
        if row is None:
            return None, "no_record"
        if record.id_number != number:
            log.error("record refused: row %s holds another person", row[1])
            return None, "unsound"
        return record, "shown"

    def _open(self, _blind: bytes, row_id: int, key_version: int, wrapped_key: bytes, blob: bytes) -> Record:
        return Record.from_bytes(self._vault.unseal(TABLE, row_id, Sealed(key_version, wrapped_key, blob)))

    def _decoy_record(self) -> Record:
        if self._decoy.key_version != self._vault.key_version:  # a rotation dropped the version it was sealed by
            self._decoy = self._vault.seal(_DECOY_TABLE, 0, _DECOY.to_bytes())
        return Record.from_bytes(self._vault.unseal(_DECOY_TABLE, 0, self._decoy))

    def _told(
        self, connection: Connection, actor: str, terminal_id: int, blind: bytes, record: Record | None, outcome: str
    ) -> RecordView | None:
        """The view, with the key to its letters; the audit row is written in the same commit."""
        now = self._now()
        if record is not None and record.state in WITHHELD:
            record, outcome = None, "withheld"
        entry = audit.Entry(stamp(now), actor, "look_up", outcome, terminal_id, blind)
        audit.append(connection, self._vault, entry)
        if record is None:
            return None
        pages = letters.approved(connection, blind) if self._files else {}
        key = self._letters.open(terminal_id, actor, blind, pages, now)
        return record.view(now.date(), birthday=self._birthday, letters=letters.views(pages), letters_key=key)

    # -- letters --------------------------------------------------------------------------------------------------

    async def _open_page(self, asked: PageAsked) -> bytes | None:
        """The image; None when it is gone or cannot be trusted. The disk is not waited for on the database's thread."""
        if self._files is None:
            return None
        try:
            row = await self._database.run(
                lambda connection: store.approved_row(connection, asked.blind, asked.kind, asked.number)
            )
            return await asyncio.to_thread(self._unseal_page, self._files, row)
        except (SealBroken, KeyVersionUnknown, store.PageMissing, FileMissing) as error:
            log.error("letter refused: %s: %s", type(error).__name__, error)  # these hold the place only
            return None

    def _unseal_page(self, files: SealedFiles, row: store.ScanRow) -> bytes:
        return store.open_page(self._vault, row, files.read(row.file))

    def _note_page(self, connection: Connection, asked: PageAsked, terminal_id: int, image: bytes | None) -> None:
        outcome = "unsound" if image is None else "shown"
        entry = audit.Entry(stamp(self._now()), asked.actor, "letter", outcome, terminal_id, asked.blind)
        audit.append(connection, self._vault, entry)


async def _next_beat(began: float) -> None:
    """Wait until a whole number of beats has passed since `began` (monotonic), so that no refusal tells its reason."""
    spent = time.monotonic() - began
    await asyncio.sleep(BEAT_SECONDS - spent % BEAT_SECONDS)
