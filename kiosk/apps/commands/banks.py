"""`kiosk bank …`: question banks as keepers have them."""

from __future__ import annotations

import typer

from kiosk.features.quiz.commands import module as quiz

app = typer.Typer(help="question banks", no_args_is_help=True)
quiz.bind(app)
