"""A paper and its answers as a terminal shows them: one question at a time, nothing that tells the right answer."""

from __future__ import annotations

from kiosk.features.quiz.hall.exams import words
from kiosk.features.quiz.rules.exams.answer_sheet import AnswerSheet, Asked, Paper
from kiosk.features.quiz.rules.exams.exam import Exam
from kiosk.features.quiz.wire_exams import ExamQuestion, Sitting


def shown(exam: Exam, paper: Paper, sheet: AnswerSheet, place: int | None, *, pictures: bool) -> Sitting:
    """With the question at ``place``, if there is one. ``pictures``: the terminal shows them."""
    is_there = place is not None and 0 <= place < len(paper)
    return Sitting(
        exam.title, len(paper), tuple(sheet.answers), sheet.number, sheet.left_seconds(exam.seconds),
        _question(paper[place], place, sheet, pictures) if place is not None and is_there else None,
    )  # fmt: skip


def _question(asked: Asked, place: int, sheet: AnswerSheet, pictures: bool) -> ExamQuestion:
    """A terminal of before pictures is told in the stem that there is one."""
    item, given, has_picture = asked.shown, sheet.answers.get(place), bool(asked.item.picture)
    stem = item.stem if pictures or not has_picture else f"{item.stem}{words.PICTURE_ELSEWHERE}"
    return ExamQuestion(
        place, item.kind.value, item.tag, stem, item.options, len(item.blanks), asked.choices,
        given.chosen if given else (), given.texts if given else (), has_picture,
    )  # fmt: skip
