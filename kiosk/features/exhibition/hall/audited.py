"""What was done with packs, as the console reads it in the audit chain: numbers of rows there, names here."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from kiosk.core.sealing.audit import Told
from kiosk.features.exhibition.hall.schema import packs, tombstones
from kiosk.features.exhibition.hall.words import ACTIONS, about


def _about(connection: Connection, counts: Mapping[str, int]) -> str:
    pack = connection.execute(select(packs.c.title).where(packs.c.id == counts.get("pack"))).scalar()
    item = connection.execute(select(tombstones.c.item).where(tombstones.c.id == counts.get("down"))).scalar()
    return about(pack or "", counts.get("version", 0), item or "")


AUDITED: Mapping[str, Told] = {action: Told(says, _about) for action, says in ACTIONS.items()}
