"""What the maintenance pages ask of the machine. Everything blocks unless it says otherwise: for workers."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from devices.id_card import CardEvent, CardLying, CardRead, CardUnread
from devices.printer import NeverAnswers, Printed, Refused
from kiosk import __version__
from kiosk.apps.terminal.care import about, slip
from kiosk.apps.terminal.care.diagnosis import MOST_NOTES, Told, diagnosis
from kiosk.apps.terminal.care.recent_lines import RECENT
from kiosk.apps.terminal.care.views import About, CareView, NetworkView, PrintView, ReaderView, SoundView, Trouble
from kiosk.core.database.clock import is_synchronised
from kiosk.core.stick.client import StickLine
from kiosk.ui.voice.headphones import headphones_present
from kiosk.ui.voice.volume import Volume

if TYPE_CHECKING:
    from kiosk.apps.terminal.machine import Machine
    from kiosk.apps.terminal.packs_here import PacksHere
    from kiosk.apps.terminal.panel_light import PanelLight
    from kiosk.core.link.store import Note

RECENT_DAYS, MOST_TROUBLES = 7, 60
PLANNED = frozenset({"well", "online"})  # kinds of the journal that are good news
# What takes a screen or a device away from this process, which has them: not asked again for the diagnosis.
NOT_ASKED = frozenset({"gl", "printer", "card_reader"})


class Sticks(Protocol):
    """Opens a line to the stick's helper."""

    def __call__(self) -> StickLine: ...


@dataclass
class Tools:
    """`sticks` opens a line to the helper."""

    machine: Machine
    light: PanelLight
    packs: PacksHere
    sticks: Sticks = StickLine

    def __post_init__(self) -> None:
        self.volume = Volume(self.machine.settings.sound.device)

    # -- the first page -----------------------------------------------------------------------

    def overview(self) -> CareView:
        return CareView(
            self.about(), self.printer_state(), self.machine.reader_online, self.sound_state(), self.volume.percent(),
            self.light.percent(), len(self.packs.shown()), self.packs.lag(), len(self.bad_news()),
        )  # fmt: skip

    def about(self) -> About:
        machine = self.machine
        first = next((one.address for one in about.interfaces() if one.address), "")
        return About(
            machine.online, machine.why_away, first, is_synchronised(), __version__, about.up_seconds(),
            shutil.disk_usage(machine.settings.terminal.data_dir).free, machine.store.waiting_count(), about.celsius(),
        )  # fmt: skip

    def network(self) -> NetworkView:
        machine = self.machine
        return NetworkView(
            about.interfaces(), machine.settings.terminal.hall_url, machine.settings.terminal.name, machine.online,
            machine.why_away, machine.heard_at,
        )  # fmt: skip

    # -- devices ------------------------------------------------------------------------------

    def printer_state(self) -> str:
        found = self.machine.printer.status()
        trouble = found.trouble or found.warning
        return trouble.code if trouble else ""

    def printer(self) -> PrintView:
        return PrintView(self.printer_state(), "ready")

    def print_test(self) -> PrintView:
        settings = self.machine.settings
        document = slip.sample_slip(settings.hall.name, settings.terminal.name, self.machine.clock())
        outcome = self.machine.printer.print(document, job_id="maintenance-test")
        match outcome:
            case Printed(warning=warning):
                return PrintView(warning.code if warning else "", "printed")
            case Refused(reason=reason):
                return PrintView(reason.code, "refused", reason.code)
        reason = outcome.reason
        state = "" if isinstance(reason, NeverAnswers) else self.printer_state()
        return PrintView(state, "unknown", reason.code)

    def try_reader(self, told: Callable[[ReaderView], None]) -> bool:
        """Whether the reader looks for a card now. `told` on its thread, of the card not a word. Never waits."""

        def heard(event: CardEvent) -> None:
            match event:
                case CardRead():
                    told(ReaderView("read"))
                case CardUnread():
                    told(ReaderView("unread"))
                case CardLying():
                    told(ReaderView("lying"))

        return self.machine.try_cards(heard)

    def leave_reader(self) -> None:
        """Never waits."""
        self.machine.try_cards(None)

    def sound_state(self) -> str:
        announcer = self.machine.announcer
        return "off" if announcer is None else announcer.trouble.value if announcer.trouble else ""

    def sound(self) -> SoundView:
        return SoundView(self.volume.percent(), self.sound_state(), headphones_present())

    # -- what was noted -----------------------------------------------------------------------

    def troubles(self) -> tuple[Trouble, ...]:
        """Newest first."""
        return tuple(_trouble(note) for note in self._notes(MOST_TROUBLES))

    def bad_news(self) -> list[Trouble]:
        since = datetime.now(UTC) - timedelta(days=RECENT_DAYS)
        return [one for one in self.troubles() if one.kind not in PLANNED and one.at > since]

    def diagnosis(self) -> bytes:
        from kiosk.apps.doctor import run_checks

        settings = self.machine.settings
        packs = [(pack.name, pack.version, pack.source) for pack in self.packs.shown()]
        return diagnosis(
            Told(
                datetime.now().astimezone(), self.about(), self.network(), settings,
                run_checks(settings, without=NOT_ASKED), self._notes(MOST_NOTES), RECENT.lines(), packs,
            )
        )  # fmt: skip

    def _notes(self, most: int) -> list[Note]:
        try:
            return self.machine.store.notes(most)
        except sqlite3.Error:  # a store that cannot be read is no reason to keep the page shut
            return []


def _trouble(note: Note) -> Trouble:
    return Trouble(datetime.fromisoformat(note.at).astimezone(), note.device, note.kind, note.detail)
