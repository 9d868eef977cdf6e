"""How the quiz registers with the hall service: sums of what is answered, 正式测试, kept results, members."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.core.access.security_counts import Count
from kiosk.core.database.clock import Clock
from kiosk.core.database.old_rows import OldRows
from kiosk.core.database.owner import Database
from kiosk.core.sealing.files import SealedFiles
from kiosk.core.sealing.vault import Vault
from kiosk.core.web.hall_module import HallModule, OpenedHall, OwnFile
from kiosk.features.quiz.hall import schema
from kiosk.features.quiz.hall.desk import QuizDesk, TooMuchReported
from kiosk.features.quiz.hall.exams import schema as exam_schema
from kiosk.features.quiz.hall.exams.admission import BranchOf, TooManyExamCards
from kiosk.features.quiz.hall.exams.audited import AUDITED
from kiosk.features.quiz.hall.exams.desk import ExamHall, ExamSittings
from kiosk.features.quiz.hall.exams.keeping import ExamKeeping
from kiosk.features.quiz.hall.exams.own_copy import own_copy as exam_copy
from kiosk.features.quiz.hall.members import audited as member_trail
from kiosk.features.quiz.hall.members.desk import MemberDoor
from kiosk.features.quiz.hall.results import own_copy as kept_copy
from kiosk.features.quiz.hall.results import restoring
from kiosk.features.quiz.hall.results import schema as result_schema
from kiosk.features.quiz.hall.results.desk import Admission, KeptResults

if TYPE_CHECKING:
    from fastapi import APIRouter

THIRTEEN_MONTHS = 400
"""Days: a quarter can be compared with that of the year before."""


@dataclass(frozen=True, slots=True)
class Exams:
    """正式测试: what terminals ask, and what keepers do."""

    hall: ExamHall
    sittings: ExamSittings
    keeping: ExamKeeping


@dataclass(kw_only=True)
class Opened:
    """What is open of it in a hall service."""

    quiz: QuizDesk
    quiz_results: KeptResults | None = None  # None: the records are shut
    exams: Exams | None = None  # None: the records are shut, and with them everything about people
    quiz_members: MemberDoor | None = None  # None: the records are shut


class Hall(OpenedHall, Protocol):
    quiz: QuizDesk
    quiz_results: KeptResults | None
    exams: Exams | None
    quiz_members: MemberDoor | None


def open_desk(clock: Clock, *, demo: bool) -> QuizDesk:
    return QuizDesk(clock, demo=demo)


def open_results(hall: OpenedHall, vault: Vault, admit: Admission) -> KeptResults:
    """Results that people ask to be kept, now that the key is there. `admit`: as for every card of a look-up."""
    return KeptResults(hall.database, vault, hall.clock, admit)


def open_exams(hall: OpenedHall, vault: Vault, branch_of: BranchOf, count: Count) -> Exams:
    """正式测试, now that the key is there. `branch_of`: in the own record of who proved who they are."""
    files = SealedFiles(hall.settings.data_dir)
    stands_on = ExamHall(hall.database, vault, files, hall.clock, branch_of, hall.settings.lookups_an_hour, count)
    sittings = ExamSittings(stands_on)
    return Exams(stands_on, sittings, ExamKeeping(stands_on, sittings))


def open_members(hall: OpenedHall, vault: Vault, admit: Admission, branch_of: BranchOf) -> MemberDoor:
    """Papers for members. `admit`: as for every card of a look-up."""
    return MemberDoor(hall.database, vault, hall.clock, admit, branch_of)


def _own_copy(database: Database, vault: Vault, files: SealedFiles, blind: bytes) -> list[OwnFile]:
    copies = (kept_copy.own_copy, exam_copy)
    return [file for copy in copies for file in copy(database, vault, files, blind)]


def _router(hall: Hall) -> APIRouter:
    from kiosk.features.quiz.hall import api
    from kiosk.features.quiz.hall.exams import exams_api
    from kiosk.features.quiz.hall.members import members_api
    from kiosk.features.quiz.hall.results import results_api

    routes = api.router(hall.quiz, hall.database)
    routes.include_router(results_api.router(lambda: hall.quiz_results))
    routes.include_router(members_api.router(lambda: hall.quiz_members))
    routes.include_router(exams_api.router(lambda: hall.exams.sittings if hall.exams else None))
    return routes


MODULE: HallModule[Hall] = HallModule(
    key="quiz",
    tables=(
        schema.quiz_reports, schema.quiz_answers, schema.quiz_papers, schema.quiz_doubts, schema.quiz_items,
        *result_schema.TABLES, *exam_schema.TABLES,
    ),
    sealed=(*result_schema.SEALED, *exam_schema.SEALED),
    personal=(*result_schema.PERSONAL, *exam_schema.PERSONAL),
    own_copy=_own_copy,
    audited={**kept_copy.AUDITED, **AUDITED, **member_trail.AUDITED},
    not_undone=restoring.not_undone,
    migrations=Path(__file__).with_name("migrations"),
    old_rows=(
        OldRows(schema.quiz_answers.c.week, THIRTEEN_MONTHS),
        OldRows(schema.quiz_papers.c.week, THIRTEEN_MONTHS),
        OldRows(schema.quiz_doubts.c.day, THIRTEEN_MONTHS),
        OldRows(schema.quiz_reports.c.day, THIRTEEN_MONTHS + 1),
        # After the sums: an item stays as long as any of them, which are of the week it came in or of before.
        OldRows(schema.quiz_items.c.last_day, THIRTEEN_MONTHS + 2),
        *result_schema.OLD_ROWS,
        *exam_schema.OLD_ROWS,
    ),
    statuses={TooMuchReported: 409, TooManyExamCards: 429},
    router=_router,
)  # fmt: skip
