"""What the hall shows, by its packs' manifests: what plays now, or as it would be with a draft in its pack's place.

    programme = Programme(desk, drafts)
    scene = programme.hall()                     # or programme.with_draft("spring"); raises PackRejected, PackRefused
    scene.round_at(at, screen)                   # what one round of the loop shows, in its order
    scene.said_of(exhibit, at, screen)           # why, in the words of `kiosk pack why`

No exhibit's file is opened here: only what the manifests say counts. What was taken down is told apart.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from threading import Lock

from content.kinds.kind import ExhibitKind
from content.pack.entry import MANIFEST, Entry, Manifest
from content.pack.exhibit import Exhibit
from content.pack.manifest import parse_manifest
from content.pack.open import STARTER, open_pack
from kiosk.features.exhibition.hall import words
from kiosk.features.exhibition.hall.desk import PackDesk, Version, down_among
from kiosk.features.exhibition.hall.drafts import Drafts
from kiosk.features.exhibition.rules import words as why_words
from kiosk.features.exhibition.rules.schedule import Schedule
from kiosk.features.exhibition.rules.showing import Screen
from kiosk.features.exhibition.rules.why import why

MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class Contents:
    """What a built version says of itself, and of each item the SHA-256 of its file."""

    manifest: Manifest
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Scene:
    """Everything that a screen may show, and what of it stays down."""

    exhibits: tuple[Exhibit, ...]
    down: frozenset[str]
    starter: tuple[Exhibit, ...]

    @cached_property
    def up(self) -> tuple[Exhibit, ...]:
        return tuple(one for one in self.exhibits if one.key not in self.down)

    def round_at(self, at: datetime, screen: Screen) -> tuple[Exhibit, ...]:
        return Schedule(self.up, self.starter, screen).round_at(at)

    def on_at(self, at: datetime, screen: Screen) -> tuple[Exhibit, ...]:
        return Schedule(self.up, self.starter, screen).on_at(at)

    def said_of(self, exhibit: Exhibit, at: datetime, screen: Screen) -> tuple[bool, tuple[str, ...]]:
        """Whether it shows, and why, in sentences."""
        if exhibit.key in self.down:
            return False, (words.STAYS_DOWN,)
        answer = why(exhibit, at, screen, self.up, self.starter)
        return answer.is_on, why_words.said(exhibit, answer)


class Programme:
    """What it read of a built version it keeps: a version never changes."""

    def __init__(self, desk: PackDesk, drafts: Drafts) -> None:
        self._desk, self._drafts = desk, drafts
        self._kept: OrderedDict[str, Contents] = OrderedDict()
        self._keeping = Lock()
        self._starter: tuple[Exhibit, ...] = ()

    def hall(self) -> Scene:
        """Blocks. Raises PackLost, OSError."""
        return self._scene([self.contents(one) for one in self._desk.playing()])

    def with_draft(self, pack: str) -> Scene:
        """As if this draft were published now. Raises PackRejected, PackRefused, PackLost, OSError."""
        playing = [one for one in self._desk.playing() if one.pack != pack]
        drafted = Contents(self._drafts.manifest(pack, "0"), ())
        return self._scene([*(self.contents(one) for one in playing), drafted])

    def contents(self, version: Version) -> Contents:
        """Raises PackLost, OSError, PackRejected."""
        with self._keeping:
            if version.digest in self._kept:
                self._kept.move_to_end(version.digest)
                return self._kept[version.digest]
        with self._desk.opened(version) as file, zipfile.ZipFile(file) as archive:
            manifest = parse_manifest(archive.read(MANIFEST).decode())
            found = Contents(manifest, tuple((one.id, _digest(archive, one.file)) for one in manifest.entries))
        with self._keeping:
            self._kept[version.digest] = found
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return found

    def down_of(self, contents: Contents) -> list[str]:
        """Its items that stay down."""
        name = contents.manifest.name
        files = contents.files or tuple((one.id, "") for one in contents.manifest.entries)
        return down_among(self._desk.tombstones(), name, files)

    def _scene(self, found: Sequence[Contents]) -> Scene:
        if not self._starter:
            self._starter = open_pack(STARTER, decode=False).exhibits
        exhibits = tuple(exhibit for one in found for exhibit in exhibits_of(one.manifest))
        down = frozenset(f"{one.manifest.name}/{item}" for one in found for item in self.down_of(one))
        return Scene(exhibits, down, self._starter)


def exhibits_of(manifest: Manifest) -> Iterable[Exhibit]:
    """What of a manifest is planned; banks are asked, not shown. Their files are not looked at."""
    for entry in manifest.entries:
        if entry.kind is not ExhibitKind.BANK and not _is_nowhere(manifest, entry):
            yield Exhibit(
                id=entry.id, kind=entry.kind, title=entry.title, path=Path(entry.file), pack=manifest.name,
                pack_version=manifest.version, heading=entry.heading, source=entry.source,
                source_date=entry.source_date, showing=entry.showing, seconds=entry.seconds, attract=entry.attract,
                demo=entry.demo, profiles=_both(manifest.profiles, entry.profiles),
                screens=_both(manifest.screens, entry.screens), weight=entry.weight, playlist=entry.playlist,
                interrupt=entry.interrupt, consent=entry.consent, consent_until=entry.consent_until,
                check_by=entry.check_by, pack_showing=manifest.showing,
            )  # fmt: skip


def _is_nowhere(manifest: Manifest, entry: Entry) -> bool:
    pairs = ((manifest.profiles, entry.profiles), (manifest.screens, entry.screens))
    return any(pack and item and not pack & item for pack, item in pairs)


def _both(pack: frozenset[str], item: frozenset[str]) -> frozenset[str]:
    """Where both allow it; empty is everywhere."""
    return pack & item if pack and item else pack or item


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
