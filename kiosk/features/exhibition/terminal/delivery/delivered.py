"""What the hall has delivered to this screen, opened: its packs, those of the machine's own folder, and the starter.

    delivered = Delivered(data_dir, packs_dir, hall)
    delivered.open()                                  # on a worker, at the start: `packs` and `held`
    delivered.follow(line, changed, busy=…)           # before line.start(); `changed` on a worker, whenever they move
    delivered.close(well=True)                        # the program ends of its own will

A pack of the hall takes the place of one with its name in the folder. What stays down is in `held`, wherever it lies,
and the questions that are asked no more are in `withdrawn`.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from content.distribution import FOLDER
from content.distribution.disk import write_whole
from content.distribution.guard import PROVEN_SECONDS, Guard
from content.distribution.release import Release
from content.distribution.store import HALL, STICK, BlobWrong, NothingBefore, ReleaseStore, State
from content.distribution.tree import TreeRefused, take_tree
from content.pack.open import THEME, Pack, PackRejected
from content.packs.installed import open_delivered, open_installed
from kiosk.core.link.line import Line
from kiosk.features.exhibition.checking.screen_check import ScreenCheck
from kiosk.features.exhibition.rules.withdrawn import not_asked
from kiosk.features.exhibition.terminal.delivery.fetcher import Fetcher, NotShown
from kiosk.features.exhibition.terminal.delivery.held import held_back

log = logging.getLogger("kiosk.exhibition")

COLORS = "colors"
KEPT_BACK = "kept_back"
REFUSED = "refused"
_BOOT = Path("/proc/sys/kernel/random/boot_id")
_PROVE_LOOK_SECONDS = 30.0

Heard = Callable[[int, int], None]


class Check(Protocol):
    """What has arrived, looked at before it shows: see `ScreenCheck`."""

    def expect(self, soon: bool) -> None: ...
    def __call__(self, root: Path, digests: Mapping[str, str]) -> object: ...


class Delivered:
    """`hall`: by what an offer's hall is known, so that another hall begins anew. `now`: hall time, naive."""

    def __init__(
        self, data_dir: Path, packs_dir: Path, hall: str, now: Callable[[], datetime] = datetime.now, *,
        check: Check | None = None,
    ) -> None:  # fmt: skip
        self._folder, self._packs_dir, self._now = data_dir / FOLDER, packs_dir, now
        self._check = check or ScreenCheck()
        self.store = ReleaseStore(self._folder, hall)
        self._guard = Guard(self.store, self._folder)
        self._own: tuple[Pack, ...] = ()  # of the machine's folder, and the starter
        self._fetcher: Fetcher | None = None
        self._changed: Callable[[], None] = _nothing
        self._showing = threading.Lock()  # a stick and the hall do not come at once
        self.packs: tuple[Pack, ...] = ()
        self.held: frozenset[str] = frozenset()
        self.withdrawn: frozenset[tuple[str, str]] = frozenset()  # name of the bank, number of the question
        self._began_with: tuple[object, ...] | None = None  # None: not open yet
        self.needs_fresh_start = False  # words, colours or voices are others than those this run began with
        self.from_hall = 0  # how many of `packs` were delivered; they come first

    # -- life ---------------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Blocks; what ended the program again and again is left first."""
        self._guard.begin(_boot(), self._now())
        try:
            self.store.sweep()
        except OSError as error:
            log.warning("what nothing names was not cleaned away: %s", error.strerror)
        self._own = open_installed(self._packs_dir)
        self._open()
        self._began_with = _beside(self.packs)

    def follow(self, line: Line, changed: Callable[[], None], *, busy: Callable[[], bool] = lambda: False) -> None:
        """`changed` is told on a worker, after `packs`, `held` or `withdrawn` are others."""
        self._changed = changed
        self._fetcher = Fetcher(
            line, self.store, self._folder.parent, self._show_offered, busy=busy, heard=self._heard_anew,
            expect=self._check.expect,
        )  # fmt: skip
        line.beside(self._fetcher.run)
        line.beside(self._prove)

    def soon(self) -> None:
        """The hall says that other content shall show; from any thread."""
        if self._fetcher:
            self._fetcher.soon()

    def close(self, *, well: bool = True) -> None:
        """`well`: somebody or something chose that the program ends."""
        self._check.expect(False)
        if well:
            self._guard.end()

    # -- what staff ask -----------------------------------------------------------------------------------------------

    @property
    def state(self) -> State:
        return self.store.state

    @property
    def trouble(self) -> str:
        """Why it is not what the hall published: one of `wire_delivery.TROUBLES`."""
        return self._fetcher.trouble if self._fetcher else ""

    @property
    def percent(self) -> int:
        """Of what is on its way."""
        return self._fetcher.percent if self._fetcher else 100

    def can_go_back(self) -> bool:
        return self.state.previous is not None

    def back(self) -> None:
        """The release before shows again, until the hall publishes anew. Blocks. Raises NothingBefore, OSError."""
        with self._showing:
            if not self.can_go_back():
                raise NothingBefore
            self.store.back(self._now(), KEPT_BACK)
            self._open()
        self._changed()
        self._guard.watch()
        self.soon()

    def take_from(self, tree: Path, done: Heard = lambda _done, _all: None) -> Release:
        """A release that was copied from a stick. Blocks. Raises TreeRefused, NotShown, OSError."""
        self._check.expect(True)  # whoever looks at it begins while it is copied
        try:
            release = take_tree(self.store, tree, done)
            if self.state.why_refused(release.id) is not None:
                raise TreeRefused("refused")
            self._show(release, STICK)
        except BlobWrong as wrong:
            raise TreeRefused("wrong_file", str(wrong)) from wrong
        finally:
            self._check.expect(False)
        self.soon()
        return release

    # -- what arrives -------------------------------------------------------------------------------------------------

    def _show_offered(self, release: Release) -> None:
        self._show(release, HALL)

    def _show(self, release: Release, source: str) -> None:
        """Raises NotShown, BlobWrong, OSError; then what shows goes on."""
        with self._showing:
            draft = self.store.stage(release)
            try:
                for head in release.packs:
                    digests = {name: blob.digest for name, blob in self.store.files_of(head).items()}
                    self._check(draft / head.name, digests)
            except PackRejected as rejected:
                log.error("what the hall published cannot be shown here: %s", rejected)
                self.store.refuse(release.id, REFUSED)
                raise NotShown from rejected
            self.store.settle(release)
            self.store.activate(release, source, self._now())
            self._open()
        self._changed()
        self._guard.watch()
        self.store.sweep()

    def _heard_anew(self) -> None:
        """The hall says something else: perhaps only what stays down."""
        with self._showing:
            before = self.held, self.withdrawn
            self._hold()
        if (self.held, self.withdrawn) != before:
            self._changed()

    def _open(self) -> None:
        delivered = open_delivered(self.store.roots())
        names = {pack.name for pack in delivered}
        own = tuple(pack for pack in self._own if pack.name not in names)
        self.packs, self.from_hall = (*delivered, *own), len(delivered)
        self._hold()
        self._keep_colors(delivered)
        self.needs_fresh_start = self._began_with is not None and _beside(self.packs) != self._began_with

    def _keep_colors(self, delivered: tuple[Pack, ...]) -> None:
        """Where they are read before the first frame, when no pack is open yet."""
        kept = self._folder / COLORS / THEME
        theme = next((pack.theme for pack in delivered if pack.theme), None)
        try:
            if theme is None:
                kept.unlink(missing_ok=True)
            else:
                kept.parent.mkdir(exist_ok=True)
                write_whole(kept, theme.read_bytes())
        except OSError as error:
            log.warning("the colours of a pack are not kept: %s", error.strerror)

    def _hold(self) -> None:
        self.held = held_back(self.packs, self.store.down)
        self.withdrawn = not_asked((bank for pack in self.packs for bank in pack.banks), self.store.withdrawn)

    async def _prove(self) -> None:
        """On the line's loop, for ever: what shows has run for a while."""
        shown, since = "", 0.0
        while True:
            await asyncio.sleep(_PROVE_LOOK_SECONDS)
            active, now = self.state.active, asyncio.get_running_loop().time()
            if active and active.id != shown:
                shown, since = active.id, now
            elif active and not active.proven and now - since >= PROVEN_SECONDS:
                await asyncio.to_thread(self._guard.prove)


def _beside(packs: tuple[Pack, ...]) -> tuple[object, ...]:
    """What packs bring besides exhibits and questions."""
    brought = ((pack.name, pack.words, _files_beside(pack)) for pack in packs)
    return tuple((name, *things) for name, *things in brought if any(things))


def _files_beside(pack: Pack) -> tuple[str, ...]:
    voice = pack.root / "voice"
    files = sorted(voice.iterdir()) if voice.is_dir() else []
    return tuple(f"{path.name} {_digest(path)}" for path in (*files, pack.theme) if path and path.is_file())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _boot() -> str:
    try:
        return _BOOT.read_text().strip()
    except OSError:
        return ""


def _nothing() -> None:
    """Nobody listens yet."""
