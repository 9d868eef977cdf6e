"""How content packs register with the one command: `kiosk pack new|check|build|install|why` on this machine alone,
`publish|list|rollback|takedown|putback|stick` of the hall."""

from __future__ import annotations

import typer

from kiosk.features.exhibition.commands.in_hall import Ask, HallCommands
from kiosk.features.exhibition.commands.local import bind as bind_local


def bind(pack: typer.Typer, ask: Ask) -> None:
    """Add them to `kiosk pack`. `ask`: a verb, of the service or in-process."""
    bind_local(pack)
    HallCommands(ask).bind(pack)
