"""Everything of the board that is not a screen: its enrolment, the last state, packs, voice, the line. No Kivy.

Opened on a worker after the first frame: packs and certificates are read there, httpx is imported on the line's thread.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from content.pack.open import Pack
from kiosk.apps.board.hall_line import HallLine
from kiosk.apps.board.last_state import Kept, LastState
from kiosk.core.database.clock import HallClock
from kiosk.core.link.enrolment import HallLink, NotEnrolled
from kiosk.core.link.outbox import Outbox
from kiosk.core.link.store import TerminalStore
from kiosk.features.exhibition.board import module as exhibition
from kiosk.features.tickets.wire_board import BoardNow
from kiosk.features.use.board import module as use
from kiosk.settings import Settings
from kiosk.ui.voice import sound_files
from kiosk.ui.voice.announcer import Announcer, Equipment

log = logging.getLogger("kiosk.board")

STATE_FILE = "board.json"
STORE_FILE = "board.db"


class Parts:
    """`link` None: this board belongs to no hall yet (`kiosk enrol --board`)."""

    def __init__(self, settings: Settings, clock: HallClock) -> None:
        self._settings, self._clock = settings, clock
        self._state = LastState(settings.board.data_dir / STATE_FILE)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="board-state")
        self._newest: Kept | None = None
        self.kept: Kept | None = None
        self.link: HallLink | None = None
        self.line: HallLine | None = None
        self.announcer: Announcer | None = None  # None: silent by setting
        self.exhibits: exhibition.OnBoard | None = None
        self.delivered: exhibition.Delivered | None = None
        self._store: TerminalStore | None = None
        self._outbox: Outbox | None = None
        self._use = use.Running()

    def open(self) -> None:
        """Read what lies on the disk."""
        board = self._settings.board
        self.kept = self._state.read()
        try:
            self.link = HallLink.load(board.hall_file)
        except NotEnrolled as error:
            log.warning("no hall: %s", error)
        known_by = (self.link.pin or self.link.url) if self.link else ""
        delivered = self.delivered = exhibition.Delivered(
            board.data_dir, board.packs_dir, known_by, lambda: self._clock().replace(tzinfo=None)
        )
        delivered.open()
        profile = self._settings.terminal.profile
        self.exhibits = exhibition.OnBoard(
            delivered.packs, self._clock, profile, board.playlists, played=self._use.played
        )
        self.exhibits.renewed(delivered.packs, delivered.held)
        if self.kept:
            self.exhibits.told(self.kept.now.hall)
        self.announcer = self._announcer(delivered.packs)
        if self.link:
            self._count()

    def _count(self) -> None:
        """What is shown is counted for the hall; a board whose disk refuses shows all the same."""
        try:
            self._store = TerminalStore(self._settings.board.data_dir / STORE_FILE).open()
        except (sqlite3.Error, OSError) as error:
            log.warning("what is shown is not counted: %s", error)
            return
        self._outbox = Outbox(self._store)
        self._use.join(self._store, self._outbox, self._clock, demo=self._settings.demo)

    def start(
        self, on_now: Callable[[BoardNow], None], on_away: Callable[[str], None], on_packs: Callable[[], None]
    ) -> None:
        """Begin to talk; the first two are called on the line's thread, `on_packs` on a worker."""
        if self.announcer:
            self.announcer.start()
        if self.link:
            self.line = HallLine(self.link, on_now=on_now, on_away=on_away, on_content=self._content)
            if self.delivered:
                self.line.bring(self.delivered, on_packs)
            if self._outbox:
                self.line.deliver(self._outbox)
            self.line.start()
            self._use.start()
            if self.announcer is None:
                self.line.tell_voice(True)  # silent by setting is well

    def tell_voice(self, *, well: bool) -> None:
        """The hall's people hear of a board that cannot be heard."""
        if self.line:
            self.line.tell_voice(well)

    def tell_said(self, call: int) -> None:
        """The hall hears that a call was said."""
        if self.line:
            self.line.tell_said(call)

    def keep(self, kept: Kept) -> None:
        """Write it down soon, on the writer's thread; of several only the newest."""
        waiting, self._newest = self._newest, kept
        if waiting is None:
            self._writer.submit(self._write)

    def _content(self) -> None:
        if self.delivered:
            self.delivered.soon()

    def close(self, *, well: bool = True) -> None:
        """End every thread; the newest state is on the disk. `well`: somebody or something chose that it ends."""
        self._use.stop()
        if self.line:
            self.line.stop()
        if self._store:
            self._store.close()
        if self.announcer:
            self.announcer.close()
        self._writer.shutdown()
        if self.delivered:
            self.delivered.close(well=well)

    def _write(self) -> None:
        kept, self._newest = self._newest, None
        if kept:
            self._state.keep(kept)

    def _announcer(self, packs: tuple[Pack, ...]) -> Announcer | None:
        """The hall's own clips first, then those that packs bring in `voice/`, then espeak-ng."""
        sound = self._settings.sound
        if not (sound.enabled and self._settings.board.voice):
            return None
        clips = (sound.clips_dir, *(pack.root / "voice" for pack in packs))
        return Announcer(Equipment(sound.device, sound.voice, sound.words_a_minute, clips, sound_files.folder()))
