"""The features of the hall service, and what they keep together.

A feature is taken into the hall by its line in ``MODULES``, and out of it again by taking the line away.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from kiosk.core.access import admitted, terminals
from kiosk.core.access import event_names as access_events
from kiosk.core.access.admitted import Carried
from kiosk.core.database import events
from kiosk.core.database.kept_files import KeptFiles
from kiosk.core.database.numbers import Numbered
from kiosk.core.database.old_rows import OldRows
from kiosk.core.sealing.audit import Told
from kiosk.core.sealing.personal_table import PersonalTable
from kiosk.core.sealing.sealed_table import SealedTable
from kiosk.core.web.hall_module import HallModule, OwnCopy
from kiosk.features.exhibition.hall import module as exhibition
from kiosk.features.help.hall import module as help_calls
from kiosk.features.home.hall import module as home
from kiosk.features.membership.hall import module as membership
from kiosk.features.quiz.hall import module as quiz
from kiosk.features.ratings.hall import module as ratings
from kiosk.features.tickets.hall import module as tickets
from kiosk.features.use.hall import module as use


class Hall(
    tickets.Hall, membership.Hall, help_calls.Hall, exhibition.Hall, use.Hall, quiz.Hall, home.Hall, Protocol
):  # fmt: skip
    """What the features use of the hall service, each its own desk."""


MODULES: tuple[HallModule[Hall], ...] = (
    tickets.MODULE, membership.MODULE, ratings.MODULE, help_calls.MODULE, exhibition.MODULE, use.MODULE,
    quiz.MODULE, home.MODULE,
)  # fmt: skip


def sealed() -> tuple[SealedTable, ...]:
    """Everything that is kept sealed."""
    return tuple(one for module in MODULES for one in module.sealed)


def in_files() -> tuple[str, ...]:
    """The tables whose rows name sealed files."""
    return tuple(one.name for one in sealed() if one.in_files)


def kept() -> tuple[KeptFiles, ...]:
    """The plain files that rows name."""
    return tuple(one for module in MODULES for one in module.kept)


def personal() -> tuple[PersonalTable, ...]:
    """Everything that is kept of single people."""
    return tuple(one for module in MODULES for one in module.personal)


def event_names() -> frozenset[str]:
    """Every kind of the event log; nothing else may be written."""
    return frozenset().union(events.NAMES, access_events.NAMES, *(module.events for module in MODULES))


def calls() -> frozenset[str]:
    """Those that boards fetch at once."""
    return frozenset().union(*(module.calls for module in MODULES))


def content() -> frozenset[str]:
    """Those after which screens ask what they shall show."""
    return frozenset().union(*(module.content for module in MODULES))


def own_copies() -> tuple[OwnCopy, ...]:
    """What they add to a person's own copy."""
    return tuple(module.own_copy for module in MODULES if module.own_copy is not None)


def old_rows() -> tuple[OldRows, ...]:
    """What goes when the day begins."""
    return (*terminals.OLD_ROWS, *(one for module in MODULES for one in module.old_rows))


def carried() -> tuple[Carried, ...]:
    """Who may come in, for a restore."""
    return (*admitted.CARRIED, *(one for module in MODULES for one in module.carried))


def numbered() -> tuple[Numbered, ...]:
    """What people keep numbers of, for a restore."""
    return tuple(module.numbered for module in MODULES if module.numbered is not None)


def audited() -> Mapping[str, Told]:
    """Their own actions in the audit chain."""
    return {action: told for module in MODULES for action, told in module.audited.items()}


def migrations() -> Mapping[str, Path]:
    """By key, the chains of those that have one of their own."""
    return {module.key: module.migrations for module in MODULES if module.migrations is not None}
