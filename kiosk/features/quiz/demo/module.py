"""An open test in the hall of a demonstration: whoever lays one of its invented cards down may sit it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from content.banks.model import Kind
    from kiosk.core.access.accounts import Accounts
    from kiosk.features.quiz.hall.module import Exams

TITLE, KEEPER = "党员应知应会测试（演示）", "演示监考"
MINUTES, PASS_MARK = 30, 60
STARTER = Path(__file__).resolve().parents[4] / "content" / "packs" / "starter"


def _counts() -> tuple[tuple[Kind | None, int], ...]:
    """Every type of question; few enough to be sat while somebody looks on."""
    from content.banks.model import Kind

    return (Kind.SINGLE, 2), (Kind.MULTIPLE, 1), (Kind.JUDGE, 1), (Kind.FILL, 1), (Kind.ORDER, 1)


def right_options() -> dict[str, frozenset[str]]:
    """By stem, of what is chosen; for the tour, which sits the test."""
    from content.pack.open import open_pack

    items = open_pack(STARTER, decode=False).banks[0].items
    return {one.stem: frozenset(one.options[place] for place in one.answer) for one in items}


class OpenHall(Protocol):
    """Of the hall in this process."""

    @property
    def exams(self) -> Exams | None: ...

    @property
    def accounts(self) -> Accounts: ...


def hold_exam(hall: OpenHall, people: Sequence[tuple[str, str, str]]) -> None:
    """While no service runs: `people` are name, ID number and branch. Drawn from the pack that every terminal has."""
    from content.pack.open import open_pack
    from kiosk.core.database.clock import hall_now
    from kiosk.features.quiz.rules.exams.exam import Exam
    from kiosk.features.quiz.rules.exams.people_list import Listed

    assert hall.exams is not None
    now = hall_now()
    exam = Exam(
        TITLE, now - timedelta(minutes=5), now + timedelta(hours=12), _counts(), PASS_MARK, MINUTES,
        certificate=True,
    )  # fmt: skip
    by = hall.accounts.add(KEEPER, ("keeper",), secrets.token_urlsafe(24)).id
    bank = open_pack(STARTER, decode=False).banks[0]
    made = hall.exams.keeping.open_exam(exam, bank, by=by)
    hall.exams.keeping.set_people(made, [Listed(*one) for one in people], by=by)
