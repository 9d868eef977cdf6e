"""What the published packs bring to the loops of the screens now, item by item."""

from __future__ import annotations

import zipfile
from datetime import datetime, timedelta
from functools import lru_cache

from content.kinds.kind import ExhibitKind
from content.pack.entry import MANIFEST, Entry, PackRejected
from content.pack.manifest import Manifest, parse_manifest
from kiosk.core.database.clock import stamp
from kiosk.features.exhibition.hall.desk import PackDesk
from kiosk.features.exhibition.hall.shelf import PackLost, Shelf

A_DAY = timedelta(days=1)
_KEPT = 64  # manifests of built files, which never change


class OnShow:
    """Blocks at the first look at a pack: its file is read whole. For a worker."""

    def __init__(self, desk: PackDesk, shelf: Shelf) -> None:
        self._desk = desk
        self._manifest = lru_cache(_KEPT)(lambda digest: _manifest(shelf, digest))

    def items(self, at: datetime) -> list[tuple[str, str, str]]:
        """Pack, item and title of what may be in a loop at `at`, of packs that play for a day at least; not what was
        taken down, nor a pack that is lost.
        """
        since = stamp(at - A_DAY)
        down = {(one.pack, one.item) for one in self._desk.tombstones()}
        found = []
        for version in self._desk.playing():
            if version.published_at is None or version.published_at > since:
                continue  # screens that are off at night have not got it yet
            try:
                manifest = self._manifest(version.digest)
            except (PackLost, PackRejected):
                continue  # the page of the packs says so
            found += [
                (version.pack, entry.id, entry.title)
                for entry in manifest.entries
                if _may_loop(entry, at.replace(tzinfo=None)) and (version.pack, entry.id) not in down
            ]
        return found


def _may_loop(entry: Entry, at: datetime) -> bool:
    begins, ends = entry.showing.starts, entry.showing.ends
    inside = (begins is None or begins <= at) and (ends is None or at < ends)
    return inside and entry.kind is not ExhibitKind.BANK and (entry.attract or entry.interrupt)


def _manifest(shelf: Shelf, digest: str) -> Manifest:
    with shelf.open(digest) as file, zipfile.ZipFile(file) as archive:
        return parse_manifest(archive.read(MANIFEST).decode())
