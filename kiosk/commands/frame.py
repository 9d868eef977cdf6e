"""What every chapter of the command shares: which settings, how it prints, how it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from kiosk.settings import DEFAULT_FILE, Settings, SettingsRefused, load

SettingsFile = Annotated[Path, typer.Option("--settings", help="kiosk.toml of this machine")]
Json = Annotated[bool, typer.Option("--json", help="one JSON object alone on stdout")]


def settings_of(file: Path) -> Settings:
    """The machine's settings; the defaults where there is no file at the default place."""
    try:
        return load(file) if file.exists() or file != DEFAULT_FILE else Settings()
    except (SettingsRefused, OSError) as error:
        fail(str(error))


def fail(reason: str) -> NoReturn:
    """Say why on stderr and leave with 1."""
    typer.echo(reason, err=True)
    raise typer.Exit(1)


def print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False))
