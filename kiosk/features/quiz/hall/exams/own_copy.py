"""What is kept of a person's tests, for their own copy: where they are listed, their answers and what they came to.

The questions are in it, the right answers are not: a test may still be open to others.
"""

from __future__ import annotations

from functools import partial

from sqlalchemy import Connection

from kiosk.core.database.owner import Database
from kiosk.core.sealing.files import SealedFiles
from kiosk.core.sealing.vault import Vault
from kiosk.core.web.hall_module import OwnFile
from kiosk.features.quiz.hall.exams import store, words
from kiosk.features.quiz.hall.exams.cells import Begun
from kiosk.features.quiz.hall.exams.store import HeldExam
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.exams.answer_sheet import AnswerSheet, Asked, marked
from kiosk.features.quiz.rules.exams.people_list import Listed


def own_copy(database: Database, vault: Vault, _files: SealedFiles, blind: bytes) -> list[OwnFile]:
    """Raises SealBroken, KeyVersionUnknown, CellUnreadable."""
    told = database.call(partial(_told, vault=vault, blind=blind))
    return [(f"quiz/{words.COPY}", ("\n\n".join(told) + "\n").encode())] if told else []


def _told(connection: Connection, vault: Vault, blind: bytes) -> list[str]:
    return [said for held in store.all_exams(connection) if (said := _of_exam(connection, vault, blind, held))]


def _of_exam(connection: Connection, vault: Vault, blind: bytes, held: HeldExam) -> str:
    listed, sitting = store.in_list(connection, vault, held.id, blind), store.sitting_id(connection, held.id, blind)
    begun = None if sitting is None else store.begun(connection, vault, sitting)
    sheet = None if sitting is None else store.answer_sheet(connection, vault, sitting)
    if begun is not None and sheet is not None:
        return "\n".join([held.exam.title, *_who(begun.who), *_sat(held, begun, sheet)])
    return "\n".join([held.exam.title, *_who(listed.listed), words.NOT_BEGUN]) if listed else ""


def _who(listed: Listed) -> list[str]:
    extra = words.minutes(listed.extra_minutes) if listed.extra_minutes else ""
    rows = ((words.NAME, listed.name), (words.NUMBER, listed.id_number), (words.BRANCH, listed.branch))
    return [f"{head}：{text}" for head, text in (*rows, (words.EXTRA, extra)) if text]


def _sat(held: HeldExam, begun: Begun, sheet: AnswerSheet) -> list[str]:
    rows = [f"{words.BEGAN}：{begun.began_at[:16]}"]
    if sheet.is_done:
        made = marked(begun.paper, sheet, partial=held.exam.partial)
        rows.append(f"{words.ENDED}：{sheet.ended_at[:16]}")
        rows.append(f"{words.POINTS}：{words.points(made.points, made.right, made.total)}")
    rows.append(f"{words.USED}：{words.used(sheet.used_ms // 1000)}")
    rows.append(f"{words.ANSWERS}：")
    return rows + [
        f"{place + 1}. {asked.item.stem} — {_given(asked, sheet.answers.get(place))}"
        for place, asked in enumerate(begun.paper)
    ]


def _given(asked: Asked, answer: Answer | None) -> str:
    if answer is None:
        return words.NONE
    options = asked.shown.options
    return "、".join((*(options[place] for place in answer.chosen), *answer.texts))
