"""Tell systemd that the hall service is alive: its loop turns and its database commits.

    async with beating(service.database):      # READY=1 at once, then WATCHDOG=1 three times per WatchdogSec
        …

A loop that hangs, or an owner thread that waits for a dead disk, stops the beat, and systemd starts the service again
(deploy/systemd/kiosk-hall.service). Outside systemd nothing happens.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy import Connection, text

from kiosk.core.database.owner import Database
from kiosk.core.process import watchdog


@asynccontextmanager
async def beating(database: Database) -> AsyncIterator[None]:
    """Ready now; beat until the block ends. A database that raises stops the beat: restarting it is the cure."""
    watchdog.notify_ready()
    every = watchdog.interval_seconds()
    beat = asyncio.create_task(_beat(database, every)) if every else None
    try:
        yield
    finally:
        watchdog.notify_stopping()
        if beat is not None:
            beat.cancel()
            with suppress(asyncio.CancelledError):
                await beat


async def _beat(database: Database, every_seconds: float) -> None:
    while True:
        await database.run(_touch)
        watchdog.ping()
        await asyncio.sleep(every_seconds)


def _touch(connection: Connection) -> None:
    connection.execute(text("SELECT 1"))
