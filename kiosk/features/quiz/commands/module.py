"""How question banks register with the one command: `kiosk bank check|convert|template`, on this machine alone."""

from __future__ import annotations

import typer

from kiosk.features.quiz.commands.local import bind as bind_local


def bind(bank: typer.Typer) -> None:
    """Add them to `kiosk bank`."""
    bind_local(bank)
