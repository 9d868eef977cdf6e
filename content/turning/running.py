"""Another program, run on one file in a folder of its own: for so long, one at a time, and nothing left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from content.turning import words

Enclosing = Callable[..., Sequence[str]]
"""What stands before a command that may use this folder and nothing else, but read the files named after it."""

_ONE_AT_A_TIME = threading.Lock()
"""LibreOffice takes 200 MB, ffmpeg of a film as telephones make it 300; the hall has 1 GB for all it does."""


class NotTurned(Exception):
    """The message is for the keeper, in Chinese: what to do instead."""


def unwalled(_folder: Path, *_readable: Path) -> Sequence[str]:
    """For files of one's own, as in tests and by hand."""
    return ()


@contextmanager
def folder(where: Path | None = None) -> Iterator[Path]:
    """Gone with the block, whatever was written into it."""
    path = Path(tempfile.mkdtemp(prefix="turning-", dir=where))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def run(command: Sequence[str], folder: Path, enclosing: Enclosing, seconds: float, *readable: Path) -> None:
    """Whether anything came of it shows in the folder. Raises NotTurned when it took too long."""
    with _ONE_AT_A_TIME:
        child = subprocess.Popen(
            [*enclosing(folder, *readable), *command], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
            env={"HOME": str(folder), "TMPDIR": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        )  # fmt: skip
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            raise NotTurned(words.TOO_SLOW) from None
        finally:
            with suppress(ProcessLookupError):  # what it started goes with it
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def made(path: Path, most_bytes: int) -> bytes:
    """What the program wrote: a file of its own, no link. Raises NotTurned."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(descriptor, "rb") as stream:  # noqa: PTH123
            content = stream.read(most_bytes + 1)
    except OSError as error:
        raise NotTurned(words.NOT_TURNED) from error
    if len(content) > most_bytes:
        raise NotTurned(words.too_large(most_bytes >> 20))
    if not content:
        raise NotTurned(words.NOT_TURNED)
    return content
