"""`kiosk pack …`: what the exhibition brings, with a hall to ask."""

from __future__ import annotations

import typer

from kiosk.apps.commands.asking import ask
from kiosk.features.exhibition.commands import module as exhibition

app = typer.Typer(help="content packs", no_args_is_help=True)
exhibition.bind(app, ask)
