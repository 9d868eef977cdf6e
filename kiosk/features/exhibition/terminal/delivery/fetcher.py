"""Brings what the hall publishes to this screen, on the line's loop: heard of, fetched, shown, and told back.

    fetcher = Fetcher(line, store, show, busy=…, heard=…)
    line.beside(fetcher.run)                      # before line.start(); `fetcher.soon()` at an event of the hall

It goes on where it stopped, one file at a time, slowly while somebody is at the screen. What was taken down is obeyed
before the first file is asked for. Nothing here is bound to opening hours: a screen that was off for a week, or that
is on at night alone, comes up to date by itself.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from content.distribution.release import EMPTY, Blob, Offer, Release, ReleaseRefused, parse_offer
from content.distribution.store import BlobWrong, Part, ReleaseStore
from kiosk.core.link.answers import HallAway, HallRefused, content_of
from kiosk.core.link.line import ASK_SECONDS, Line
from kiosk.features.exhibition.wire_delivery import ShownNow

if TYPE_CHECKING:
    import httpx

log = logging.getLogger("kiosk.exhibition")

OFFER_SECONDS = 20.0  # the hall may have to hash what was published a moment ago
OFFER_BYTES = 8_000_000
ASK_AGAIN_SECONDS = 300.0
WITHOUT_STREAM_SECONDS = 30.0
AGAIN_SECONDS, AGAIN_MOST_SECONDS = 5.0, 120.0  # after something went wrong; doubled each time
TELL_AGAIN_SECONDS = 3600.0
TRIES = 3  # of a file that was not what its hash says
WRITE_BYTES = 256 << 10
BUSY_BYTES_A_SECOND = 512 << 10
SOON_BYTES = 16 << 20  # what is left arrives within seconds
SPARE_BYTES = 256 << 20  # of the disk, for everything else that is written on it

Show = Callable[[Release], None]


class NotShown(Exception):
    """The release cannot be shown here; remembered in the store."""


class _NoRoom(Exception):
    """The disk has no room for what is offered."""


class Fetcher:
    """`show`: makes a release that has arrived the one that shows; on a worker; raises NotShown, BlobWrong, OSError.

    `heard`: the offer is another; on a worker. `expect`: something will be shown within seconds, or not after all; on a
    worker. `busy`: somebody is at the screen. `folder`: on whose disk it all lies.
    """

    def __init__(
        self, line: Line, store: ReleaseStore, folder: Path, show: Show, *,
        busy: Callable[[], bool] = lambda: False, heard: Callable[[], None] = lambda: None,
        expect: Callable[[bool], None] = lambda soon: None,
        free_bytes: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free,
    ) -> None:  # fmt: skip
        self._line, self._store, self._folder, self._show = line, store, folder, show
        self._busy, self._heard, self._expect, self._free_bytes = busy, heard, expect, free_bytes
        self._due = asyncio.Event()
        self._trouble, self._percent = "", 100
        self._told: ShownNow | None = None
        self._told_at = 0.0

    def soon(self) -> None:
        """Ask the hall now; from any thread."""
        self._line.soon(self._due.set)

    @property
    def trouble(self) -> str:
        """One of `wire_delivery.TROUBLES`; may be read on any thread."""
        return self._trouble

    @property
    def percent(self) -> int:
        return self._percent

    async def run(self) -> None:
        """For ever."""
        wait = AGAIN_SECONDS
        while True:
            self._due.clear()
            sound = await self._turn()
            wait = AGAIN_SECONDS if sound else min(wait * 2, AGAIN_MOST_SECONDS)
            rest = (ASK_AGAIN_SECONDS if self._line.streaming else WITHOUT_STREAM_SECONDS) if sound else wait
            with suppress(TimeoutError):
                async with asyncio.timeout(rest):
                    await self._due.wait()

    async def _turn(self) -> bool:
        """Whether there is nothing to be tried again soon."""
        sound = True
        try:
            await self._keep_up()
        except (HallAway, HallRefused) as away:
            sound = False
            if isinstance(away, HallRefused) and away.name == "NoSuchBlob":
                self._trouble = "gone"
        except BlobWrong as wrong:
            log.error("a file came that is not what its hash says: %s", str(wrong)[:12])
            self._trouble, sound = "wrong_bytes", False
        except NotShown:
            pass  # said where it was found, and in the store
        except (_NoRoom, OSError) as error:
            log.error("content was not brought: %s", error)
            self._trouble, sound = "no_room", False
        if not sound:
            await asyncio.to_thread(self._expect, False)
        await self._tell()
        return sound

    async def _keep_up(self) -> None:
        offer = await self._line.request(
            "GET", "/api/packs/release", OFFER_SECONDS, content=_offer_of, most_bytes=OFFER_BYTES
        )
        changed = offer != self._store.offer
        if not await asyncio.to_thread(self._store.hear, offer):
            self._trouble = "older"
            return
        if changed:
            await asyncio.to_thread(self._heard)
        await self._bring(offer.release)

    async def _bring(self, release: Release) -> None:
        state = self._store.state
        if (state.active.id if state.active else EMPTY.id) == release.id:
            self._trouble, self._percent = "", 100
            return
        if (why := state.why_refused(release.id)) is not None:
            self._trouble = why if why in ("crashed", "kept_back") else "refused"
            return
        self._trouble, self._percent = "fetching", 0
        await asyncio.to_thread(self._expect, True)
        await self._tell()
        for blob in self._store.missing(self._store.contents(release)):
            await self._fetch(blob)
        try:
            wanted = await asyncio.to_thread(self._store.files, release)
        except ReleaseRefused as refused:
            log.error("the hall offers what this version does not read: %s", refused)
            await asyncio.to_thread(self._expect, False)
            self._trouble = "refused"
            return
        if not await self._fetch_all(wanted):
            return  # the hall offers another already
        self._trouble = "preparing"
        await asyncio.to_thread(self._show, release)
        self._trouble, self._percent = "", 100

    async def _fetch_all(self, wanted: tuple[Blob, ...]) -> bool:
        """False: something moved in the hall meanwhile. Raises _NoRoom besides."""
        missing = await asyncio.to_thread(self._store.missing, wanted)
        left, total = sum(one.bytes for one in missing), sum(one.bytes for one in wanted) or 1
        here = await asyncio.to_thread(self._store.bytes_on_the_way)
        if left - here + SPARE_BYTES > self._free_bytes(self._folder):
            raise _NoRoom(f"{left >> 20} MB are to come, and {SPARE_BYTES >> 20} MB have to stay free")
        expected = left <= SOON_BYTES
        await asyncio.to_thread(self._expect, expected)
        for number, blob in enumerate(missing, 1):
            if left <= SOON_BYTES and not expected:
                await asyncio.to_thread(self._expect, True)
                expected = True
            await self._fetch(blob)
            left -= blob.bytes
            self._percent = min(99, 100 * (total - left) // total)
            if self._due.is_set() and number < len(missing):
                return False
        return True

    async def _fetch(self, blob: Blob) -> None:
        for left in reversed(range(TRIES)):
            try:
                await self._fetch_once(blob)
            except BlobWrong:
                if not left:
                    raise
            else:
                return

    async def _fetch_once(self, blob: Blob) -> None:
        async with AsyncExitStack() as stack:
            arriving = self._store.arriving(blob)
            part = await asyncio.to_thread(arriving.__enter__)
            stack.push(arriving.__exit__)
            while not part.is_whole:
                before = part.offset
                writing = _Writing(part, self._busy)
                try:
                    await self._line.download(f"/api/packs/blobs/{blob.digest}", part.offset, writing.take)
                finally:
                    await writing.flush()
                if part.offset <= before:
                    raise HallAway("a file that ended early", sent=True)
            await asyncio.to_thread(part.finish)

    async def _tell(self) -> None:
        """The hall hears what shows here, at each change and every hour."""
        state, offer = self._store.state, self._store.offer
        active = state.active
        wanted = offer.release.id if offer and self._trouble else ""
        now = ShownNow(
            active.id if active else "", active.since if active else "", active.source if active else "",
            offer.serial if offer else 0, wanted, self._trouble, self._percent,
        )  # fmt: skip
        passed = asyncio.get_running_loop().time() - self._told_at
        if now == self._told and passed < TELL_AGAIN_SECONDS:
            return
        with suppress(HallAway, HallRefused):  # said again at the next turn
            await self._line.request("POST", "/api/packs/shown", ASK_SECONDS, now.to_plain())
            self._told, self._told_at = now, asyncio.get_running_loop().time()


class _Writing:
    """What comes in small pieces goes to the disk in larger ones, on a worker: the line answers visitors meanwhile."""

    def __init__(self, part: Part, busy: Callable[[], bool]) -> None:
        self._part, self._busy = part, busy
        self._waiting = bytearray()

    async def take(self, at: int, piece: bytes) -> None:
        """Raises BlobWrong, OSError, HallAway: a piece from the middle of nowhere."""
        expected = self._part.offset + len(self._waiting)
        if at != expected:
            if at:
                raise HallAway("a piece of a file that does not follow", sent=True)
            self._waiting.clear()
            self._part.begin_anew()  # whoever answers keeps to no range
        self._waiting += piece
        if len(self._waiting) >= WRITE_BYTES:
            await self.flush()
        if self._busy():
            await asyncio.sleep(len(piece) / BUSY_BYTES_A_SECOND)

    async def flush(self) -> None:
        """Raises BlobWrong, OSError."""
        waiting, self._waiting = bytes(self._waiting), bytearray()
        if waiting:
            await asyncio.to_thread(self._part.write, waiting)


def _offer_of(answer: httpx.Response) -> Offer:
    """For `Line.request`: what cannot be understood is a hall that is away."""
    try:
        return parse_offer(content_of(answer))
    except ReleaseRefused as refused:
        raise ValueError(str(refused)) from refused
