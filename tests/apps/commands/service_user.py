"""A hall as deploy/install makes one: its folder belongs to a user of its own, and root runs the commands.

`kiosk …` runs in a process of its own, forked from the test: a whole interpreter for each of hundreds of runs would
take an hour. What lies outside is root's alone.
"""

from __future__ import annotations

import os
import pwd
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer

from kiosk.apps.doctor import rounds
from kiosk.apps.hall import app as hall_app
from kiosk.apps.hall import restore
from kiosk.cli import app
from kiosk.core.commands import hall_verbs
from kiosk.core.link import enrolment
from kiosk.core.process import outside, owner
from kiosk.features.membership.commands import scan_client
from tests.features.membership.hall.papers import picture
from tests.features.membership.hall.sheets import number, row, xlsx

SERVICE = pwd.getpwnam("nobody")
SECONDS = 120
LOADED = (hall_app, restore, scan_client, hall_verbs, enrolment)  # once here, not once in each process
NEEDS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become the hall's user")


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str


class Place:
    """`hall`, `terminal` and `board` are the service user's; `mine` is root's, and nobody else may look into it."""

    def __init__(self, folder: Path) -> None:
        folder.chmod(0o755)
        self.folder, self.mine, self.settings = folder, folder / "root", folder / "kiosk.toml"
        self.hall, self.terminal, self.board = (folder / name for name in ("hall", "terminal", "board"))
        for one in (self.hall, self.terminal, self.board):
            one.mkdir(mode=0o700)
            give(one)
        self.mine.mkdir(mode=0o700)
        self.settings.write_text(
            # 192.0.2.7: nobody's address, so that the service, once opened, cannot listen and ends; TLS all the same
            f'[hall]\ndata_dir = "{self.hall}"\nsocket = "{folder}/none/hall.sock"\naddress = "192.0.2.7"\n'
            f'ballast_mb = 0\n[terminal]\ndata_dir = "{self.terminal}"\npacks_dir = "{folder}/packs"\n'
            f'hall_url = "http://127.0.0.1:9"\n[board]\ndata_dir = "{self.board}"\nhall_url = "http://127.0.0.1:9"\n'
        )
        (self.mine / "ledger.xlsx").write_bytes(xlsx([row(1), row(2)]))
        (self.mine / "letters").mkdir()
        (self.mine / "letters" / f"{number(1)}_入党申请书.jpg").write_bytes(picture())

    def run(self, *words: str, typed: str = "", before: Callable[[], None] = lambda: None) -> Ran:
        """`before` runs in the new process, as root, when the command has not begun."""
        return run([*words, "--settings", str(self.settings)], self.mine, typed, before)

    def move_in(self, lived: Place) -> None:
        """What another place's hall holds, and root's copy of it."""
        shutil.rmtree(self.hall)
        shutil.copytree(lived.hall, self.hall)
        give(self.hall)
        shutil.copytree(lived.mine, self.mine, dirs_exist_ok=True)

    def words_of(self, command: Command) -> list[str]:
        """The command with an argument for each parameter that wants one."""
        values = {
            "terminal": "演示终端", "name": "演示管理员", "code": "ABCD-EFGH", "folder": str(self.mine / "letters"),
            "pack": "spring", "item": "item-1",
        }  # fmt: skip
        files = {
            ("records", "check"): "ledger.xlsx", ("records", "import"): "ledger.xlsx", ("records", "export"): "own.zip",
            ("backup",): "made.db", ("restore",): "copy.db", ("certificate", "request"): "hall.csr",
            ("pack", "publish"): "spring.zip", ("pack", "install"): "spring.zip",
        }  # fmt: skip
        words = list(command.words)
        for parameter in command.parameters:
            if parameter.param_type_name == "argument":
                told = files.get(command.words) if parameter.name in ("file", "pack") else None
                words.append(str(self.mine / told) if told else values[str(parameter.name)])
        return words


def give(path: Path) -> None:
    """To the service user, with all that lies in it; links themselves, not what they lead to."""
    for place, folders, files in os.walk(path):
        for name in (*folders, *files):
            os.chown(Path(place, name), SERVICE.pw_uid, SERVICE.pw_gid, follow_symlinks=False)
    os.chown(path, SERVICE.pw_uid, SERVICE.pw_gid, follow_symlinks=False)


@dataclass(frozen=True)
class Command:
    words: tuple[str, ...]
    parameters: tuple[Any, ...]  # click's, which typer brings along

    def __str__(self) -> str:
        return " ".join(self.words)


def commands_with_settings() -> Iterator[Command]:
    """Every command that takes a hall, by the parser's own word: a new one is among them from its first day."""

    def below(command: Any, words: tuple[str, ...]) -> Iterator[Command]:
        options = [option for parameter in command.params for option in parameter.opts]
        if words and "--settings" in options:
            yield Command(words, tuple(command.params))
        for name, deeper in getattr(command, "commands", {}).items():
            yield from below(deeper, (*words, name))

    yield from below(typer.main.get_command(app), ())


def run(words: list[str], mine: Path, typed: str, before: Callable[[], None]) -> Ran:
    streams = [mine / name for name in ("stdin", "stdout", "stderr")]
    streams[0].write_text(typed)
    child = os.fork()
    if child == 0:
        _become_the_command(words, streams, before)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Ran(status, streams[1].read_text(), streams[2].read_text())


def _become_the_command(words: list[str], streams: list[Path], before: Callable[[], None]) -> None:
    status = 70
    try:
        for number_, path in enumerate(streams):
            how = os.O_RDONLY if number_ == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            os.dup2(os.open(path, how, 0o600), number_)
        sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")
        import signal

        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(SECONDS)
        # The doctor's other rounds look at a screen, a sound card, a printer, for many seconds.
        rounds.ROUNDS = {name: examine for name, examine in rounds.ROUNDS.items() if name in rounds.FOLDERS}
        before()
        app(words, prog_name="kiosk")
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else 0 if left.code is None else 1
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def nobody_looks() -> None:
    """As if a link came in the moment after the command had looked for one."""

    def sees_none(_folder: Path) -> None:
        """Nothing is refused."""

    for module in (owner, outside):
        setattr(module, "refuse_planted", sees_none)  # noqa: B010


@contextmanager
def made() -> Iterator[Place]:
    """Below /tmp: pytest's own folder lies where no other user may go."""
    folder = Path(tempfile.mkdtemp(prefix="kiosk-owner-"))
    try:
        yield Place(folder)
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def place() -> Iterator[Place]:
    with made() as place:
        yield place


@pytest.fixture(scope="session")
def lived() -> Iterator[Place]:
    """A hall with people, a letter, a backup, and a copy in root's own folder; to be copied, not changed."""
    with made() as place:
        for words in (["records", "import", "ledger.xlsx"], ["records", "scans", "letters"], ["backup", "copy.db"]):
            ran = place.run(*words[:-1], str(place.mine / words[-1]))
            assert ran.status == 0, ran
        yield place
