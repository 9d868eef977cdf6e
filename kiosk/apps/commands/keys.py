"""`kiosk keys …`: the records' key, its versions, its recovery code."""

from __future__ import annotations

import sqlite3
from base64 import b64encode
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer

from kiosk.apps.commands.asking import ask
from kiosk.core.commands.frame import Json, SettingsFile, fail, hall_and_outside, hall_of, print_json, secret
from kiosk.core.process.outside import Outside
from kiosk.core.sealing import words as said
from kiosk.settings import DEFAULT_FILE

_JOURNAL_MODE = slice(18, 20)
"""Where the file says whether it uses a write-ahead log (sqlite.org/fileformat2.html, 1.3.3)."""

app = typer.Typer(help="the records' key: where it is, its versions, its recovery code", no_args_is_help=True)


@app.command()
def status(settings: SettingsFile = DEFAULT_FILE, as_json: Json = False) -> None:
    """Where the key lies, which versions it has, and when the recovery code was printed and rehearsed."""
    state = ask(hall_of(settings), "status")
    _tell(state, as_json, *said.status_lines(state))


@app.command()
def unlock(settings: SettingsFile = DEFAULT_FILE, as_json: Json = False) -> None:
    """Open the records of a running hall: with the stick put in, or with the passphrase (prompted for)."""
    answer = ask(hall_of(settings), "unlock")
    _tell(answer, as_json, said.RECORDS_OPEN if answer["opened"] else said.RECORDS_WERE_OPEN)


@app.command()
def passphrase(
    settings: SettingsFile = DEFAULT_FILE,
    remove: Annotated[bool, typer.Option("--remove", help="the key file opens without one again")] = False,
    as_json: Json = False,
) -> None:
    """Let the key file open only with a passphrase (prompted for twice)."""
    place = hall_of(settings)
    ask(place, "unlock")  # the old passphrase comes first
    new = None if remove else secret(said.ASK_NEW_PASSPHRASE, twice=True)
    answer = ask(place, "passphrase", {"new": new})
    _tell(answer, as_json, said.PASSPHRASE_REMOVED if remove else said.PASSPHRASE_SET)


@app.command()
def rotate(settings: SettingsFile = DEFAULT_FILE, as_json: Json = False) -> None:
    """A new version of the key: everything is sealed anew while the hall goes on. Run again, it goes on."""
    done = ask(hall_of(settings), "rotate", title="keys rotate")
    kept = "、".join(str(version) for version in done["kept"])
    lines = [said.rotated(done["version"], done["records"], done["letters"])]
    lines += [said.broken_rows(len(done["broken"])), *done["broken"]] if done["broken"] else []
    lines += [said.kept_versions(kept)] if kept and not done["broken"] else []
    _tell(done, as_json, *lines)
    raise typer.Exit(1 if done["broken"] else 0)


@app.command()
def recovery(settings: SettingsFile = DEFAULT_FILE, as_json: Json = False) -> None:
    """Make a recovery code and show it once: with it and any backup a lost key file is made again."""
    answer = ask(hall_of(settings), "recovery")
    _tell(answer, as_json, said.WRITE_DOWN_NOW, "", f"  {answer['code']}", "", said.REHEARSE_NEXT)


@app.command()
def rehearse(settings: SettingsFile = DEFAULT_FILE, as_json: Json = False) -> None:
    """Prove that the code in the safe (typed here) opens everything; nothing is changed, the day is noted."""
    hall = hall_of(settings)
    answer = ask(hall, "rehearse", {"code": secret(said.ASK_CODE)})
    _tell(answer, as_json, said.REHEARSED)


@app.command()
def recover(
    settings: SettingsFile = DEFAULT_FILE,
    source: Annotated[
        Path | None, typer.Option("--from", help="a backup whose code it is, instead of the hall's own database")
    ] = None,
    as_json: Json = False,
) -> None:
    """Make a lost key file again from the recovery code (typed here); refuses while there is one that lacks nothing."""
    hall, outside = hall_and_outside(settings, source)
    sealed = None if source is None else b64encode(_sealed_in(source, outside)).decode()
    given = {"code": secret(said.ASK_CODE), "sealed": sealed}
    state = ask(hall, "recover", given)
    _tell(state, as_json, said.RECOVERED.format(file=state["file"]))


def _sealed_in(backup: Path, outside: Outside) -> bytes:
    try:
        with outside.open(backup) as file, closing(sqlite3.connect(":memory:")) as copy:
            content = bytearray(file.read())
            content[_JOURNAL_MODE] = b"\x01\x01"  # a database in memory has no write-ahead log
            copy.deserialize(bytes(content))
            row = copy.execute("SELECT recovery FROM record_vault WHERE recovery IS NOT NULL").fetchone()
    except (sqlite3.Error, OSError) as error:
        fail(f"{backup}: {error}")
    if row is None:
        fail(f"{backup}: {said.NO_RECOVERY_THERE}")
    return bytes(row[0])


def _tell(answer: dict[str, Any], as_json: bool, *lines: str) -> None:
    if as_json:
        print_json(answer)
    else:
        typer.echo("\n".join(lines))
