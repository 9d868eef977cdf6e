"""The banks of what the hall keeps: in which version a question stands, and how a bank is called.

    published = Published(desk, banks)
    published.version_of("spring/item-3", "12")     # eight hexadecimal digits; raises PackRefused
    published.titles()                              # {"spring/item-3": "冬季题库", …, "checkup": "党性体检", …}
    published.playing()                             # every bank that the hall's screens may ask

A terminal's own folder may hold banks of which the hall knows nothing: of them it says nothing either.
"""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Lock

from content.banks.model import Bank, BankRejected
from content.banks.table_reader import read_bank
from content.kinds.kind import ExhibitKind
from content.pack.entry import MANIFEST, NAME, Entry, Manifest, PackRejected
from content.pack.manifest import parse_manifest, read_manifest
from content.pack.open import STARTER as STARTER_ROOT
from content.pack.papers import PAPERS, Papers, parse_papers, read_papers
from kiosk.core.banks.reading import read_file
from kiosk.features.exhibition.hall.banks.kept import Banks
from kiosk.features.exhibition.hall.desk import STARTER, PackDesk, PackRefused, Version
from kiosk.features.exhibition.hall.shelf import PackLost

log = logging.getLogger(__name__)

MOST_MANIFESTS = 200
MOST_QUESTIONS = 100_000
"""Held in memory at once, with those of the bank that goes beyond: 200 MB of the hall service's 1 GB."""
_UNREAD = (BankRejected, PackLost, zipfile.BadZipFile, OSError)


def parts_of(bank: str) -> tuple[str, str]:
    """The pack and the item of a bank's name. Raises PackRefused."""
    pack, _, item = bank.partition("/")
    if not NAME.fullmatch(pack) or not NAME.fullmatch(item):
        raise PackRefused("unknown")
    return pack, item


class Published:
    """Blocks: a bank that was not read a moment ago is read by a child."""

    def __init__(self, desk: PackDesk, banks: Banks) -> None:
        self._desk, self.banks = desk, banks
        self._playing: dict[tuple[str, str], Bank] = {}
        self._manifests: dict[str, tuple[Manifest, Papers]] = {}
        self._reading = Lock()

    def version_of(self, bank: str, question: str) -> str:
        """Of its wording where it plays, or else in the newest version that has it; empty where the hall has no such
        bank, or cannot read it. Raises PackRefused: it can, and the question is in none.
        """
        pack, item = parts_of(bank)
        readable = False
        for read_it in self._of(pack, item):
            try:
                found = read_it()
            except (*_UNREAD, PackRejected) as error:
                log.warning("bank %s not read: %s", bank, type(error).__name__)
                continue
            readable = True
            for one in found:
                if one.id == question:
                    return one.version
        if readable:
            raise PackRefused("no_such_question")
        return ""

    def playing(self) -> tuple[Bank, ...]:
        """Of the packs that play, and the starter's; the same objects as long as none is another. One that cannot be
        read is left out, as are those beyond `MOST_QUESTIONS`.
        """
        with self._reading:
            found: dict[tuple[str, str], Bank] = {}
            for key, name, read_it in self._that_play():
                if sum(map(len, found.values())) >= MOST_QUESTIONS:
                    log.warning("bank %s not read: the others hold %d questions", name, MOST_QUESTIONS)
                    continue
                before = self._playing.get((key, name))
                try:
                    found[key, name] = read_it() if before is None else before
                except (*_UNREAD, PackRejected) as error:
                    log.warning("bank %s not read: %s", name, type(error).__name__)
            self._playing = found
            return tuple(found.values())

    def _that_play(self) -> Iterator[tuple[str, str, Callable[[], Bank]]]:
        """Of each bank the version that it is of, its name, and what reads it."""
        for entry in read_manifest(STARTER_ROOT).entries:
            if entry.kind is ExhibitKind.BANK:
                name = f"{STARTER}/{entry.id}"
                yield STARTER, name, partial(_of_starter, entry, name)
        for version in self._desk.playing():
            try:
                entries = self._manifest(version).entries
            except (*_UNREAD, PackRejected) as error:
                log.warning("pack %s not read: %s", version.pack, type(error).__name__)
                continue
            for entry in entries:
                if entry.kind is ExhibitKind.BANK:
                    name = f"{version.pack}/{entry.id}"
                    yield version.digest, name, partial(self._read, version, entry.id, name)

    def titles(self) -> dict[str, str]:
        """Of banks and papers that play; the starter's give way. Raises OSError."""
        known = [(read_manifest(STARTER_ROOT), read_papers(STARTER_ROOT))]
        for version in self._desk.playing():
            try:
                known.append(self._known(version))
            except (*_UNREAD, PackRejected) as error:
                log.warning("pack %s not read: %s", version.pack, type(error).__name__)
        found = {plan.name: plan.title for _, papers in known for plan in papers.plans}
        for manifest, _ in known:
            banks = (entry for entry in manifest.entries if entry.kind is ExhibitKind.BANK)
            found |= {f"{manifest.name}/{entry.id}": entry.title for entry in banks}
        return found

    def _of(self, pack: str, item: str) -> Iterator[Callable[[], Bank]]:
        """What reads the bank in each version of its pack, the one that plays first."""
        name = f"{pack}/{item}"
        if pack == STARTER:
            entry = _entry(read_manifest(STARTER_ROOT), item)
            if entry:
                yield partial(_of_starter, entry, name)
            return
        versions = [one for one in self._desk.versions() if one.pack == pack and one.state != "cleared"]
        for version in sorted(versions, key=lambda one: one.state != "playing"):
            yield partial(self.banks.once, (version.digest, name), partial(self._read, version, item, name))

    def _read(self, version: Version, item: str, name: str) -> Bank:
        """Without the bank in it: none. Raises BankRejected, PackLost, PackRejected, zipfile.BadZipFile."""
        entry = _entry(self._manifest(version), item)
        if entry is None:
            return Bank(name, ())
        with self._desk.opened(version) as file, zipfile.ZipFile(file) as archive:
            content = archive.read(entry.file)
        return read_file(Path(entry.file), content, name)

    def _manifest(self, version: Version) -> Manifest:
        """Raises PackLost, PackRejected, zipfile.BadZipFile."""
        return self._known(version)[0]

    def _known(self, version: Version) -> tuple[Manifest, Papers]:
        """A version never changes: its file is hashed once. Raises PackLost, PackRejected, zipfile.BadZipFile."""
        known = self._manifests.get(version.digest)
        if known is None:
            with self._desk.opened(version) as file, zipfile.ZipFile(file) as archive:
                manifest = parse_manifest(archive.read(MANIFEST).decode())
                papers = parse_papers(archive.read(PAPERS)) if PAPERS in archive.namelist() else Papers()
            known = manifest, papers
            if len(self._manifests) >= MOST_MANIFESTS:
                self._manifests.clear()
            self._manifests[version.digest] = known
        return known


def _of_starter(entry: Entry, name: str) -> Bank:
    """It came with the program, and needs no child."""
    return read_bank(STARTER_ROOT / entry.file, name)


def _entry(manifest: Manifest, item: str) -> Entry | None:
    return next((one for one in manifest.entries if one.id == item and one.kind is ExhibitKind.BANK), None)
