"""What was done with exams, as the console reads it in the audit chain: numbers of rows there, titles here.

The number of a deleted exam is soon another's: the second in which it was made, beside it, keeps them apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from kiosk.core.sealing.audit import Told
from kiosk.features.quiz.hall.exams.schema import exams
from kiosk.features.quiz.hall.exams.words import ACTIONS, about


def _about(connection: Connection, counts: Mapping[str, int]) -> str:
    found = connection.execute(select(exams.c.title, exams.c.made_at).where(exams.c.id == counts.get("exam"))).first()
    title = found.title if found is not None and made_second(found.made_at) == counts.get("made") else ""
    return about(title, counts.get("people"))


def made_second(made_at: str) -> int:
    """Of the time that an exam keeps of its making."""
    return int(datetime.fromisoformat(made_at).timestamp())


AUDITED: Mapping[str, Told] = {action: Told(says, _about) for action, says in ACTIONS.items()}
