"""Content packs: a plan of 10,000 exhibits, a preview, a .docx, 500 MB made sure of, what publishing costs, and from
a stick to the screen."""

from __future__ import annotations

import io
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.benchmarks import packs_docx, packs_preview, packs_schedule, packs_shipped
from tests.benchmarks.table import Row

NAME = "packs"
MEGABYTES, ITEMS = 500, 2_000
GOAL_DIGEST, GOAL_TWO, GOAL_OWNER_MS = 1.1, 0.7, 50.0


def rows() -> list[Row]:
    """Takes about a minute, and 1.5 GB of the system's temporary folder."""
    return [
        *packs_schedule.rows(), *_sure_rows(), *_owner_rows(), *packs_docx.docx_rows(), *packs_preview.rows(),
        *packs_shipped.rows(),
    ]  # fmt: skip


def _sure_rows() -> list[Row]:
    """A kept pack is read once and compared with its digest before it plays."""
    from kiosk.features.exhibition.hall.shelf import Shelf

    with tempfile.TemporaryDirectory() as place:
        shelf, digests = Shelf(Path(place)), []
        for letter in b"ab":
            content = io.BytesIO(bytes([letter]) * (MEGABYTES * 1_000_000 // 2))
            digests.append(shelf.put(content)[0])
        files = [shelf.home / f"{digest}.zip" for digest in digests]

        def ours(which: list[str]) -> None:
            for digest in which:
                with shelf.open(digest):
                    pass

        def two() -> None:
            threads = [threading.Thread(target=ours, args=([digest],)) for digest in digests]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        bare = _seconds(lambda: subprocess.run(["openssl", "dgst", "-sha256", *files], check=True, capture_output=True))
        one, both = _seconds(lambda: ours(digests)), _seconds(two)
    return [
        Row(f"a pack of {MEGABYTES} MB made sure of; baseline: openssl dgst -sha256", one, "s", bare, one / bare,
            f"≤ {GOAL_DIGEST}×", one / bare <= GOAL_DIGEST),
        Row("  by two threads", both, "s", bare, both / bare, f"≤ {GOAL_TWO}×", both / bare <= GOAL_TWO),
    ]  # fmt: skip


def _owner_rows() -> list[Row]:
    """How long tickets wait at most while a pack of 2,000 items is taken in, approved and published."""
    from kiosk.core.database.clock import HALL_TIME
    from kiosk.core.database.migrations import open_hall_database
    from kiosk.features.exhibition.hall.desk import Arriving
    from kiosk.features.exhibition.hall.module import MODULE, open_desk

    held: list[float] = []
    with tempfile.TemporaryDirectory() as place:
        assert MODULE.migrations is not None
        database = open_hall_database(Path(place) / "hall.db", {"exhibition": MODULE.migrations})
        call = database.call

        def timed(work: Callable[[Any], Any]) -> Any:
            def inside(connection: Any) -> Any:
                start = time.perf_counter()
                try:
                    return work(connection)
                finally:
                    held.append(time.perf_counter() - start)

            return call(inside)

        database.call = timed  # type: ignore[method-assign]
        desk = open_desk(database, Path(place), lambda: datetime(2026, 11, 30, 9, 0, tzinfo=HALL_TIME))
        for turn in range(5):
            items = tuple((f"item-{at}", f"{at:064x}") for at in range(ITEMS))
            version = desk.take(Arriving("many", str(turn), "many", items, io.BytesIO(bytes([turn]) * 20_000_000))).id
            desk.approve(version)
            desk.publish(version)
            desk.held_back("many", items)
        database.close()
    longest = 1000 * max(held)
    what = f"longest time the database owner was held while a pack of {ITEMS:,} items was published"
    return [Row(what, longest, "ms", goal=f"≤ {GOAL_OWNER_MS:g} ms", met=longest <= GOAL_OWNER_MS)]


def _seconds(work: Callable[[], object]) -> float:
    """The best of three: the first one brings the files into memory."""
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)
