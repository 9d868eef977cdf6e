"""Kept results as they lie in the hall database. Every function is part of a work of its owner.

Each blob names its person by the blind index: a row whose index was changed by hand shows nobody's result to another.
"""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from kiosk.core.database.clock import stamp
from kiosk.core.link.shapes import WrongShape
from kiosk.core.sealing.vault import KeyVersionUnknown, SealBroken, Sealed, Vault
from kiosk.features.quiz.hall.results.schema import quiz_results
from kiosk.features.quiz.wire_kept import MOST_KEPT, KeptResult, result_from_json

log = logging.getLogger(__name__)

_UNSOUND = (SealBroken, KeyVersionUnknown, WrongShape, ValueError, KeyError)
_c = quiz_results.c


@dataclass(frozen=True, slots=True)
class Held:
    """One row: whose name was on the card, the result, and the how-manieth of this person it is (rows are random)."""

    row: int
    name: str
    result: KeptResult
    place: int = 0

    def __repr__(self) -> str:
        return "Held(hidden)"


def of_person(connection: Connection, vault: Vault, blind: bytes) -> list[Held]:
    """The newest first. What cannot be unsealed is left out, and said in the log by its place."""
    rows = connection.execute(select(quiz_results).where(_c.blind == blind)).all()
    found = list[Held]()
    for row in rows:
        try:
            plain = vault.unseal(quiz_results.name, row.id, Sealed(row.key_version, row.wrapped_key, row.blob))
            told = json.loads(plain)
            if bytes.fromhex(told["blind"]) != blind:
                raise WrongShape("of another person")
            found.append(Held(row.id, told["name"], result_from_json(told["result"]), told.get("place", 0)))
        except _UNSOUND as error:
            log.error("kept result left out: row %s: %s", row.id, type(error).__name__)
    return sorted(found, key=lambda held: (held.result.day, held.place), reverse=True)


def keep(connection: Connection, vault: Vault, blind: bytes, name: str, result: KeptResult, now: datetime) -> None:
    """One row more, unless it is there; of `MOST_KEPT` the oldest goes."""
    held = of_person(connection, vault, blind)
    if any(one.result.key == result.key for one in held):
        return
    drop(connection, [one.row for one in held[MOST_KEPT - 1 :]])
    row_id = secrets.randbits(62)
    place = max((one.place for one in held), default=0) + 1
    told = {"blind": blind.hex(), "name": name, "result": asdict(result), "place": place}
    plain = json.dumps(told, ensure_ascii=False)
    sealed = vault.seal(quiz_results.name, row_id, plain.encode())
    connection.execute(insert(quiz_results).values(
        id=row_id, blind=blind, day=stamp(now)[:10], key_version=sealed.key_version, wrapped_key=sealed.wrapped_key,
        blob=sealed.blob,
    ))  # fmt: skip


def drop(connection: Connection, rows: Collection[int]) -> None:
    """Freed pages are overwritten."""
    if rows:
        connection.exec_driver_sql("PRAGMA secure_delete = ON").close()
        connection.execute(delete(quiz_results).where(_c.id.in_(rows)))
