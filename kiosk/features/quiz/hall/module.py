"""How the sums of the quiz register with the hall service."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.core.database.clock import Clock
from kiosk.core.database.old_rows import OldRows
from kiosk.core.web.hall_module import HallModule, OpenedHall
from kiosk.features.quiz.hall import schema
from kiosk.features.quiz.hall.desk import QuizDesk, TooMuchReported

if TYPE_CHECKING:
    from fastapi import APIRouter

THIRTEEN_MONTHS = 400
"""Days: a quarter can be compared with that of the year before."""


@dataclass(kw_only=True)
class Opened:
    """What is open of it in a hall service."""

    quiz: QuizDesk


class Hall(OpenedHall, Protocol):
    quiz: QuizDesk


def open_desk(clock: Clock, *, demo: bool) -> QuizDesk:
    return QuizDesk(clock, demo=demo)


def _router(hall: Hall) -> APIRouter:
    from kiosk.features.quiz.hall import api

    return api.router(hall.quiz, hall.database)


MODULE: HallModule[Hall] = HallModule(
    key="quiz",
    tables=(
        schema.quiz_reports, schema.quiz_answers, schema.quiz_papers, schema.quiz_doubts, schema.quiz_items,
    ),
    migrations=Path(__file__).with_name("migrations"),
    old_rows=(
        OldRows(schema.quiz_answers.c.week, THIRTEEN_MONTHS),
        OldRows(schema.quiz_papers.c.week, THIRTEEN_MONTHS),
        OldRows(schema.quiz_doubts.c.day, THIRTEEN_MONTHS),
        OldRows(schema.quiz_reports.c.day, THIRTEEN_MONTHS + 1),
        # After the sums: an item stays as long as any of them, which are of the week it came in or of before.
        OldRows(schema.quiz_items.c.last_day, THIRTEEN_MONTHS + 2),
    ),
    statuses={TooMuchReported: 409},
    router=_router,
)  # fmt: skip
