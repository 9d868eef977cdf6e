"""`kiosk records …`: what the features bring, with a hall to open where none runs."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import typer

from kiosk.apps.commands.asking import ask
from kiosk.features.membership.commands import module as membership
from kiosk.settings import HallSettings

if TYPE_CHECKING:
    from kiosk.apps.hall.service import HallService

app = typer.Typer(help="忆初心 records", no_args_is_help=True)


def _hall_opened(place: HallSettings) -> AbstractContextManager[HallService]:
    from kiosk.apps.hall.in_process import hall_opened

    return hall_opened(place)


membership.bind(app, _hall_opened, ask)
