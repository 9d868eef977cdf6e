"""Who may sit what, once a card proved who somebody is.

An exam's hours are its keeper's, who is responsible for who is let in: the hall's opening hours, which bind a look-up
of a record, do not bind it. The cap an hour does: a terminal that lies finds out about few people.
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, insert, select

from kiosk.core.access.security_counts import Count, Refused
from kiosk.core.database.clock import stamp
from kiosk.core.sealing.vault import Vault
from kiosk.features.membership.rules.names import same_name
from kiosk.features.quiz.hall.exams import store
from kiosk.features.quiz.hall.exams.cells import UNSOUND
from kiosk.features.quiz.hall.exams.schema import exam_cards
from kiosk.features.quiz.hall.exams.store import HeldExam
from kiosk.features.quiz.rules.exams.people_list import Listed

WINDOW = timedelta(hours=1)

log = logging.getLogger(__name__)

BranchOf = Callable[[Connection, Vault, str, str], str | None]
"""The branch in the own record of who has this name and number; None: no record that may be shown."""


class TooManyExamCards(Exception):
    """This terminal reached the hall's cap of cards an hour."""

    def __init__(self, retry_seconds: int) -> None:
        super().__init__(f"no more cards for {retry_seconds} s")
        self.told = {"retry_seconds": retry_seconds}


@dataclass(frozen=True, slots=True)
class Proven:
    """What the card said, and the blind index of its number."""

    name: str
    id_number: str
    blind: bytes

    def __repr__(self) -> str:
        return "Proven(hidden)"


def count_card(connection: Connection, terminal_id: int, now: datetime, an_hour: int, count: Count) -> None:
    """Count one card of this terminal. Raises TooManyExamCards."""
    c = exam_cards.c
    since = now - WINDOW
    recent = (c.terminal_id == terminal_id) & (c.at > stamp(since))
    oldest, cards = connection.execute(select(func.min(c.at), func.count()).where(recent)).one()
    if cards >= an_hour:
        count(Refused.LOOK_UPS)
        wait = datetime.fromisoformat(oldest) - since if oldest else WINDOW
        raise TooManyExamCards(max(1, int(wait.total_seconds()) + 1))
    connection.execute(insert(exam_cards).values(terminal_id=terminal_id, at=stamp(now)))


def offers(
    connection: Connection, vault: Vault, proven: Proven, exams: Sequence[HeldExam], branch_of: BranchOf
) -> tuple[dict[int, Listed], str]:
    """Of these exams those that this person may sit, and the outcome for the audit: shown, wrong_proof, no_record."""
    found: dict[int, Listed] = {}
    outcome = "no_record"
    own: str | None = None
    if any(one.exam.branches for one in exams):
        own = branch_of(connection, vault, proven.name, proven.id_number)
    for held in exams:
        for known in (_begun(connection, vault, held, proven), _listed(connection, vault, held, proven)):
            if known is None or known.id_number != proven.id_number:
                continue
            if not same_name(known.name, proven.name):
                outcome = "wrong_proof"
            else:
                found.setdefault(held.id, known)
        if held.id not in found and own is not None and _is_among(own, held.exam.branches):
            found[held.id] = Listed(proven.name, proven.id_number, own)
    return found, "shown" if found else outcome


def _begun(connection: Connection, vault: Vault, held: HeldExam, proven: Proven) -> Listed | None:
    """Whoever has begun sits on, whatever became of the list."""
    sitting = store.sitting_id(connection, held.id, proven.blind)
    if sitting is None:
        return None
    try:
        begun = store.begun(connection, vault, sitting)
    except UNSOUND as error:
        log.error("sitting refused: %s: %s", type(error).__name__, error)  # these hold the place only
        return None
    return None if begun is None else begun.who


def _listed(connection: Connection, vault: Vault, held: HeldExam, proven: Proven) -> Listed | None:
    try:
        found = store.in_list(connection, vault, held.id, proven.blind)
    except UNSOUND as error:
        log.error("row of a list refused: %s: %s", type(error).__name__, error)
        return None
    return None if found is None else found.listed


def _is_among(branch: str, branches: Sequence[str]) -> bool:
    return bool(bare_branch(branch)) and bare_branch(branch) in map(bare_branch, branches)


def bare_branch(name: str) -> str:
    """Without blanks and wide letters: a keeper types it as it is spoken."""
    return "".join(unicodedata.normalize("NFKC", name).split())
