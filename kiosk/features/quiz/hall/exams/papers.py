"""The paper of one person, drawn of an exam's own bank: on a worker, since a bank is unsealed and read for it."""

from __future__ import annotations

import secrets
import threading
from datetime import date
from pathlib import Path

from content.banks.bank_file import read_own
from content.banks.model import Bank
from kiosk.features.quiz.hall.exams.store import HeldExam
from kiosk.features.quiz.rules.exams.answer_sheet import Asked, Paper
from kiosk.features.quiz.rules.paper import Question, draw
from kiosk.features.quiz.rules.pool import Pool

KEPT_POOLS = 4
_Key = tuple[int, str, date]


class Papers:
    """Keeps the banks of the exams that were drawn of last, made ready. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pools: dict[_Key, Pool] = {}

    def knows(self, held: HeldExam, day: date) -> bool:
        return _key(held, day) in self._pools

    def draw(self, held: HeldExam, day: date, bank: bytes | None) -> Paper:
        """By a seed that nobody chose. `bank`: sealed no longer; None where it `knows` it. Blocks."""
        pool = self._pool(held, day, bank)
        drawn = draw(pool, held.exam.plan, secrets.randbits(63))
        return tuple(_asked(question) for question in drawn.questions)

    def forget(self) -> None:
        with self._lock:
            self._pools.clear()

    def _pool(self, held: HeldExam, day: date, bank: bytes | None) -> Pool:
        key = _key(held, day)
        with self._lock:
            pool = self._pools.pop(key, None) or Pool([read_bank(bank or b"")], day)
            self._pools[key] = pool
            while len(self._pools) > KEPT_POOLS:
                self._pools.pop(next(iter(self._pools)))
            return pool


def read_bank(content: bytes) -> Bank:
    """As it was sealed. Raises BankRejected."""
    return read_own(Path("exam"), content)


def _key(held: HeldExam, day: date) -> _Key:
    return held.id, held.made_at, day


def _asked(question: Question) -> Asked:
    return Asked(question.item, question.order)
