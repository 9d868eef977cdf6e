"""One-time PINs: how somebody without a card reads their own record.

    pin = issue(connection, vault, id_number, by=account_id, now=now)     # at the desk, the document was checked
    marks = marks_of(vault, id_number, terminal_id)
    seconds = wait_seconds(connection, marks, now)                        # above 0: locked, nothing is looked at
    pin_id = right_pin(connection, vault, id_number, typed, now)          # 0: wrong, used, too old, or none
    use(connection, pin_id, now)

A PIN is for one ID number, whether or not a record exists; ten minutes, once. The database holds a
keyed hash of number and PIN: without the key a million guesses prove nothing. Wrong PINs count for the number and for
the terminal: from the fifth on 15 s, doubling to 15 minutes. A new PIN frees its number, so that no stranger can lock
somebody out for longer than a PIN lives; the terminal stays locked. A card never waits.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import Connection, delete, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from devices.id_card import id_number as id_numbers
from kiosk.core.database.clock import stamp
from kiosk.core.sealing import audit
from kiosk.core.sealing.vault import Vault
from kiosk.features.membership.hall.schema import lookup_pins, pin_locks

PIN_DIGITS = 6
LIVES = timedelta(minutes=10)
KEPT = timedelta(days=1)  # rows of old PINs, and of wrong ones in a row that nobody added to
WRONG_BEFORE_LOCK = 5
FIRST_LOCK_SECONDS, LONGEST_LOCK_SECONDS = 15, 15 * 60

Marks = tuple[bytes, bytes]
"""Keyed hashes that stand for an ID number and for a terminal in the list of locks."""

_NO_PROOF = bytes(32)


@dataclass(frozen=True, slots=True)
class PinProof:
    """What the visitor typed: the ID number and the PIN that a clerk gave them."""

    id_number: str
    pin: str

    def __repr__(self) -> str:
        return "PinProof(hidden)"


def issue(connection: Connection, vault: Vault, id_number: str, by: int, now: datetime) -> str:
    """A new PIN for that number; an open one of the same number is void. `by` is the clerk's account id.

    Raises devices.id_card.id_number.IdNumberWrong. Says nothing of whether there is a record.
    """
    number = id_numbers.parse(id_number)
    blind, pin = vault.blind_index(number), f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}d}"
    c = lookup_pins.c
    connection.execute(delete(lookup_pins).where(or_(c.blind == blind, c.expires_at < stamp(now - KEPT))))
    row = {
        "blind": blind,
        "proof": _proof(vault, number, pin),
        "issued_at": stamp(now),
        "expires_at": stamp(now + LIVES),
        "issued_by": by,
    }
    connection.execute(insert(lookup_pins), row)
    connection.execute(delete(pin_locks).where(pin_locks.c.mark == _number_mark(vault, number)))
    entry = audit.Entry(stamp(now), "clerk", "pin_issue", "issued", blind=blind, detail={"account": by})
    audit.append(connection, vault, entry)
    return pin


def right_pin(connection: Connection, vault: Vault, id_number: str, pin: str, now: datetime) -> int:
    """The id of the open PIN of this number if `pin` is it, else 0; the same work in each case."""
    number, c = id_numbers.normalise(id_number), lookup_pins.c
    open_one = (c.blind == vault.blind_index(number)) & c.used_at.is_(None) & (c.expires_at > stamp(now))
    row = connection.execute(select(c.id, c.proof).where(open_one)).first()
    right = hmac.compare_digest(_proof(vault, number, pin), row.proof if row else _NO_PROOF)
    return int(row.id) if row and right else 0


def use(connection: Connection, pin_id: int, now: datetime) -> None:
    """It opens nothing any more; 0 costs as much as a real one."""
    connection.execute(update(lookup_pins).where(lookup_pins.c.id == pin_id).values(used_at=stamp(now)))


# -- wrong ones -------------------------------------------------------------------------------------------------------


def marks_of(vault: Vault, id_number: str, terminal_id: int) -> Marks:
    """Under which a wrong PIN for this number at this terminal is counted."""
    number = id_numbers.normalise(id_number)
    return _number_mark(vault, number), vault.blind_index(f"pin-lock|terminal|{terminal_id}")


def wait_seconds(connection: Connection, marks: Marks, now: datetime) -> int:
    """Seconds until either lock ends; 0 when a PIN may be tried."""
    c = pin_locks.c
    ends = connection.execute(select(c.locked_until).where(c.mark.in_(marks))).scalars().all()
    left = [ceil((datetime.fromisoformat(end) - now).total_seconds()) for end in ends if end]
    # A lock further off than the longest is of a clock that stood elsewhere.
    return max((seconds for seconds in left if 0 < seconds <= LONGEST_LOCK_SECONDS), default=0)


def wrong(connection: Connection, marks: Marks, now: datetime) -> int:
    """Count one more for both; the seconds until the next try (0 before the fifth)."""
    return max(_count(connection, mark, now) for mark in marks)


def forgive(connection: Connection, marks: Marks) -> None:
    """The right PIN was given: both begin anew."""
    connection.execute(delete(pin_locks).where(pin_locks.c.mark.in_(marks)))


def _count(connection: Connection, mark: bytes, now: datetime) -> int:
    c = pin_locks.c
    before = connection.execute(select(c.wrong).where((c.mark == mark) & (c.at > stamp(now - KEPT)))).scalar() or 0
    seconds = lock_seconds(before + 1)
    until = stamp(now + timedelta(seconds=seconds)) if seconds else None
    values = {"wrong": before + 1, "locked_until": until, "at": stamp(now)}
    row = upsert(pin_locks).values(mark=mark, **values)
    connection.execute(row.on_conflict_do_update(index_elements=[c.mark], set_=values))
    return seconds


def lock_seconds(wrong_ones: int) -> int:
    """After so many in a row: 0, then from the fifth on 15, 30, … at most 900."""
    over = wrong_ones - WRONG_BEFORE_LOCK
    return 0 if over < 0 else min(LONGEST_LOCK_SECONDS, FIRST_LOCK_SECONDS << min(over, 16))


def _number_mark(vault: Vault, number: str) -> bytes:
    return vault.blind_index(f"pin-lock|number|{number}")


def _proof(vault: Vault, number: str, pin: str) -> bytes:
    return vault.blind_index(f"pin|{number}|{pin}")
