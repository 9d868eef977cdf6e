"""What lies in the cells of an exam's tables: JSON, sealed but for the exam's own rules, and back.

Every `…_of` raises CellUnreadable, which holds nothing of the content.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from content.banks.bank_file import item_of, plain_of
from content.banks.model import Item, Kind
from content.banks.sound import Unclear
from kiosk.core.sealing.vault import KeyVersionUnknown, SealBroken
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.exams.answer_sheet import AnswerSheet, Asked, Paper
from kiosk.features.quiz.rules.exams.exam import Exam
from kiosk.features.quiz.rules.exams.people_list import Listed

P = ParamSpec("P")
T = TypeVar("T")


class CellUnreadable(Exception):
    """The cell was not written by this program."""


UNSOUND = (SealBroken, KeyVersionUnknown, CellUnreadable)
"""What a damaged row raises: one of them takes nothing from anybody else."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What was laid down when somebody began."""

    who: Listed
    began_at: str
    paper: Paper


def _read(make: Callable[P, T]) -> Callable[P, T]:
    @wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return make(*args, **kwargs)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, Unclear):
            raise CellUnreadable(make.__name__) from None

    return made


def _bytes(plain: Any) -> bytes:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


# -- an exam ----------------------------------------------------------------------------------------------------------


def rules_text(exam: Exam) -> str:
    plain = {
        "counts": [[kind and kind.value, number] for kind, number in exam.counts],
        "pass_mark": exam.pass_mark, "minutes": exam.minutes, "partial": exam.partial, "certificate": exam.certificate,
        "branches": list(exam.branches), "kept_days": exam.kept_days,
    }  # fmt: skip
    return json.dumps(plain, ensure_ascii=False)


@_read
def exam_of(row: Mapping[str, Any]) -> Exam:
    """Of a row of `exams`, by its columns."""
    plain = json.loads(row["rules"])
    closed = row["closed_at"]
    return Exam(
        row["title"], datetime.fromisoformat(row["opens_at"]), datetime.fromisoformat(row["closes_at"]),
        tuple((None if kind is None else Kind(kind), int(number)) for kind, number in plain["counts"]),
        int(plain["pass_mark"]), plain["minutes"], bool(plain["partial"]), bool(plain["certificate"]),
        tuple(map(str, plain["branches"])), int(plain["kept_days"]),
        None if closed is None else datetime.fromisoformat(closed),
    )  # fmt: skip


# -- people -----------------------------------------------------------------------------------------------------------


def listed_bytes(one: Listed) -> bytes:
    return _bytes(_plain_who(one))


@_read
def listed_of(content: bytes) -> Listed:
    return _who(json.loads(content))


def _plain_who(one: Listed) -> dict[str, Any]:
    return {"name": one.name, "id_number": one.id_number, "branch": one.branch, "extra": one.extra_minutes}


def _who(plain: Mapping[str, Any]) -> Listed:
    return Listed(str(plain["name"]), str(plain["id_number"]), str(plain["branch"]), int(plain["extra"]))


# -- sittings ---------------------------------------------------------------------------------------------------------


def begun_bytes(begun: Begun) -> bytes:
    paper = [
        {"item": plain_of(one.item), "order": list(one.order), "choices": [list(of) for of in one.choices]}
        for one in begun.paper
    ]
    return _bytes({"who": _plain_who(begun.who), "began_at": begun.began_at, "paper": paper})


@_read
def begun_of(content: bytes, made: Callable[[Any], Item] = item_of) -> Begun:
    """`made`: how an item is made of its plain form, for whoever reads many papers of one bank."""
    plain = json.loads(content)
    paper = tuple(
        Asked(made(one["item"]), tuple(map(int, one["order"])), tuple(tuple(map(str, of)) for of in one["choices"]))
        for one in plain["paper"]
    )
    return Begun(_who(plain["who"]), str(plain["began_at"]), paper)


def sheet_bytes(sheet: AnswerSheet) -> bytes:
    answers = {str(place): [list(one.chosen), list(one.texts)] for place, one in sheet.answers.items()}
    return _bytes({
        "number": sheet.number, "used_ms": sheet.used_ms, "extra": sheet.extra_minutes, "answers": answers,
        "ended_at": sheet.ended_at, "time_up": sheet.time_up,
    })  # fmt: skip


@_read
def sheet_of(content: bytes) -> AnswerSheet:
    plain = json.loads(content)
    answers = {
        int(place): Answer(tuple(map(int, chosen)), tuple(map(str, texts)))
        for place, (chosen, texts) in plain["answers"].items()
    }
    return AnswerSheet(
        int(plain["number"]), int(plain["used_ms"]), int(plain["extra"]), answers, str(plain["ended_at"]),
        bool(plain["time_up"]),
    )  # fmt: skip
