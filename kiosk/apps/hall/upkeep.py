"""What the hall service does by itself every minute: keep the mark of believed time and the counts of what was refused,
let go of what old imports replaced, watch over the room on disk, and show a certificate of the machine's names as
they are now.

    async with keeping_up(service):
        …

The database throws the ballast off the moment the disk is full; here that is told (event and banner), and the ballast
is laid again once there is room.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial

from kiosk.apps.hall.service import HallService
from kiosk.core.database.owner import CommitFailed, DiskFull

EVERY_SECONDS = 60.0

log = logging.getLogger(__name__)


@asynccontextmanager
async def keeping_up(service: HallService) -> AsyncIterator[None]:
    """Until the block ends; a look at once, then every minute and whenever the disk was full."""
    loop, look, ballast = asyncio.get_running_loop(), asyncio.Event(), service.ballast

    def disk_full() -> None:
        ballast.release()
        with suppress(RuntimeError):  # the loop was closed while the owner finished its last works
            loop.call_soon_threadsafe(look.set)

    service.database.on_disk_full(disk_full)
    task = asyncio.create_task(_keep_up(service, look))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _keep_up(service: HallService, look: asyncio.Event) -> None:
    while True:
        look.clear()
        try:
            laid = await asyncio.to_thread(service.ballast.lay)
            await service.database.run(partial(service.tickets.keep_time, disk_full=not laid))
            await asyncio.to_thread(service.counts.keep)
            if service.shown is not None:
                await asyncio.to_thread(service.shown.look)
            if (records := service.membership) is not None:
                await asyncio.to_thread(records.tidy)
            if (exams := service.exams) is not None:
                await asyncio.to_thread(exams.keeping.tidy)
        except (DiskFull, CommitFailed, OSError) as error:
            log.error("the disk has no room: %s", error)
        with suppress(TimeoutError):
            async with asyncio.timeout(EVERY_SECONDS):
                await look.wait()
