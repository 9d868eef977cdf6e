"""Who is logged in now. In memory only: a restart logs everybody out, and a copied database opens no page.

    token, session = sessions.begin(account)      # the token goes into the cookie, nowhere else
    session = sessions.of(token)                  # raises SessionOver after ten idle minutes

Idle means that nobody acted: a page that keeps itself fresh does not keep its session alive.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.core.access.accounts import Account

IDLE_SECONDS = 600  # docs/privacy.md
LONGEST_SECONDS = 16 * 3600  # a day's work; then log in again, whatever was done
NOTICE_SECONDS = 10
ASKED_SECONDS = 60  # somebody may think about it that long
PRESSES_KEPT = 64  # of one person, from all tabs: far more than can be on their way at once
TOKEN_BYTES = 32


class SessionOver(Exception):
    """No such session, or it was idle too long."""


class SeatTaken(Exception):
    """Somebody else sits there, and has to be asked about first."""

    def __init__(self, sitter: Session) -> None:
        super().__init__()
        self.sitter = sitter


@dataclass(slots=True)
class Session:
    """One browser of one person."""

    account: Account
    began: float
    acted: float
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(TOKEN_BYTES), repr=False)
    window_id: int | None = None
    looks_for: str = ""  # what this person searches on the page, as typed
    notice: tuple[str, str] = ("", "")  # what went wrong, what is worth knowing; of the last thing this person did
    notice_until: float = 0.0
    presses: deque[str] = field(default_factory=lambda: deque(maxlen=PRESSES_KEPT), repr=False)
    """The newest that were done: one that is sent again because its answer was lost is not done again."""
    pressing: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)
    """Held while a press is done: after a freeze the same one may lie twice in the line."""
    asked_by: tuple[str, float] = ("", 0.0)  # who asks for the seat, and until when the page says so
    lost_to: tuple[int, str] | None = None  # the window that somebody took over, and who

    def accepts(self, csrf: str) -> bool:
        return secrets.compare_digest(csrf.encode(), self.csrf.encode())


class Sessions:
    """All sessions of this process. Any thread."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._by_hash: dict[str, Session] = {}

    def begin(self, account: Account) -> tuple[str, Session]:
        token, now = secrets.token_urlsafe(TOKEN_BYTES), self._seconds()
        session = Session(account, began=now, acted=now)
        with self._lock:
            self._forget_old()
            self._by_hash[_hash(token)] = session
        return token, session

    def of(self, token: str, *, acts: bool = False) -> Session:
        """The session behind a cookie; ``acts`` when a person did something. Raises SessionOver."""
        with self._lock:
            self._forget_old()
            session = self._by_hash.get(_hash(token))
            if session is None:
                raise SessionOver
            if acts:
                session.acted = self._seconds()
            return session

    def tell(self, session: Session, wrong: str = "", known: str = "") -> None:
        """What the person's page says for the next moments, also when it refreshes itself meanwhile."""
        session.notice, session.notice_until = (wrong, known), self._seconds() + NOTICE_SECONDS

    def told(self, session: Session) -> tuple[str, str]:
        return session.notice if self._seconds() < session.notice_until else ("", "")

    def end(self, token: str) -> None:
        with self._lock:
            self._by_hash.pop(_hash(token), None)

    def end_all_of(self, account_id: int, *, but: Session | None = None) -> None:
        """After a new password, other roles or a closed account: every other browser is logged out."""
        with self._lock:
            self._by_hash = {
                key: one for key, one in self._by_hash.items() if one.account.id != account_id or one is but
            }

    def open_now(self) -> set[str]:
        """The form tokens of everybody who is logged in: what is kept for a log-in goes with it."""
        with self._lock:
            self._forget_old()
            return {one.csrf for one in self._by_hash.values()}

    def at_window(self, window_id: int) -> Session | None:
        """Who sits at a window now."""
        with self._lock:
            self._forget_old()
            return next((one for one in self._by_hash.values() if one.window_id == window_id), None)

    def windows(self) -> frozenset[int]:
        """The windows somebody sits at now."""
        with self._lock:
            self._forget_old()
            return frozenset(one.window_id for one in self._by_hash.values() if one.window_id is not None)

    def sit_down(self, session: Session, window_id: int, *, over: int | None = None) -> None:
        """Take a window. Whoever sat there is told, and asked for a window again.

        Args:
            over: the account of who sits there, where the person has agreed to take their seat.

        Raises SeatTaken when another person sits there whom `over` does not name; they are told that somebody asks.
        """
        with self._lock:
            self._forget_old()
            there = [one for one in self._by_hash.values() if one.window_id == window_id and one is not session]
            for other in there:
                if other.account.id not in (session.account.id, over):
                    other.asked_by = (session.account.masked, self._seconds() + ASKED_SECONDS)
                    raise SeatTaken(other)
            for other in there:
                other.window_id, other.lost_to = None, (window_id, session.account.masked)
                other.asked_by = ("", 0.0)
            session.window_id, session.lost_to = window_id, None

    def asks_for_seat(self, session: Session) -> str:
        """Who is being asked just now whether to take this person's seat; nobody: empty."""
        who, until = session.asked_by
        return who if self._seconds() < until else ""

    def _forget_old(self) -> None:
        now = self._seconds()
        for key, one in list(self._by_hash.items()):
            if now - one.acted >= IDLE_SECONDS or now - one.began >= LONGEST_SECONDS:
                del self._by_hash[key]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
