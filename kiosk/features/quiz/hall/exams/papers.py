"""The paper of one person, drawn of an exam's own bank: on a worker, since a bank is unsealed and read for it."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from content.banks.bank_file import read_own
from content.banks.model import Bank
from kiosk.features.quiz.hall.exams.store import HeldExam
from kiosk.features.quiz.rules.choices import Fills, choices
from kiosk.features.quiz.rules.exams.answer_sheet import Asked, Paper
from kiosk.features.quiz.rules.paper import Question, draw
from kiosk.features.quiz.rules.pool import Pool

KEPT = 4
_Key = tuple[int, str, date]


@dataclass(frozen=True, slots=True)
class _Ready:
    """A bank made ready. `fills`: of which choices are made."""

    pool: Pool
    fills: Fills


class Papers:
    """Keeps the banks of the exams that were drawn of last, made ready. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ready: dict[_Key, _Ready] = {}

    def knows(self, held: HeldExam, day: date) -> bool:
        return _key(held, day) in self._ready

    def draw(self, held: HeldExam, day: date, bank: bytes | None) -> Paper:
        """By a seed that nobody chose. `bank`: sealed no longer; None where it `knows` it. Blocks."""
        ready, seed = self._of(held, day, bank), secrets.randbits(63)
        drawn = draw(ready.pool, held.exam.plan, seed)
        return tuple(_asked(question, ready.fills, str(seed)) for question in drawn.questions)

    def forget_exam(self, exam: int) -> None:
        with self._lock:
            for key in [key for key in self._ready if key[0] == exam]:
                self._ready.pop(key)

    def _of(self, held: HeldExam, day: date, bank: bytes | None) -> _Ready:
        key = _key(held, day)
        with self._lock:
            ready = self._ready.pop(key, None) or _made_ready(bank or b"", day)
            self._ready[key] = ready
            while len(self._ready) > KEPT:
                self._ready.pop(next(iter(self._ready)))
            return ready


def _made_ready(content: bytes, day: date) -> _Ready:
    bank = read_bank(content)
    return _Ready(Pool([bank], day), Fills(bank))


def read_bank(content: bytes) -> Bank:
    """As it was sealed. Raises BankRejected."""
    return read_own(Path("exam"), content)


def _key(held: HeldExam, day: date) -> _Key:
    return held.id, held.made_at, day


def _asked(question: Question, fills: Fills, seed: str) -> Asked:
    item = question.item
    return Asked(item, question.order, choices(item, fills.near(item), seed) if item.blanks else ())
