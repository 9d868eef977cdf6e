"""What was done with packs, as the console reads it in the audit chain: numbers of rows there, names here."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from kiosk.core.sealing.audit import Told
from kiosk.features.exhibition.hall.schema import packs, tombstones, withdrawn_questions
from kiosk.features.exhibition.hall.words import ACTIONS, about, about_question
from kiosk.features.exhibition.rules import event_names


def _about(connection: Connection, counts: Mapping[str, int]) -> str:
    pack = connection.execute(select(packs.c.title).where(packs.c.id == counts.get("pack"))).scalar()
    item = connection.execute(select(tombstones.c.item).where(tombstones.c.id == counts.get("down"))).scalar()
    return about(pack or "", counts.get("version", 0), item or "")


def _about_question(connection: Connection, counts: Mapping[str, int]) -> str:
    withdrawn = withdrawn_questions.c
    found = connection.execute(
        select(withdrawn.bank, withdrawn.question).where(withdrawn.id == counts.get("question"))
    ).first()
    if found is None:
        return ""
    title = connection.execute(select(packs.c.title).where(packs.c.name == found.bank.partition("/")[0])).scalar()
    return about_question(title or found.bank, found.question)


_OF_QUESTIONS = (event_names.QUESTION_WITHDRAWN, event_names.QUESTION_BROUGHT_BACK)

AUDITED: Mapping[str, Told] = {
    action: Told(says, _about_question if action in _OF_QUESTIONS else _about) for action, says in ACTIONS.items()
}
