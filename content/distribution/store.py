"""The releases that a screen keeps: the one it shows, the one before, and what is arriving. One folder, no database.

    store = ReleaseStore(folder, hall)                 # `hall`: which hall its offers come from
    store.hear(offer)                                  # False: it is older than the one heard before
    for blob in store.missing(release): …              # with store.arriving(blob) as part: part.write(…)
    store.stage(release)                               # every hash anew, linked together, on the disk
    store.activate(release, "hall", now)               # one `os.replace`: the old one or the new one, never neither

    offer.json                   what the hall said last
    state.json                   the pointer: what shows, what showed before, what is refused here
    blobs/<SHA-256>              whole; <SHA-256>.part is arriving
    releases/<id>/<pack>/…       a release laid out, its files linked to the blobs

A process killed between any two writes leaves the old release or the new one, and nothing that a later start does not
clean away.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from content.distribution.disk import sync_folder, write_all, write_whole
from content.distribution.release import (
    EMPTY,
    Blob,
    Down,
    Offer,
    PackHead,
    Release,
    ReleaseRefused,
    Withdrawn,
    parse_contents,
    parse_offer,
    parse_release,
    unique,
)  # fmt: skip

log = logging.getLogger(__name__)

HALL, STICK = "hall", "stick"
MOST_REFUSED = 50
_CHUNK = 1 << 20
_HASH_NAME = 64

Heard = Callable[[int, int], None]


class BlobWrong(Exception):
    """What arrived is not what its hash says; nothing of it is kept. The message is the hash."""


class NothingBefore(Exception):
    """There is no release to go back to."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A release of this screen. ``since``: ISO time at which it began to show; ``source``: hall or stick;
    ``proven``: it ran for a while without ending the program.
    """

    id: str
    since: str
    source: str = HALL
    proven: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """``refused``: release -> why it is not shown here, for the keeper."""

    active: Kept | None = None
    previous: Kept | None = None
    refused: tuple[tuple[str, str], ...] = ()

    def why_refused(self, release: str) -> str | None:
        return dict(self.refused).get(release)


class ReleaseStore:
    """May be used from several threads."""

    def __init__(self, folder: Path, hall: str = "") -> None:
        self._folder, self._hall = folder, hall
        self._blobs, self._releases = folder / "blobs", folder / "releases"
        self._offer_file, self._state_file = folder / "offer.json", folder / "state.json"
        self._lock = threading.RLock()
        self._heard = self._read_offer()
        self._state = self._read_state()

    # -- what is known ------------------------------------------------------------------------------------------------

    @property
    def offer(self) -> Offer | None:
        """What the hall said last; None: nothing yet, or it was another hall."""
        return self._heard[0] if self._heard and self._heard[1] == self._hall else None

    @property
    def down(self) -> tuple[Down, ...]:
        """What stays down, also as a hall said it to which this screen belongs no more: what it brought still shows."""
        return self._heard[0].down if self._heard else ()

    @property
    def withdrawn(self) -> tuple[Withdrawn, ...]:
        """Questions that are asked no more, likewise."""
        return self._heard[0].withdrawn if self._heard else ()

    @property
    def state(self) -> State:
        return self._state

    def release(self, number: str) -> Release:
        """One that is laid out. Raises ReleaseRefused, OSError."""
        try:
            told = json.loads((self._releases / number / "release.json").read_bytes())
        except ValueError as error:
            raise ReleaseRefused(f"release {number[:12]}") from error
        found = parse_release(told)
        if found.id != number:
            raise ReleaseRefused(f"release {number[:12]}")
        return found

    def roots(self) -> tuple[Path, ...]:
        """The pack folders of the release that shows, by name."""
        active = self._state.active
        if active is None or active.id == EMPTY.id:
            return ()
        try:
            return tuple(self._releases / active.id / head.name for head in self.release(active.id).packs)
        except (ReleaseRefused, OSError) as error:
            log.error("the release that should show cannot be read: %s", error)
            return ()

    def hear(self, offer: Offer) -> bool:
        """Remember what the hall says; False: it is older than what it said before, and nothing is changed.

        Raises OSError.
        """
        with self._lock:
            before = self.offer
            if before and offer.serial < before.serial:
                return False
            if offer != before:
                told = json.dumps(offer.to_plain() | {"hall": self._hall}, ensure_ascii=False)
                self._made()
                write_whole(self._offer_file, told.encode("utf-8", "surrogatepass"))
                if before is None or offer.published > before.published:
                    self._forgive(offer.release.id)  # published again: the keeper means it
                self._heard = offer, self._hall
            return True

    # -- what arrives -------------------------------------------------------------------------------------------------

    def missing(self, blobs: tuple[Blob, ...]) -> tuple[Blob, ...]:
        """Those that are not here, each once."""
        return tuple(one for one in unique(blobs) if not self._has(one))

    def contents(self, release: Release) -> tuple[Blob, ...]:
        """The lists of its files."""
        return unique(head.contents for head in release.packs)

    def files(self, release: Release) -> tuple[Blob, ...]:
        """All its files, each once; its contents have arrived. Raises ReleaseRefused, OSError."""
        return unique(one for head in release.packs for one in self._contents_of(head.contents).values())

    def files_of(self, pack: PackHead) -> dict[str, Blob]:
        """Those of one pack of a release, by their names in it. Raises as `files` does."""
        return self._contents_of(pack.contents)

    @contextmanager
    def arriving(self, blob: Blob) -> Iterator[Part]:
        """What came of it so far is kept when the sender stops in the middle. Raises OSError, BlobWrong."""
        self._made()
        part = Part(self._blobs / f"{blob.digest}.part", self._blobs / blob.digest, blob)
        try:
            yield part
        finally:
            part.close()

    def bytes_on_the_way(self) -> int:
        """Of files that are not whole yet."""
        parts = self._blobs.glob("*.part") if self._blobs.is_dir() else ()
        return sum(path.stat().st_size for path in parts)

    # -- what shows ---------------------------------------------------------------------------------------------------

    def stage(self, release: Release, done: Heard = lambda _done, _all: None) -> Path:
        """Lay it out below a name that nothing looks at yet: every hash is computed anew, the disk has it all.

        Raises BlobWrong (what is wrong is removed, to arrive again), ReleaseRefused, OSError.
        """
        draft = self._releases / f".{release.id}"
        self._made()
        _remove(draft)
        draft.mkdir()
        total, so_far = sum(one.bytes for one in self.files(release)), 0
        good: set[str] = set()
        for head in release.packs:
            root = draft / head.name
            root.mkdir()
            for name, blob in self._contents_of(head.contents).items():
                if blob.digest not in good:
                    self._check(blob)
                    good.add(blob.digest)
                    so_far += blob.bytes
                    done(so_far, total)
                target = root / name
                target.parent.mkdir(parents=True, exist_ok=True)
                _link_or_copy(self._blobs / blob.digest, target)
            for folder, _, _ in os.walk(root):
                sync_folder(Path(folder))
        write_whole(draft / "release.json", json.dumps(release.to_plain(), ensure_ascii=False).encode())
        return draft

    def settle(self, release: Release) -> None:
        """What is laid out and looked at gets its own name. Raises OSError."""
        final = self._releases / release.id
        if final.exists():
            _remove(final)  # not the one that shows: that one is not staged anew
        os.rename(self._releases / f".{release.id}", final)  # noqa: PTH104  (as in disk.py)
        sync_folder(self._releases)

    def activate(self, release: Release, source: str, now: datetime) -> None:
        """From here on it is what shows. Raises OSError; then the old one goes on."""
        with self._lock:
            state, kept = self._state, Kept(release.id, now.isoformat(timespec="seconds"), source)
            if state.active and state.active.id == release.id:
                return
            self._write(replace(state, active=kept, previous=state.active))

    def back(self, now: datetime, why: str) -> Kept | None:
        """The release before shows again, or none; the one of now stays refused until the hall publishes anew.

        Raises NothingBefore, OSError.
        """
        with self._lock:
            state = self._state
            if state.active is None:
                raise NothingBefore
            again = replace(state.previous, since=now.isoformat(timespec="seconds")) if state.previous else None
            refused = ((state.active.id, why), *state.refused)[:MOST_REFUSED]
            self._write(State(again, None, refused))
            return again

    def refuse(self, release: str, why: str) -> None:
        """It cannot be shown here; ``why`` is for the keeper. Raises OSError."""
        with self._lock:
            others = tuple(one for one in self._state.refused if one[0] != release)
            self._write(replace(self._state, refused=((release, why), *others)[:MOST_REFUSED]))

    def prove(self) -> None:
        """The release that shows has run for a while. Raises OSError."""
        with self._lock:
            active = self._state.active
            if active and not active.proven:
                self._write(replace(self._state, active=replace(active, proven=True)))

    def sweep(self) -> int:
        """Remove what neither the active release, the one before nor the newest offer names; how many files.

        Only while nothing is staged. Raises OSError.
        """
        with self._lock:
            state = self._state
            kept = {one.id for one in (state.active, state.previous) if one}
            gone = 0
            for path in self._releases.iterdir() if self._releases.is_dir() else ():
                if path.name not in kept:
                    _remove(path)
                    gone += 1
            named = self._named(kept)
            for path in self._blobs.iterdir() if self._blobs.is_dir() else ():
                if path.name[:_HASH_NAME] not in named:
                    path.unlink(missing_ok=True)
                    gone += 1
            for left in self._folder.glob(".*.json.*"):
                left.unlink(missing_ok=True)
            return gone

    # -- files --------------------------------------------------------------------------------------------------------

    def _made(self) -> None:
        for folder in (self._folder, self._blobs, self._releases):
            folder.mkdir(mode=0o755, parents=True, exist_ok=True)

    def _has(self, blob: Blob) -> bool:
        try:
            return (self._blobs / blob.digest).stat().st_size == blob.bytes
        except FileNotFoundError:
            return False

    def _contents_of(self, blob: Blob) -> dict[str, Blob]:
        return parse_contents((self._blobs / blob.digest).read_bytes())

    def _check(self, blob: Blob) -> None:
        path = self._blobs / blob.digest
        with path.open("rb") as file:
            right = hashlib.file_digest(file, "sha256").hexdigest() == blob.digest
        if not right or path.stat().st_size != blob.bytes:
            path.unlink()
            raise BlobWrong(blob.digest)

    def _named(self, releases: set[str]) -> set[str]:
        """Hashes that must stay: of releases laid out, and what the newest offer is about to bring."""
        found: set[str] = set()
        wanted = [self.offer.release] if self.offer else []
        for number in releases - {EMPTY.id}:
            with suppress(ReleaseRefused, OSError):
                wanted.append(self.release(number))
        for release in wanted:
            for head in release.packs:
                found.add(head.contents.digest)
                with suppress(ReleaseRefused, OSError):
                    found |= {one.digest for one in self._contents_of(head.contents).values()}
        return found

    # -- the two small files ------------------------------------------------------------------------------------------

    def _forgive(self, release: str) -> None:
        if self._state.why_refused(release) is None:
            return
        self._write(replace(self._state, refused=tuple(one for one in self._state.refused if one[0] != release)))

    def _write(self, state: State) -> None:
        plain: dict[str, Any] = asdict(state)
        self._made()
        write_whole(self._state_file, json.dumps(plain, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        self._state = state

    def _read_state(self) -> State:
        told = _read(self._state_file)
        try:
            active, previous = (Kept(**told[name]) if told.get(name) else None for name in ("active", "previous"))
            refused = tuple((str(one), str(why)) for one, why in told.get("refused", ()))
        except (TypeError, ValueError, AttributeError):
            log.error("%s was damaged: the starter shows until the hall has brought its packs anew", self._state_file)
            return State()
        return State(active, previous, refused)

    def _read_offer(self) -> tuple[Offer, str] | None:
        """With the hall that made it."""
        told = _read(self._offer_file)
        if not told:
            return None
        try:
            return parse_offer(told), str(told.get("hall", ""))
        except ReleaseRefused as refused:
            log.error("%s was damaged (%s): the hall is asked again", self._offer_file, refused)
            return None


class Part:
    """A file that is arriving: ``offset`` bytes of it are here."""

    def __init__(self, path: Path, whole: Path, blob: Blob) -> None:
        self._path, self._whole, self._blob = path, whole, blob
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        self.offset = os.fstat(self._handle).st_size
        if self.offset > blob.bytes:
            self.begin_anew()
        os.lseek(self._handle, self.offset, os.SEEK_SET)

    def begin_anew(self) -> None:
        """What came so far is worth nothing."""
        os.ftruncate(self._handle, 0)
        os.lseek(self._handle, 0, os.SEEK_SET)
        self.offset = 0

    def write(self, piece: bytes | memoryview) -> None:
        """Raises BlobWrong: more comes than there is; OSError."""
        if self.offset + len(piece) > self._blob.bytes:
            self._drop()
            raise BlobWrong(self._blob.digest)
        write_all(self._handle, piece)
        self.offset += len(piece)

    @property
    def is_whole(self) -> bool:
        return self.offset == self._blob.bytes

    def finish(self) -> None:
        """All bytes are here: they are what they should be, and on the disk. Raises BlobWrong, OSError."""
        digest, at = hashlib.sha256(), 0
        while piece := os.pread(self._handle, _CHUNK, at):
            digest.update(piece)
            at += len(piece)
        if at != self._blob.bytes or digest.hexdigest() != self._blob.digest:
            self._drop()
            raise BlobWrong(self._blob.digest)
        os.fsync(self._handle)
        os.replace(self._path, self._whole)  # noqa: PTH105  (as in disk.py)
        sync_folder(self._whole.parent)

    def close(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def _drop(self) -> None:
        self._path.unlink(missing_ok=True)


def _read(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError):
        log.exception("%s cannot be read", path)
        return {}
    return told if isinstance(told, dict) else {}


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without links
        shutil.copyfile(source, target)
        handle = os.open(target, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
