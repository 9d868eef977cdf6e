"""The machine as the root side touches it: its commands, its users, its files. Tests put another one in its place.

    system = System()
    system.run(["systemctl", "reboot"])
    system.write(Path("/etc/kiosk/turned"), "left\n")

What belongs to a service's own user is written by a process that is that user (`as_owner`), never by root: a link that
was planted in its folder leads nowhere its own rights would not (docs/security.md).
"""

from __future__ import annotations

import json
import logging
import os
import pwd
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from kiosk import toml_file
from kiosk.apps.first_start import root_words as words

PROJECT = Path(__file__).resolve().parents[3]
SHORT_SECONDS = 30.0
OWNER_SECONDS = 120.0  # the password's hash on a small machine, and ten seconds for a hall that does not answer
STATE_MODE = 0o750  # StateDirectoryMode of kiosk-terminal.service and kiosk-board.service

log = logging.getLogger(__name__)


class Refused(Exception):
    """It was not done: why, for the screen, and which answer (a field of `wire.Answers`) is at fault, or ""."""

    def __init__(self, reason: str, field: str = "") -> None:
        super().__init__(reason)
        self.reason, self.field = reason, field


@dataclass(frozen=True)
class Ran:
    """How a command ended. 124: in time it did not; 127: there is no such command."""

    status: int
    out: str = ""
    err: str = ""

    @property
    def last_words(self) -> str:
        """The last line it said, on stderr or else on stdout."""
        return next((line.strip() for line in reversed((self.out + "\n" + self.err).splitlines()) if line.strip()), "")


class System:
    """Everything below `root`; commands run on the machine itself."""

    def __init__(self, root: Path = Path("/")) -> None:
        self.root = root

    def path(self, place: Path | str) -> Path:
        """Where `/etc/kiosk/turned` really lies."""
        return self.root / str(place).lstrip("/")

    def uid_gid(self, user: str) -> tuple[int, int]:
        """Raises KeyError: there is no such user."""
        known = pwd.getpwnam(user)
        return known.pw_uid, known.pw_gid

    # -- commands -----------------------------------------------------------------------------

    def run(self, command: Sequence[str], *, stdin: str = "", user: str = "", seconds: float = SHORT_SECONDS) -> Ran:
        """Run to its end, as root or as `user` with that user's group alone. Never raises for how it ended."""
        try:
            done = subprocess.run(
                command, input=stdin, capture_output=True, encoding="utf-8", errors="replace", timeout=seconds,
                check=False, cwd=PROJECT, **self.becoming(user),
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return Ran(124, err=f"{command[0]}: no end after {seconds:g} s")
        except OSError as error:
            return Ran(127, err=str(error))
        return Ran(done.returncode, done.stdout, done.stderr)

    def follow(self, command: Sequence[str]) -> Iterator[str]:
        """The lines of a long command as they come. Raises Refused with its last words when it failed."""
        with TemporaryFile("w+", encoding="utf-8", errors="replace") as said:  # a full pipe would halt it
            with subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=said, stdin=subprocess.DEVNULL, encoding="utf-8",
                errors="replace", cwd=PROJECT,
            ) as process:  # fmt: skip
                assert process.stdout is not None
                yield from process.stdout
            said.seek(0)
            last = Ran(process.returncode, err=said.read()).last_words
        if process.returncode:
            raise Refused(last or f"{command[0]}: {process.returncode}")

    def as_owner(self, user: str, order: dict[str, Any]) -> dict[str, Any]:
        """What `as_owner` does as `user`, its secrets on stdin, where no process list shows them. Raises Refused."""
        command = [sys.executable, "-m", "kiosk.apps.first_start.as_owner"]
        ran = self.run(command, stdin=json.dumps(order), user=user, seconds=OWNER_SECONDS)
        try:
            answer: dict[str, Any] = json.loads(ran.out.splitlines()[-1])
        except (ValueError, IndexError):
            log.error("%s as %s: %s: %s", order["do"], user, ran.status, ran.err)
            raise Refused(ran.last_words) from None
        if "refused" in answer:
            raise Refused(str(answer["refused"]), str(answer.get("field", "")))
        return answer

    def becoming(self, user: str) -> dict[str, Any]:
        """What subprocess.Popen needs for it: never back to root, since no id of the process stays behind."""
        if not user:
            return {}
        uid, gid = self.uid_gid(user)
        return {"user": uid, "group": gid, "extra_groups": (), "umask": 0o077}

    # -- files --------------------------------------------------------------------------------

    def read(self, place: Path | str) -> str:
        """Empty when it is not there, in whatever encoding people's editors left it; what is no text is replaced."""
        with suppress(OSError):
            data = self.path(place).read_bytes()
            try:
                return toml_file.text_of(data)
            except toml_file.TomlRefused:
                return data.decode(errors="replace")
        return ""

    def write(self, place: Path | str, text: str, mode: int = 0o644) -> None:
        """Whole or not at all, on the disk when this returns. Only in folders that are root's own. Raises OSError."""
        target = self.path(place)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
        staged = target.with_name(f".{target.name}.new")
        staged.unlink(missing_ok=True)
        fd = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
        with os.fdopen(fd, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fchmod(fd, mode)
            os.fsync(fd)
        staged.replace(target)
        _sync_folder(target.parent)

    def remove(self, place: Path | str) -> None:
        """On the disk when this returns; nothing happens when it is not there. Raises OSError."""
        self.path(place).unlink(missing_ok=True)
        _sync_folder(self.path(place).parent)

    def state_folder(self, folder: Path, user: str) -> None:
        """As systemd's StateDirectory makes it, for a service that has never run. Raises Refused, OSError.

        `folder` comes from kiosk.toml, so it may lie where somebody else may write: what was opened is what is given
        away, and only root's own or the user's.
        """
        folder.mkdir(parents=True, exist_ok=True, mode=0o755)
        uid, gid = self.uid_gid(user)
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            if os.fstat(fd).st_uid not in (os.geteuid(), uid):
                raise Refused(words.somebody_elses(str(folder)))
            os.fchown(fd, uid, gid)
            os.fchmod(fd, STATE_MODE)
        finally:
            os.close(fd)


def _sync_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
