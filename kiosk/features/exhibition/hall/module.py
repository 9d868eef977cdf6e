"""How the packs register with the hall service."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from content.pack.open import STARTER
from kiosk.core.database.clock import Clock
from kiosk.core.database.owner import Database
from kiosk.core.sealing.audit_owed import Note, unnoted
from kiosk.core.web.hall_module import HallModule, OpenedHall
from kiosk.core.web.keeper_room import NotDone
from kiosk.features.exhibition.hall import schema, words
from kiosk.features.exhibition.hall.audited import AUDITED
from kiosk.features.exhibition.hall.banks.kept import Banks
from kiosk.features.exhibition.hall.banks.published import Published
from kiosk.features.exhibition.hall.banks.questions import QuestionDesk
from kiosk.features.exhibition.hall.desk import MOST_BYTES, PackDesk, PackRefused
from kiosk.features.exhibition.hall.drafts import DRAFTS, Drafts
from kiosk.features.exhibition.hall.kept import KEPT, not_undone
from kiosk.features.exhibition.hall.on_show import OnShow
from kiosk.features.exhibition.hall.preview import SOCKET as PREVIEW_SOCKET
from kiosk.features.exhibition.hall.preview import NotDrawn, Preview
from kiosk.features.exhibition.hall.releases import NoSuchBlob, Releases
from kiosk.features.exhibition.hall.room import Room
from kiosk.features.exhibition.hall.screens import Screens
from kiosk.features.exhibition.hall.shelf import FOLDER, Shelf
from kiosk.features.exhibition.hall.verbs import verb_set
from kiosk.features.exhibition.rules import event_names
from kiosk.features.exhibition.rules.withdrawn import not_asked
from kiosk.features.exhibition.wire_preview import HOME, Asked

__all__ = [
    "MODULE", "PREVIEW", "PREVIEW_SOCKET", "Hall", "NotDrawn", "Opened", "open_banks", "open_desk", "open_drafts",
    "open_questions", "preview_trouble", "tidy", "whole_home",
]  # fmt: skip

if TYPE_CHECKING:
    from fastapi import APIRouter

BUSY_SECONDS = 3.0
"""After a ticket moved in the hall, files go out slowly."""

PREVIEW = Preview()
"""One for all pages of a hall: one picture is drawn at a time, whoever asks."""

log = logging.getLogger("kiosk.hall")


@dataclass(kw_only=True)
class Opened:
    """What is open of it in a hall service."""

    packs: PackDesk
    banks: Published
    questions: QuestionDesk
    drafts: Drafts
    releases: Releases
    screens: Screens


class Hall(OpenedHall, Protocol):
    packs: PackDesk
    banks: Published
    questions: QuestionDesk
    drafts: Drafts
    releases: Releases
    screens: Screens


def open_desk(
    database: Database, home: Path, clock: Clock, note: Note = unnoted, most_bytes: int = MOST_BYTES
) -> PackDesk:
    """`home`: the hall's data folder; `note` writes into the audit chain; `most_bytes`: of all versions kept."""
    return PackDesk(database, Shelf(home), clock, note, most_bytes)


def open_banks(packs: PackDesk) -> Published:
    """The question banks of the packs."""
    return Published(packs, Banks())


def open_questions(database: Database, clock: Clock, banks: Published, note: Note = unnoted) -> QuestionDesk:
    """Which questions are asked no more; `note` as of `open_desk`."""
    return QuestionDesk(database, clock, banks.version_of, note)


def withdraw(hall: Hall) -> Callable[[str, str, int], None]:
    """The verb for the page 题库: bank, number of the question, account. Blocks; raises NotDone."""

    def work(bank: str, question: str, account: int) -> None:
        try:
            hall.questions.withdraw_question(bank, question, account)
        except PackRefused as refused:
            raise NotDone(words.REFUSED[refused.reason]) from refused

    return work


def asked_no_more(hall: Hall) -> Callable[[], frozenset[tuple[str, str]]]:
    """For the page 题库: bank and number of each, also where the same wording stands under another one. Blocks."""
    return lambda: not_asked(hall.banks.playing(), hall.questions.withdrawn())


def open_releases(database: Database, home: Path, clock: Clock, packs: PackDesk) -> Releases:
    """As `open_desk`."""
    return Releases(database, packs, Shelf(home), clock)


def open_screens(database: Database, clock: Clock) -> Screens:
    """What the screens say that they show."""
    return Screens(database, clock)


def preview_trouble(pack: Path, at: datetime) -> str:
    """What keeps the preview worker from drawing home with this pack, in the editor's words; empty: nothing. Blocks."""
    asked = Asked(HOME, "landscape", "standard", at.replace(tzinfo=None).isoformat(timespec="minutes"))
    try:
        Preview().drawn(asked, pack)
    except NotDrawn as told:
        return told.text
    return ""


def whole_home(
    item: str, orientation: str, mode: str, at: datetime, arranged: tuple[tuple[str, str], ...], hall: str,
    gone: Callable[[], bool],
) -> bytes:  # fmt: skip
    """A PNG of home or 全部服务 (`WHOLE_HOME`, `ALL_SERVICES`) with the starter's exhibits. Raises NotDrawn; blocks."""
    moment = at.replace(tzinfo=None).isoformat(timespec="minutes")
    asked = Asked(item, orientation, mode, moment, hall=hall, arranged=arranged)
    return PREVIEW.picture(asked, STARTER, gone)


def tidy(hall: Opened) -> None:
    """What died on its way before the last end is removed; at the start, while nothing is on its way."""
    hall.packs.offers_anew()
    try:
        removed = hall.packs.sweep() + hall.drafts.sweep()
    except OSError as error:
        log.warning("half packs were not removed: %s", error.strerror)
    else:
        if removed:
            log.info("%d files of packs that nothing names were removed", removed)


def on_show(hall: Hall) -> Callable[[datetime], list[tuple[str, str, str]]]:
    """Pack, item and title of what the published packs bring to the loops of the screens. Blocks."""
    return OnShow(hall.packs, Shelf(hall.settings.data_dir)).items


def open_drafts(database: Database, home: Path, clock: Clock, quota_bytes: int = 0) -> Drafts:
    """As `open_desk`. `quota_bytes`: of drafts and what arrives for them; 0: as much as the disk has."""
    return Drafts(database, home, clock, Room(home / FOLDER / DRAFTS, quota_bytes))


def _router(hall: Hall) -> APIRouter:
    from kiosk.features.exhibition.hall import api
    from kiosk.features.exhibition.hall.pace import Pace

    def busy() -> bool:
        return time.monotonic() - hall.hub.queue_moved_at < BUSY_SECONDS

    return api.router(hall.releases, hall.screens, Pace(hall.settings.delivery_kilobytes << 10, busy))


MODULE: HallModule[Hall] = HallModule(
    key="exhibition",
    tables=(
        schema.packs, schema.draft_items, schema.pack_versions, schema.publications, schema.tombstones,
        schema.withdrawn_questions, schema.pack_serial, schema.pack_releases, schema.pack_screens,
    ),
    events=event_names.NAMES,
    content=event_names.CONTENT,
    statuses={NoSuchBlob: 404},
    router=_router,
    migrations=Path(__file__).with_name("migrations"),
    verbs=lambda hall: verb_set(hall.packs, hall.questions, hall.releases, hall.clock),
    audited=AUDITED,
    kept=(KEPT,),
    not_undone=not_undone,
)  # fmt: skip
