"""The diagnosis that goes onto a stick: what a technician asks for, and nothing about any person.

    content = diagnosis(Told(…))       # the bytes of a zip; blocks some seconds where `doctor` is asked

What goes in is chosen, not filtered out: the doctor's findings, the device journal, the settings of this machine's own
parts, the process's last lines. And as a second lock every number of 15 or 18 digits is taken out of all of it, and
every Chinese word out of journal lines, which are the house's own and English: what stands there in Chinese was
somebody's.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kiosk.core.link.store import Note
from kiosk.core.process.journal import hidden
from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.apps.doctor.check import Check
    from kiosk.apps.terminal.care.views import About, NetworkView

# Of the settings these parts, and of them all but what leads to something secret. The hall's part is left out: it may
# hold a database's password.
PARTS = ("terminal", "panel", "printer", "card_reader", "sound", "visit")
HIDDEN_WORDS = "[words]"
MOST_NOTES = 1000
_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff·]+")


@dataclass(frozen=True)
class Told:
    """What it is made of."""

    at: datetime
    about: About
    network: NetworkView
    settings: Settings
    checks: Iterable[Check]
    notes: Iterable[Note]
    lines: Iterable[str]
    packs: Iterable[tuple[str, str, str]]  # name, version, source


def diagnosis(told: Told) -> bytes:
    """A zip of a few hundred KB at most."""
    from kiosk.apps.doctor.check import as_table

    files = {
        "about.json": _json({"at": told.at.isoformat(), **asdict(told.about)}),
        "network.json": _json(asdict(told.network)),
        "doctor.json": _json(as_table(told.checks)),
        "settings.json": _json(settings_of(told.settings)),
        "packs.json": _json(list(told.packs)),
        "devices.txt": bare("\n".join(f"{n.at} {n.device} {n.kind} {n.detail}" for n in told.notes)),
        "journal.txt": bare("\n".join(told.lines)),
    }
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"kiosk-diagnosis/{name}", text)
    return made.getvalue()


def settings_of(settings: Settings) -> dict[str, Any]:
    return {"hall": {"name": settings.hall.name}, **{part: asdict(getattr(settings, part)) for part in PARTS}}


def bare(text: str) -> str:
    """Without numbers of persons, and without Chinese words."""
    return _CHINESE.sub(HIDDEN_WORDS, hidden(text))


def _json(value: Any) -> str:
    return hidden(json.dumps(value, ensure_ascii=False, indent=1, default=str))
