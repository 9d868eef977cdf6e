"""Ask the preview worker for a picture, and get it: one at a time, in words when it comes to nothing.

    preview = Preview()
    png = preview.picture(Asked("lane", "portrait", "elder", "2026-12-01T09:30"), folder_of_the_pack)

All of it blocks; call it on a thread. `gone` is asked while it waits: whoever wanted the picture has left.
Under systemd the worker is a user of its own behind `SOCKET`; where that socket is not, a child of this process.
"""

from __future__ import annotations

import hashlib
import logging
import os
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from socket import AF_UNIX, SOCK_STREAM, socket, socketpair

from content.pack.entry import MANIFEST
from content.pack.papers import PAPERS
from kiosk.core.limited.given import given as kernel_gives
from kiosk.features.exhibition.hall import preview_words as words
from kiosk.features.exhibition.hall.preview_stream import Ended, Gone, Late, Stream
from kiosk.features.exhibition.wire_preview import FAILED, MOST_FILES, NO_ITEM, REJECTED, TOO_SLOW, Asked

SOCKET = Path("/run/kiosk-preview/preview.sock")
COMMAND = (sys.executable, "-m", "kiosk", "preview")
SECONDS = 45.0  # for one picture; the worker itself gives up a little earlier, and says so
WAIT_SECONDS = 10.0  # for the one before
MOST_KEPT, MOST_KEPT_BYTES = 32, 32 << 20
_TRIES, _BETWEEN_SECONDS = 8, 0.25  # the worker before may still be ending, and systemd starts no second one
_PASSED = ("PATH", "LANG", "TZ", "LD_LIBRARY_PATH", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
_NO_LINK = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC

log = logging.getLogger("kiosk.exhibition")

Left = Callable[[], bool]


class NotDrawn(Exception):
    """The text says why, and what to do, in the editor's words; `why` is busy, away, gone or one of the worker's."""

    def __init__(self, why: str, text: str) -> None:
        super().__init__(text)
        self.why, self.text = why, text


@dataclass(frozen=True)
class Drawn:
    """A picture and what was found while it was drawn; see `Answer`."""

    png: bytes
    title: str
    page: int
    pages: int
    on: bool
    broken: bool


class Preview:
    """One worker at a time, whoever asks. `listening` is systemd's socket; `command` is started where it is not."""

    def __init__(
        self, listening: Path = SOCKET, command: Sequence[str] = COMMAND, seconds: float = SECONDS,
        wait_seconds: float = WAIT_SECONDS,
    ) -> None:  # fmt: skip
        self._listening, self._command = listening, tuple(command)
        self._seconds, self._wait_seconds = seconds, wait_seconds
        self._drawing = threading.Lock()
        self._kept: OrderedDict[str, Drawn] = OrderedDict()
        self._keeping = threading.Lock()

    def picture(self, asked: Asked, pack: Path, gone: Left = lambda: False) -> bytes:
        """The PNG alone. Raises NotDrawn."""
        return self.drawn(asked, pack, gone).png

    def drawn(self, asked: Asked, pack: Path, gone: Left = lambda: False) -> Drawn:
        """`pack` is its folder, or the archive it was built into. Raises NotDrawn."""
        with _opened(pack) as files:
            key = _key(asked, files)
            if kept := self._kept_of(key):
                return kept
            self._wait_for_turn(gone)
            try:
                drawn = self._ask(asked, files, gone)
            finally:
                self._drawing.release()
            self._keep(key, drawn)
            return drawn

    # -- the worker -----------------------------------------------------------------------------------------------

    def _wait_for_turn(self, gone: Left) -> None:
        until = time.monotonic() + self._wait_seconds
        while not self._drawing.acquire(timeout=0.1):
            if gone():
                raise NotDrawn("gone", "")
            if time.monotonic() > until:
                raise NotDrawn("busy", words.BUSY)

    def _ask(self, asked: Asked, files: _Files, gone: Left) -> Drawn:
        until = time.monotonic() + self._seconds
        for _ in range(_TRIES):
            with self._worker() as connection:
                stream = Stream(connection, until, gone)
                try:
                    if stream.is_heard():
                        return self._answered(stream, asked, files)
                except Gone:
                    raise NotDrawn("gone", "") from None
                except Late:
                    raise NotDrawn(TOO_SLOW, words.too_slow(stream.title or asked.item, self._seconds)) from None
                except (Ended, OSError):
                    raise NotDrawn(FAILED, words.ended(stream.title or asked.item)) from None
            time.sleep(_BETWEEN_SECONDS)
        raise NotDrawn("away", words.AWAY)

    def _answered(self, stream: Stream, asked: Asked, files: _Files) -> Drawn:
        """Raises NotDrawn, Gone, Late, Ended, OSError."""
        stream.send(asked, files.names, files.batches())
        answer, png = stream.answer()
        item = stream.title or asked.item
        if answer.refused == REJECTED:
            raise NotDrawn(REJECTED, words.rejected(answer.reason[:400]))
        if answer.refused == NO_ITEM:
            raise NotDrawn(NO_ITEM, words.NO_ITEM)
        if answer.refused == TOO_SLOW:
            raise NotDrawn(TOO_SLOW, words.too_slow(item, self._seconds))
        if answer.refused or not png:
            raise NotDrawn(FAILED, words.ended(item))
        return Drawn(png, answer.title, answer.page, answer.pages, answer.on, answer.broken)

    @contextmanager
    def _worker(self) -> Iterator[socket]:
        """A stream to one that was just started. Raises NotDrawn."""
        if not self._listening.exists():
            yield from self._child()
            return
        with socket(AF_UNIX, SOCK_STREAM) as connection:
            try:
                connection.connect(str(self._listening))
            except OSError as error:
                raise NotDrawn("away", words.AWAY) from error
            yield connection

    def _child(self) -> Iterator[socket]:
        _note_whose_it_is()
        mine, theirs = socketpair(AF_UNIX, SOCK_STREAM)
        with mine, tempfile.TemporaryDirectory(prefix="kiosk-preview-", ignore_cleanup_errors=True) as own:
            with theirs:
                child = subprocess.Popen(
                    self._command, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                    env=_environment(own), start_new_session=True,
                )  # fmt: skip
            try:
                yield mine
            finally:
                child.kill()
                child.wait()

    # -- what was drawn before ------------------------------------------------------------------------------------

    def _kept_of(self, key: str) -> Drawn | None:
        with self._keeping:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: str, drawn: Drawn) -> None:
        with self._keeping:
            self._kept[key] = drawn
            while len(self._kept) > MOST_KEPT or sum(len(one.png) for one in self._kept.values()) > MOST_KEPT_BYTES:
                self._kept.popitem(last=False)


def _environment(own: str) -> dict[str, str]:
    """Of a child: where its program and libraries are, nothing else that this process was given."""
    return {key: os.environ[key] for key in _PASSED if key in os.environ} | {"TMPDIR": own}


@cache
def _note_whose_it_is() -> None:
    """Once a process, in the journal."""
    lacks = "" if kernel_gives().landlock else "; this kernel has no Landlock, so nothing shuts it off from our files"
    log.warning("previews are drawn by a child of this user, since there is no %s%s", SOCKET, lacks)


# -- the pack's files -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _File:
    name: str  # empty: an archive
    folder: int  # descriptor of the folder it lies in, or -1
    path: str  # in that folder
    seen: tuple[int, ...]  # inode, size, time; of what is written anew what it holds


class _Files:
    """What a pack is made of. Each file is opened in its folder, never by a way through a link, and handed on."""

    def __init__(self, found: Sequence[_File]) -> None:
        self.found = found

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.found]

    def batches(self) -> Iterator[int]:
        """A descriptor after the other; each is closed when the next is asked for. Raises OSError."""
        for one in self.found:
            opened = os.open(one.path, _NO_LINK, dir_fd=one.folder if one.folder >= 0 else None)
            try:
                yield opened
            finally:
                os.close(opened)


@contextmanager
def _opened(pack: Path) -> Iterator[_Files]:
    """Raises NotDrawn."""
    folders: list[int] = []
    try:
        if pack.is_dir():
            yield _Files(sorted(_walked(pack, folders), key=_by_name))
        else:
            yield _Files([_File("", -1, str(pack), _seen(pack.stat(follow_symlinks=False)))])
    except OSError as error:
        raise NotDrawn(REJECTED, words.rejected(os.strerror(error.errno or 0))) from error
    finally:
        for descriptor in folders:
            with suppress(OSError):
                os.close(descriptor)


def _walked(pack: Path, folders: list[int]) -> Iterator[_File]:
    count = 0
    for place, _, names, descriptor in os.fwalk(pack, follow_symlinks=False):
        kept = os.dup(descriptor)
        folders.append(kept)
        for name in names:
            told = (Path(place) / name).relative_to(pack).as_posix()
            found = os.stat(name, dir_fd=kept, follow_symlinks=False)
            if stat.S_ISLNK(found.st_mode):
                raise NotDrawn(REJECTED, words.is_link(told))
            if stat.S_ISREG(found.st_mode):
                count += 1
                if count > MOST_FILES or len(folders) > MOST_FILES // 16:
                    raise NotDrawn(REJECTED, words.too_many_files(MOST_FILES))
                is_written = told in (MANIFEST, PAPERS)  # anew each time a draft is laid out, its other files are links
                yield _File(told, kept, name, _content(kept, name) if is_written else _seen(found))


def _by_name(file: _File) -> tuple[bool, str]:
    """The manifest first: what stands behind it may find no room any more."""
    return "/" in file.name, file.name


def _seen(found: os.stat_result) -> tuple[int, ...]:
    return found.st_ino, found.st_size, found.st_mtime_ns


def _content(folder: int, name: str) -> tuple[int, ...]:
    """Known by what it holds. Raises OSError."""
    with os.fdopen(os.open(name, _NO_LINK, dir_fd=folder), "rb") as file:
        return tuple(hashlib.file_digest(file, "sha256").digest())


def _key(asked: Asked, files: _Files) -> str:
    told = repr((asked, [(one.name, one.seen) for one in files.found]))
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()
