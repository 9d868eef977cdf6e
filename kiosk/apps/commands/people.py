"""`kiosk records erase|export`: one person, found by the ID number that is typed, never by one on the command line."""

from __future__ import annotations

from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import Annotated

import typer

from kiosk.apps.commands.asking import ask, secret
from kiosk.apps.commands.frame import Json, SettingsFile, fail, hall_and_outside, hall_of, print_json
from kiosk.features.membership.hall import person_words as said
from kiosk.settings import DEFAULT_FILE


def bind(records: typer.Typer) -> None:
    """Add both to `kiosk records`."""
    records.command("erase")(erase)
    records.command("export")(export)


def erase(
    settings: SettingsFile = DEFAULT_FILE,
    yes: Annotated[bool, typer.Option("--yes", help="do not ask again")] = False,
    as_json: Json = False,
) -> None:
    """Erase one person's record, letters and PINs for good (the ID number is prompted for, or a line of stdin)."""
    hall = hall_of(settings)
    number = secret(said.ASK_ID_NUMBER)
    if not yes:
        typer.echo(said.ERASE_WARNING, err=True)
        typer.confirm(said.ERASE_SURE, abort=True, err=True)
    done = ask(hall, "erase", {"id_number": number})
    if as_json:
        print_json(done)
    else:
        typer.echo(said.erased(**done) if any(done.values()) else said.ERASED_NOBODY)


def export(
    file: Annotated[Path, typer.Argument(help="the .zip to write: readable by its owner only, in plain inside")],
    settings: SettingsFile = DEFAULT_FILE,
    as_json: Json = False,
) -> None:
    """A person's own copy: the record as text and JSON, and the letters (the ID number is prompted for)."""
    if file.exists():
        fail(f"{file}: there already")
    hall, outside = hall_and_outside(settings, file)
    archive = b64decode(ask(hall, "export", {"id_number": secret(said.ASK_ID_NUMBER)})["archive"])
    try:
        outside.place(file, BytesIO(archive), new=True)
    except OSError as error:
        fail(f"{file}: {error.strerror}")
    if as_json:
        print_json({"file": str(file), "bytes": len(archive)})
    else:
        typer.echo(said.EXPORTED.format(file=file))
