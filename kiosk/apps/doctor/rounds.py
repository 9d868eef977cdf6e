"""The round of all checks, in the order a person would mend them.

What looks into the folder of a service does so as that service's user, also where root asks (`core.process.owner`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kiosk.apps.doctor import (
    board,
    certificate,
    children,
    equipment,
    hall,
    hall_packs,
    machine,
    packs,
    panel,
    records_key,
    sound,
    stick,
    typing,
    words,
)
from kiosk.apps.doctor.check import Check, State, fail
from kiosk.core.process.owner import NotToBeTouched, asked_as_owner_of
from kiosk.settings import Settings

Examine = Callable[[Settings], Iterator[Check]]

ROUNDS: dict[str, Examine] = {
    "hall": hall.service,
    "certificate": certificate.shown,
    "database": hall.database,
    "key": records_key.key,
    "recovery": records_key.recovery,
    "children": children.shut_in,
    "fonts": machine.fonts,
    "gl": machine.gl_driver,
    "panel": panel.size,
    "reach": panel.hanging,
    "theme": panel.theme,
    "printer": equipment.printer,
    "card_reader": equipment.card_reader,
    "board": board.examine,
    "sound": sound.voice,
    "pinyin": typing.pinyin,
    "packs": packs.installed,
    "delivered": packs.delivered,
    "preview": hall_packs.preview,
    "pack_room": hall_packs.room,
    "stick": stick.helper,
    "clock": machine.clock,
    "date": hall.date,
    "disk": machine.disk,
}


FOLDERS: dict[str, Callable[[Settings], Path]] = {
    "certificate": lambda settings: settings.hall.data_dir,
    "database": lambda settings: settings.hall.data_dir,
    "key": lambda settings: settings.hall.data_dir,
    "recovery": lambda settings: settings.hall.data_dir,
    "date": lambda settings: settings.hall.data_dir,
    "board": lambda settings: settings.board.data_dir,
    "packs": lambda settings: settings.terminal.packs_dir,
    "delivered": lambda settings: settings.terminal.data_dir,
    "preview": lambda settings: settings.hall.data_dir,
    "pack_room": lambda settings: settings.hall.data_dir,
    "disk": lambda settings: settings.hall.data_dir,
}


def run_checks(settings: Settings, without: frozenset[str] = frozenset()) -> list[Check]:
    """Every check but those of `without`, one after the other; takes a few seconds, most waiting for silent devices."""
    return [check for name, examine in ROUNDS.items() if name not in without for check in _one(name, examine, settings)]


def _one(name: str, examine: Examine, settings: Settings) -> list[Check]:
    if name not in FOLDERS:
        return _examined(name, examine, settings)

    def rows() -> list[dict[str, Any]]:
        return [asdict(check) for check in _examined(name, examine, settings)]

    try:
        told = asked_as_owner_of(FOLDERS[name](settings), rows)
        return [Check(**row | {"state": State(row["state"])}) for row in told]
    except (NotToBeTouched, OSError) as refused:
        return [fail(name, words.TITLES[name], str(refused), words.LOOK_INTO_FOLDER)]


def _examined(name: str, examine: Examine, settings: Settings) -> list[Check]:
    try:
        return list(examine(settings))
    except Exception as error:  # a doctor who falls over at the first illness helps nobody; the error is shown
        return [fail(name, words.TITLES[name], words.check_broke(error), words.REPORT_THIS)]
