"""How members' records register in the console: the PIN desk of clerks, and the keeper's rooms about records."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kiosk.core.access.rights import Right
from kiosk.core.sealing.audit import Told
from kiosk.core.web.drawers import Drawer, Room
from kiosk.core.web.module import ConsoleModule, joined
from kiosk.features.membership.console import words
from kiosk.features.membership.console.imports import ImportPages
from kiosk.features.membership.console.letters import LetterPages
from kiosk.features.membership.console.person import PersonPages
from kiosk.features.membership.console.pin import PinPages
from kiosk.features.membership.console.records import RecordPages
from kiosk.features.membership.console.records_now import RecordsNow
from kiosk.features.membership.console.trail import TrailPages
from kiosk.features.membership.hall.module import Hall

ROOMS = (
    Room("records", "identification-card", words.LEDGER, Right.RECORDS, "rosters#导入党员名册"),
    Room("letters", "file-text", words.PAGES, Right.RECORDS, "rosters#扫描看过才显示"),
    Room("person", "user", words.PERSON_ROOM, Right.RECORDS, "keeper#一个人的档案"),
    Room("audit", "list-magnifying-glass", words.TRAIL, Right.AUDIT, "keeper#查阅记录"),
)
DRAWER = Drawer("membership", Path(__file__).parent / "templates", words, ROOMS)


def console(hall: Hall, audited: Mapping[str, Told]) -> ConsoleModule:
    """`audited`: what others write into the audit chain, as it is read."""
    records = RecordsNow(
        lambda: hall.membership, hall.people, hall.keys, hall.database, hall.settings.data_dir, hall.clock
    )
    return ConsoleModule(
        DRAWER,
        lambda door: joined(
            PinPages(door, records).router(),
            ImportPages(door, records).router(),
            RecordPages(door, records).router(),
            LetterPages(door, records).router(),
            PersonPages(door, records).router(),
            TrailPages(door, records, hall.terminals, audited).router(),
        ),
    )
