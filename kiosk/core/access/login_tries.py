"""How wrong log-ins are counted, so that guessing gets slow and no stranger locks out who works here.

A try is counted where it comes from. Five wrong ones there -> 15 s, doubling to at most 15 minutes.

- from a browser that a log-in of this name left a cookie in: by name and browser;
- from an address at which this name logged in before: by name and address;
- from anywhere else by name and address too, and besides by the name (guesses from many addresses) and by the address
  (one password for many names): these two from the twentieth on. They hold back strangers only.
- somebody logged in who gives their own password again: by the account; nobody else can add to it.

`MOST_ROWS` bounds the table; rows with the fewest wrong tries go first, so that a flood of names frees no lock.
"""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from kiosk.core.access.schema import login_places, login_tries
from kiosk.core.database.clock import stamp

TRIES = 5
STRANGERS_TRIES = 20
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 15, 900
TRIES_KEPT = timedelta(days=1)
MOST_ROWS = 10_000
PLACES_KEPT = timedelta(days=180)
MOST_PLACES = 20  # of one account
OWN, KNOWN, STRANGER = 0, 1, 2  # ranks
IPV6_SITE = 64  # bits: a household is given that much, and every address in it is free to choose


@dataclass(frozen=True, slots=True)
class Place:
    """Where a try comes from: the connection's address, and the cookie that an earlier log-in left in the browser."""

    address: str = ""
    browser: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Counted:
    """One row that a try counts in; locked from `tries` wrong ones on. `name_hash` empty: of no single name."""

    mark: str
    name_hash: str
    tries: int = TRIES


@dataclass(frozen=True, slots=True)
class Standing:
    """How a try is met. `rank`: OWN, KNOWN, or STRANGER and one more for each wrong try of that address."""

    counted: tuple[Counted, ...]
    rank: int
    wait_seconds: int


def standing(connection: Connection, name: str, account_id: int | None, place: Place, now: datetime) -> Standing:
    """Of a try at the log-in page; `account_id` None: nobody has that name."""
    named, address = hash_of("name", name.casefold()), _site(place.address)
    browser = Counted(hash_of("in", named, place.browser), named)
    here = Counted(hash_of("at", named, address), named)
    known = _known(connection, account_id, now)
    if place.browser and hash_of("browser", place.browser) in known:
        return _stand(connection, (browser,), KNOWN, now)
    if hash_of("address", address) in known:
        return _stand(connection, (here,), KNOWN, now)
    anywhere, anybody = Counted(named, named, STRANGERS_TRIES), Counted(hash_of("from", address), "", STRANGERS_TRIES)
    return _stand(connection, (here, anywhere, anybody), STRANGER + _wrong(connection, anybody, now), now)


def standing_of_own(connection: Connection, name: str, account_id: int, now: datetime) -> Standing:
    """Of somebody logged in who gives their password again."""
    own = Counted(hash_of("own", str(account_id)), hash_of("name", name.casefold()))
    return _stand(connection, (own,), OWN, now)


def wait_seconds(connection: Connection, counted: tuple[Counted, ...], now: datetime) -> int:
    """Seconds until the next try is heard; 0: now."""
    marks = [one.mark for one in counted]
    ends = connection.execute(select(login_tries.c.locked_until).where(login_tries.c.mark.in_(marks))).scalars()
    left = [(datetime.fromisoformat(end) - now).total_seconds() for end in ends if end]
    # A clock set back must not lock for days.
    return min(max([0, *(int(one + 0.999) for one in left)]), LONGEST_WAIT_SECONDS)


def wrong(connection: Connection, counted: tuple[Counted, ...], now: datetime) -> int:
    """Count one more in each; the seconds until the next try is heard."""
    waits = [_count(connection, one, now) for one in counted]
    _sweep(connection, now)
    return max(waits)


def begin_anew(connection: Connection, counted: Counted) -> None:
    """The right password was given: this row's count ends."""
    connection.execute(delete(login_tries).where(login_tries.c.mark == counted.mark))


def remember(connection: Connection, account_id: int, place: Place, now: datetime) -> None:
    """The place is known to be this account's from now on."""
    c = login_places.c
    for mark in (hash_of("browser", place.browser), hash_of("address", _site(place.address))):
        row = {"account_id": account_id, "mark": mark, "seen_at": stamp(now)}
        seen = upsert(login_places).values(**row)
        connection.execute(seen.on_conflict_do_update(index_elements=[c.account_id, c.mark], set_=row))
    newest = select(c.mark).where(c.account_id == account_id).order_by(c.seen_at.desc()).limit(MOST_PLACES)
    connection.execute(delete(login_places).where((c.account_id == account_id) & c.mark.not_in(newest)))


def forget(connection: Connection, name: str, account_id: int) -> None:
    """A new password or a closed account: its locks end, and no place is known any more."""
    connection.execute(delete(login_tries).where(login_tries.c.name_hash == hash_of("name", name.casefold())))
    connection.execute(delete(login_places).where(login_places.c.account_id == account_id))


def is_known_browser(connection: Connection, browser: str) -> bool:
    """Whether anybody logged in with this cookie: a browser that colleagues share keeps it."""
    mark = hash_of("browser", browser)
    return connection.execute(select(login_places.c.mark).where(login_places.c.mark == mark)).first() is not None


def wait_after(wrong_ones: int, tries: int = TRIES) -> int:
    """Seconds until the next try is heard, after that many wrong ones in a row."""
    doublings = min(wrong_ones - tries, 10)
    return 0 if doublings < 0 else min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS << doublings)


def hash_of(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _stand(connection: Connection, counted: tuple[Counted, ...], rank: int, now: datetime) -> Standing:
    return Standing(counted, rank, wait_seconds(connection, counted, now))


def _known(connection: Connection, account_id: int | None, now: datetime) -> set[str]:
    c = login_places.c
    fresh = (c.account_id == account_id) & (c.seen_at > stamp(now - PLACES_KEPT))
    return set(connection.execute(select(c.mark).where(fresh)).scalars())


def _wrong(connection: Connection, counted: Counted, now: datetime) -> int:
    c = login_tries.c
    recent = (c.mark == counted.mark) & (c.at > stamp(now - TRIES_KEPT))
    return int(connection.execute(select(c.wrong).where(recent)).scalar() or 0)


def _count(connection: Connection, counted: Counted, now: datetime) -> int:
    wrong_ones = _wrong(connection, counted, now) + 1
    seconds = wait_after(wrong_ones, counted.tries)
    until = stamp(now + timedelta(seconds=seconds)) if seconds else None
    values = {"wrong": wrong_ones, "locked_until": until, "at": stamp(now)}
    row = upsert(login_tries).values(mark=counted.mark, name_hash=counted.name_hash, **values)
    connection.execute(row.on_conflict_do_update(index_elements=[login_tries.c.mark], set_=values))
    return seconds


def _sweep(connection: Connection, now: datetime) -> None:
    c = login_tries.c
    connection.execute(delete(login_tries).where(c.at < stamp(now - TRIES_KEPT)))
    over = connection.execute(select(func.count()).select_from(login_tries)).scalar_one() - MOST_ROWS
    if over > 0:
        least = select(c.mark).order_by(c.wrong, c.at).limit(over)
        connection.execute(delete(login_tries).where(c.mark.in_(least)))


def _site(address: str) -> str:
    """What a machine cannot choose of its address; an address that is none stays as it is (a Unix socket: empty)."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((int(found), IPV6_SITE), strict=False))
    return str(found)
