"""Root's commands touch the folder of a service as the user it belongs to, never as root.

    become_owner_of(hall.data_dir)                        # for good: there is no way back to root
    told = asked_as_owner_of(hall.data_dir, work)         # one look, in a child that became the owner
    python -m kiosk.core.process.owner FOLDER COMMAND …   # for the shell: the command as the owner, in the folder

Whoever has got into a service can put a link where root will write or read next. As the owner a link leads nowhere
that its maker could not go by himself, so this comes before anything in the folder is opened, reading included; that
a link lies there is told by its name all the same (docs/security.md). What a command reads or writes
elsewhere goes by `kiosk.core.process.outside`. Nothing happens for anybody but root.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOST_LINKS = 40  # as many as the kernel follows (path_resolution(7))


class NotToBeTouched(Exception):
    """Root does nothing in this folder: a link was planted, or its owners do not fit. The message names the place."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a folder is: a user other than root, and that user's group."""

    uid: int
    gid: int
    name: str = ""  # empty: the machine knows no such user
    home: str = "/"


def owner_of(folder: Path) -> Owner | None:
    """In whose hands `folder` is; None where nobody but root can change it, or the way to it.

    One that is not there yet is in the hands its parent is in. Raises NotToBeTouched.
    """
    owner: os.stat_result | None = None
    open_to_others = None
    for place, found in way_to(folder):
        if found.st_uid != 0 and stat.S_ISLNK(found.st_mode):
            raise NotToBeTouched(f"{place}: 这是别人放的链接，没有跟着它走；请先看清是谁放的，再删掉它")
        if owner is not None and found.st_uid != owner.st_uid:
            whose = _name(owner.st_uid)
            raise NotToBeTouched(
                f"{place}: 属于 {_name(found.st_uid)}，却在 {whose} 的文件夹里；请先运行 chown -h {whose}: {place}"
            )
        if found.st_uid != 0:
            owner = found
        elif _others_may_change(found, itself=place == folder.absolute()):
            open_to_others = place
    if owner is None and open_to_others is not None:
        raise NotToBeTouched(f"{open_to_others}: 属于 root，别的用户却能往里写；请先运行 chmod go-w {open_to_others}")
    return None if owner is None else _account(owner)


def is_in_hands_of(owner: Owner, path: Path) -> bool:
    """Whether `owner` could put something else at `path`, or has already."""
    return any(found.st_uid == owner.uid for _, found in way_to(path))


def way_to(path: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Every folder, link and file on the way to `path`, from the root down, links followed; ends where nothing is.

    Raises OSError.
    """
    here, waiting, links = Path("/"), deque(path.absolute().parts[1:]), 0
    while waiting:
        part = waiting.popleft()
        if part == "..":
            here = here.parent
            continue
        try:
            found = (here / part).lstat()
        except (FileNotFoundError, NotADirectoryError):
            return
        yield here / part, found
        if not stat.S_ISLNK(found.st_mode):
            here /= part
            continue
        links += 1
        if links > MOST_LINKS:
            raise NotToBeTouched(f"{path}: 链接绕来绕去，没有跟着它走")
        target = (here / part).readlink()
        here = Path("/") if target.is_absolute() else here
        waiting.extendleft(reversed(target.parts[1:] if target.is_absolute() else target.parts))


def become_owner_of(folder: Path) -> None:
    """From here on this process is the owner of `folder`, and cannot be root again. Raises NotToBeTouched, OSError."""
    if os.geteuid() != 0:
        return
    owner = owner_of(folder)
    if owner is not None:
        become(owner)
    refuse_planted(folder)


def become(owner: Owner) -> None:
    """For good: the real, effective and saved ids, the groups, and what a program takes its home from."""
    os.setgid(owner.gid)
    if owner.name:
        os.initgroups(owner.name, owner.gid)
    else:
        os.setgroups([])
    os.setuid(owner.uid)
    os.umask(0o077)
    os.environ.update(HOME=owner.home, USER=owner.name, LOGNAME=owner.name)


def refuse_planted(folder: Path) -> None:
    """No link belongs in a service's folder, nor anything its service cannot use. Raises NotToBeTouched."""
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(place, name)
            if path.is_symlink():
                raise NotToBeTouched(f"{path}: 这里不该有链接，没有跟着它走；请先看清是谁放的，再删掉它")
    with suppress(FileNotFoundError, NotADirectoryError):
        for path in folder.iterdir():
            # Left by a command that an older version ran as root: SQLite would only say that it cannot open it.
            if not os.access(path, os.R_OK | os.W_OK) and path.lstat().st_uid != os.geteuid():
                whose = _name(folder.stat().st_uid)
                raise NotToBeTouched(f"{path}: 不属于 {whose}，用不了；请先运行 chown -h {whose}: {path}")


def asked_as_owner_of(folder: Path, work: Callable[[], Any]) -> Any:
    """What `work` gives, run in a child that became the owner of `folder`; plain values, as JSON carries them.

    Raises NotToBeTouched; with the child's last words where it came to nothing.
    """
    if os.geteuid() != 0:
        return work()
    owner = owner_of(folder)
    if owner is None:
        refuse_planted(folder)
        return work()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _answer(owner, folder, work, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    told = json.loads(said or b'{"refused": "-"}')
    if "refused" in told:
        raise NotToBeTouched(str(told["refused"]))
    return told["ok"]


def _answer(owner: Owner, folder: Path, work: Callable[[], Any], writing: int) -> None:
    """Never returns: nothing of the parent's runs twice."""
    try:
        become(owner)
        refuse_planted(folder)
        told = {"ok": work()}
    except Exception as error:  # whatever it was: told to the parent, who is still root and shows it
        told = {"refused": str(error) or type(error).__name__}
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(json.dumps(told).encode())
    os._exit(0)


def _account(found: os.stat_result) -> Owner:
    import pwd  # here: whoever is not root needs none of it before the first frame

    try:
        known = pwd.getpwuid(found.st_uid)
    except KeyError:
        return Owner(found.st_uid, found.st_gid)
    return Owner(known.pw_uid, known.pw_gid, known.pw_name, known.pw_dir)


def _name(uid: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _others_may_change(found: os.stat_result, *, itself: bool) -> bool:
    """Whether others may put something into a folder of root's; above the folder in question a sticky bit will do."""
    group = stat.S_IWGRP if found.st_gid != 0 else 0
    safe = not itself and found.st_mode & stat.S_ISVTX
    return stat.S_ISDIR(found.st_mode) and not safe and bool(found.st_mode & (stat.S_IWOTH | group))


def main(arguments: list[str]) -> int:
    """Never returns when all is well: the command takes this process over."""
    if len(arguments) < 2:
        print("usage: python -m kiosk.core.process.owner FOLDER COMMAND …", file=sys.stderr)
        return 2
    folder, *command = arguments
    try:
        become_owner_of(Path(folder))
        os.chdir(folder)
        os.execvp(command[0], command)
    except (NotToBeTouched, OSError) as error:
        print(error, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
