"""What was asked before papers for members, as the console reads it in the audit chain."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from kiosk.core.sealing.audit import Told
from kiosk.features.quiz.hall.members import words
from kiosk.features.quiz.hall.members.desk import ACTION


def _about(_connection: Connection, _counts: Mapping[str, int]) -> str:
    return ""


AUDITED: Mapping[str, Told] = {ACTION: Told(words.ACTION, _about)}
