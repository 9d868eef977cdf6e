"""What was done with exams, as the console reads it in the audit chain: numbers of rows there, titles here."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from kiosk.core.sealing.audit import Told
from kiosk.features.quiz.hall.exams.schema import exams
from kiosk.features.quiz.hall.exams.words import ACTIONS, about


def _about(connection: Connection, counts: Mapping[str, int]) -> str:
    title = connection.execute(select(exams.c.title).where(exams.c.id == counts.get("exam"))).scalar()
    return about(title or "", counts.get("people"))


AUDITED: Mapping[str, Told] = {action: Told(says, _about) for action, says in ACTIONS.items()}
