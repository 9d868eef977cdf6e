"""What every chapter of the command shares: which settings, how it prints, how it refuses."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from kiosk.core.process import outside, owner
from kiosk.core.process.outside import Outside
from kiosk.core.process.streams import speaks_utf8
from kiosk.settings import DEFAULT_FILE, HallSettings, Settings, SettingsRefused, load

SettingsFile = Annotated[Path, typer.Option("--settings", help="kiosk.toml of this machine")]
Json = Annotated[bool, typer.Option("--json", help="one JSON object alone on stdout")]


def settings_of(file: Path) -> Settings:
    """The machine's settings; the defaults where there is no file at the default place."""
    try:
        return load(file) if file.exists() or file != DEFAULT_FILE else Settings()
    except (SettingsRefused, OSError) as error:
        fail(str(error))


def hall_of(file: Path) -> HallSettings:
    """The hall's settings. Where root runs the command it goes on as the hall's own user (`core.process.owner`)."""
    return hall_and_outside(file)[0]


def hall_and_outside(file: Path, *told: Path | None) -> tuple[HallSettings, Outside]:
    """The same, with a way to the files that the command was told of: root may read a ledger where nobody else may."""
    hall = settings_of(file).hall
    try:
        return hall, outside.as_owner_of(hall.data_dir, *(path for path in told if path is not None))
    except (owner.NotToBeTouched, OSError) as error:
        fail(str(error))


def touch_as_owner(folder: Path) -> None:
    """From here on this command is the owner of `folder`, a terminal's or a board's."""
    try:
        owner.become_owner_of(folder)
    except (owner.NotToBeTouched, OSError) as error:
        fail(str(error))


def fail(reason: str) -> NoReturn:
    """Say why on stderr and leave with 1."""
    typer.echo(reason, err=True)
    raise typer.Exit(1)


def secret(prompt: str, *, twice: bool = False) -> str:
    """A line that is not shown while it is typed; a plain line where nobody sits at a terminal.

    What stands on a command line is seen by every user of the machine and kept in the shell's history.
    """
    if sys.stdin.isatty():
        return str(typer.prompt(prompt, hide_input=True, confirmation_prompt=twice))
    line = sys.stdin.readline().rstrip("\n")
    if not line:
        fail(f"{prompt}: nothing was typed")
    return line


@contextmanager
def bytes_shown(title: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr for the time of the block; it is told of bytes done, of how many."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total or None)


def print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=not speaks_utf8()))
