"""What a sitting came to, and the number of its certificate: both follow from what is kept, at any time again."""

from __future__ import annotations

from kiosk.core.database.clock import stamp
from kiosk.core.sealing.vault import Vault
from kiosk.features.membership.rules.names import mask
from kiosk.features.quiz.hall.exams.store import HeldExam
from kiosk.features.quiz.rules.exams.answer_sheet import AnswerSheet, Marked, Paper, marked
from kiosk.features.quiz.wire_exams import Outcome

_DIGITS = 8


def outcome(vault: Vault, held: HeldExam, blind: bytes, name: str, paper: Paper, sheet: AnswerSheet) -> Outcome:
    """Of one that was handed in, or whose exam is over."""
    made = marked(paper, sheet, partial=held.exam.partial)
    passed = has_passed(held, made)
    return Outcome(
        held.exam.title, made.points, passed, made.right, made.total, sheet.used_ms // 1000,
        sheet.ended_at or stamp(held.exam.ends_at), mask(name),
        certificate_number(vault, held, blind) if passed and held.exam.certificate else "",
    )  # fmt: skip


def has_passed(held: HeldExam, made: Marked) -> bool:
    return made.points >= held.exam.pass_mark


def certificate_number(vault: Vault, held: HeldExam, blind: bytes) -> str:
    """The same each time, and only this hall's key makes it: ``12-04718203``."""
    made = vault.mark("exam", f"{held.id}|{held.made_at}|".encode() + blind)
    return f"{held.id}-{int.from_bytes(made[:8]) % 10**_DIGITS:0{_DIGITS}}"
