"""How a feature registers itself with the hall service: one object in its `hall/module.py`.

    MODULE: HallModule[Hall] = HallModule(key="notes", tables=(notes,), sealed=SEALED, router=_router)

The service holds one plain tuple of them (`kiosk.apps.hall.modules`) and asks nothing else what a feature keeps. What
is left out here is not reached: a sealed table by no rotation and no restore, a personal one by no erasure.

A feature is taken out by its line in that tuple. Its tables stay then, with the keys and files they need, and no
erasure reaches them: a feature that is not to come back drops its tables first, by a migration of its own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from sqlalchemy import Connection, Table

from kiosk.core.access.admitted import Carried
from kiosk.core.access.terminals import Terminals
from kiosk.core.database.clock import Clock
from kiosk.core.database.events import EventHub
from kiosk.core.database.kept_files import KeptFiles
from kiosk.core.database.numbers import Numbered
from kiosk.core.database.old_rows import OldRows
from kiosk.core.database.owner import Database
from kiosk.core.sealing.audit import Told
from kiosk.core.sealing.desk import KeyDesk
from kiosk.core.sealing.files import SealedFiles
from kiosk.core.sealing.personal_table import PersonalTable
from kiosk.core.sealing.sealed_table import SealedTable
from kiosk.core.sealing.vault import Vault
from kiosk.core.sealing.verbs import VerbSet
from kiosk.settings import HallSettings

if TYPE_CHECKING:  # a command that opens the hall for a moment need not load the web
    from fastapi import APIRouter
    from starlette.types import ASGIApp

    from kiosk.core.web.refusals import Refusals

OwnFile = tuple[str, bytes]
"""Name and content of one file in a person's own copy; a feature's files lie in a folder named by its key."""

OwnCopy = Callable[[Database, Vault, SealedFiles, bytes], list[OwnFile]]
"""What a feature keeps of the person with this blind index, in plain; nothing where there is nothing. May block."""


class OpenedHall(Protocol):
    """What every feature finds in the hall service; one that needs its own desk says so in its `module.py`."""

    settings: HallSettings
    demo: bool
    database: Database
    terminals: Terminals
    keys: KeyDesk
    hub: EventHub

    @property
    def clock(self) -> Clock: ...


HallT = TypeVar("HallT", bound=OpenedHall, contravariant=True)


@dataclass(frozen=True, slots=True)
class HallModule(Generic[HallT]):
    """What one feature brings to the hall service.

    Args:
        key: the feature's folder.
        tables: all of it in the hall database.
        events: the kinds it writes into the event log; `calls`: those that boards fetch at once; `content`: those
            after which screens ask what they shall show.
        migrations: where the feature's own chain of migrations lies; None: they are in the hall's.
        sealed: tables that rotation, recovery and restore reach; those with `file` also backup and sweep.
        personal: tables with a person's blind index, that an erasure empties.
        own_copy: what it adds to a person's own copy.
        old_rows: what goes when the day begins.
        carried: who may come in, as the replaced database knows better than a restored copy.
        kept: plain files that its rows name, for backup and restore.
        not_undone: what a restore must not undo, from the replaced database into the restored one.
        numbered: its numbers that people keep, and that a restore must not give again.
        statuses: HTTP status of its refusals.
        router: its routes for terminals and boards; `admin_router`: those behind the admin socket.
        hot_door: answers what cannot wait for the framework's routing, and hands everything else on.
        verbs: what root on the hall machine may ask of it.
        audited: its own actions in the audit chain, as the console reads them.
    """

    key: str
    tables: tuple[Table, ...] = ()
    events: frozenset[str] = frozenset()
    calls: frozenset[str] = frozenset()
    content: frozenset[str] = frozenset()
    migrations: Path | None = None
    sealed: tuple[SealedTable, ...] = ()
    personal: tuple[PersonalTable, ...] = ()
    own_copy: OwnCopy | None = None
    old_rows: tuple[OldRows, ...] = ()
    carried: tuple[Carried, ...] = ()
    kept: tuple[KeptFiles, ...] = ()
    not_undone: Callable[[sqlite3.Connection, Connection], None] | None = None
    numbered: Numbered | None = None
    statuses: Mapping[type[Exception], int] = field(default_factory=dict)
    router: Callable[[HallT], APIRouter] | None = None
    admin_router: Callable[[HallT], APIRouter] | None = None
    hot_door: Callable[[ASGIApp, HallT, Refusals], ASGIApp] | None = None
    verbs: Callable[[HallT], VerbSet] | None = None
    audited: Mapping[str, Told] = field(default_factory=dict)
