"""One verb asked of the hall, for the commands about keys, audit and single people: prompts, progress, refusals."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import typer

from kiosk.core.commands.frame import fail, secret
from kiosk.core.sealing import words
from kiosk.settings import HallSettings

if TYPE_CHECKING:
    from kiosk.core.sealing.verbs import Verbs


def ask(place: HallSettings, verb: str, given: dict[str, Any] | None = None, title: str = "") -> dict[str, Any]:
    """The answer; leaves with 1 and the reason when it is refused. Asks for the passphrase where one is needed."""
    from kiosk.core.sealing.verbs import VerbRefused

    try:
        return _asked(place, verb, given or {}, title)
    except VerbRefused as refused:
        if refused.name != "KeyLocked":
            fail(str(refused))
        typer.echo(str(refused), err=True)
    passphrase = secret(words.ASK_PASSPHRASE)
    try:
        return _asked(place, verb, (given or {}) | {"passphrase": passphrase}, title)
    except VerbRefused as refused:
        fail(str(refused))


def _asked(place: HallSettings, verb: str, given: dict[str, Any], title: str) -> dict[str, Any]:
    from rich.console import Console
    from rich.progress import Progress

    from kiosk.core.commands.hall_verbs import HallBrokeOff, ask
    from kiosk.core.database.owner import DatabaseDamaged, DatabaseOwned

    with Progress(console=Console(stderr=True), transient=True, disable=not title) as progress:
        task = progress.add_task(title, total=None)

        def tell(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total or None)

        try:
            return ask(place.socket, lambda: _opened(place), verb, given, tell)
        except (HallBrokeOff, DatabaseOwned, DatabaseDamaged, OSError) as error:
            fail(f"{type(error).__name__}: {error}")


def _opened(place: HallSettings) -> AbstractContextManager[Verbs]:
    from kiosk.apps.hall.in_process import verbs_opened  # only when it is not running: it imports the whole hall

    return verbs_opened(place)
