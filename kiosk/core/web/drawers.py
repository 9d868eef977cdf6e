"""The templates of the console: the shared ones, and those of every drawer that registered.

    environment([Drawer("tickets", folder, words)]).get_template("tickets/clerk.html")

A shared template is named plainly (``frame.html``), a drawer's own behind its key. Every template sees the shared texts
as ``words``; its drawer's own are handed to it as ``said``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

from kiosk.core.access.accounts import Account
from kiosk.core.access.rights import Right
from kiosk.core.web import words
from kiosk.core.web.frame import icon

SHARED = Path(__file__).parent / "templates"
KEEPER = "/keeper"


@dataclass(frozen=True, slots=True)
class Room:
    """One entry of the rail: ``path`` below ``/keeper`` (empty: ``/keeper`` itself), a Phosphor icon.

    ``right``: who may open it; the rail shows it to nobody else. ``manual``: its page of the manual, with the heading
    where there is one (``rosters#导入党员名册``).
    """

    path: str
    icon: str
    name: str
    right: Right
    manual: str = "keeper"

    @property
    def address(self) -> str:
        return f"{KEEPER}/{self.path}" if self.path else KEEPER


@dataclass(frozen=True, slots=True)
class Drawer:
    """What the pages of one feature are made of; ``words`` None: the shared texts are enough."""

    key: str
    templates: Path
    words: ModuleType | None = None
    rooms: tuple[Room, ...] = ()


def environment(drawers: Sequence[Drawer]) -> Environment:
    """Raises ValueError when two drawers have one key."""
    own = {drawer.key: FileSystemLoader(drawer.templates) for drawer in drawers}
    if len(own) < len(drawers):
        raise ValueError("two drawers of one key")
    found = Environment(
        loader=ChoiceLoader([FileSystemLoader(SHARED), PrefixLoader(own)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    rooms = [room for drawer in drawers for room in drawer.rooms]

    def rooms_of(account: Account) -> list[Room]:
        return [room for room in rooms if account.may(room.right)]

    found.globals.update(icon=icon, words=words, rooms=rooms, rooms_of=rooms_of, rights=Right)
    return found
