"""The packs on the hall's side: does the preview worker draw, and is there room for what editors bring?"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from kiosk.apps.doctor import words
from kiosk.apps.doctor.check import Check, ok, warn
from kiosk.apps.doctor.hall import has_hall
from kiosk.core.database.clock import hall_naive
from kiosk.settings import Settings

UNIT = Path("/etc/systemd/system/kiosk-preview.socket")
# What is brought lies there as it came, laid out, built, and on the shelf, before the first three are removed.
TIMES = 4
LEAST_FREE_BYTES = 500_000_000


def preview(settings: Settings) -> Iterator[Check]:
    """One page of the starter pack, by the worker that editors ask."""
    if not has_hall(settings):
        return
    from content.pack.open import STARTER
    from kiosk.features.exhibition.hall.module import PREVIEW_SOCKET, preview_trouble

    title = words.TITLES["preview"]
    if UNIT.exists() and not PREVIEW_SOCKET.exists():
        yield warn("preview", title, words.PREVIEW_SILENT, words.START_PREVIEW)
    elif trouble := preview_trouble(STARTER, hall_naive()):
        yield warn("preview", title, words.preview_fails(trouble), words.LOOK_AT_PREVIEW)
    else:
        yield ok("preview", title, words.PREVIEW_DRAWS)


def room(settings: Settings) -> Iterator[Check]:
    """What the packs of the hall take, and whether the largest could come once more."""
    from kiosk.features.exhibition.hall.module import MODULE

    folders = [settings.hall.data_dir / kept.folder for kept in MODULE.kept]
    sizes = [path.lstat().st_size for folder in folders for path in folder.rglob("*") if path.is_file()]
    if not sizes:
        return
    title, free = words.TITLES["pack_room"], shutil.disk_usage(settings.hall.data_dir).free
    told = words.pack_room(len(sizes), sum(sizes), free)
    if free < max(LEAST_FREE_BYTES, TIMES * max(sizes)):
        yield warn("pack_room", title, told, words.FREE_PACK_ROOM)
    else:
        yield ok("pack_room", title, told)
