"""`kiosk records erase|export`: one person, found by the ID number that is typed, never by one on the command line."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any

import typer

from kiosk.core.commands.frame import Json, SettingsFile, fail, hall_and_outside, hall_of, print_json, secret
from kiosk.features.membership.hall import person_words as said
from kiosk.settings import DEFAULT_FILE, HallSettings

Ask = Callable[[HallSettings, str, dict[str, Any]], dict[str, Any]]
"""The answer of a verb; leaves with 1 and the reason when it is refused."""


class PeopleCommands:
    """`ask`: the running service, or this process while none runs."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def bind(self, records: typer.Typer) -> None:
        """Add both to `kiosk records`."""
        records.command("erase")(self.erase)
        records.command("export")(self.export)

    def erase(
        self,
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
        done = self._ask(hall, "erase", {"id_number": number})
        if as_json:
            print_json(done)
        else:
            typer.echo(said.erased(**done) if any(done.values()) else said.ERASED_NOBODY)

    def export(
        self,
        file: Annotated[Path, typer.Argument(help="the .zip to write: readable by its owner only, in plain inside")],
        settings: SettingsFile = DEFAULT_FILE,
        as_json: Json = False,
    ) -> None:
        """A person's own copy: the record as text and JSON, and the letters (the ID number is prompted for)."""
        if file.exists():
            fail(f"{file}: there already")
        hall, outside = hall_and_outside(settings, file)
        archive = b64decode(self._ask(hall, "export", {"id_number": secret(said.ASK_ID_NUMBER)})["archive"])
        try:
            outside.place(file, BytesIO(archive), new=True)
        except OSError as error:
            fail(f"{file}: {error.strerror}")
        if as_json:
            print_json({"file": str(file), "bytes": len(archive)})
        else:
            typer.echo(said.EXPORTED.format(file=file))
