"""Who sits at which terminal: kept in the hall's memory only, and by a random word that goes with the card.

    visit = visits.open(terminal_id, blind, offers)          # whoever sat there before, or elsewhere, sits no longer:
    ended = visits.ended_by(terminal_id, blind)              # these
    visit = visits.of(terminal_id, word)                     # raises ExamRefused: GONE, ELSEWHERE
    visits.hear(visit)                                       # a contact: time goes on

What came of the time since it was last kept is here (`unkept_ms`): it is kept with each answer, when the visit ends or
another one takes over, and every half minute. A hall that dies takes nothing from anybody. Used inside works of the
database, hence one after another; `sitting_now` is asked from anywhere.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kiosk.features.quiz.rules.exams.answer_sheet import Paper
from kiosk.features.quiz.rules.exams.clock import passed_ms
from kiosk.features.quiz.rules.exams.people_list import Listed
from kiosk.features.quiz.wire_exams import ExamRefused, Refusal

SILENT_SECONDS = 600.0  # of a terminal that neither asks nor says that its visit is over
KEPT_MS = 30_000  # of time that is not in the database yet
HEARD_SECONDS = 15.0  # three silences: somebody sits there
MOST_MARKED = 1_000


@dataclass(frozen=True, slots=True)
class Seat:
    """The sitting of a visit, with its paper; how far it is stands in the database alone."""

    exam: int
    sitting: int
    paper: Paper
    name: str

    def __repr__(self) -> str:
        return "Seat(hidden)"


@dataclass(slots=True)
class Visit:
    """`offers`: exams that this person may sit, with what they are in each. `heard`: the last contact, monotonic.
    `pictures`: the terminal says that it shows them.
    """

    terminal_id: int
    word: str
    blind: bytes
    offers: Mapping[int, Listed]
    heard: float
    seat: Seat | None = None
    unkept_ms: int = 0
    before_ms: int = 0  # of it, before the last contact
    pictures: bool = False

    def __repr__(self) -> str:
        return "Visit(hidden)"


class Visits:
    """At most one a terminal, and one a person. `seconds`: a clock that never goes back."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._of: dict[int, Visit] = {}
        self._elsewhere: dict[str, None] = {}  # words of visits that went on at another terminal

    def ended_by(self, terminal_id: int, blind: bytes | None) -> list[Visit]:
        """Those that are over once this person, or somebody who may sit nothing, puts a card on that terminal."""
        return [one for one in self._of.values() if one.terminal_id == terminal_id or one.blind == blind]

    def open(self, terminal_id: int, blind: bytes, offers: Mapping[int, Listed]) -> Visit:
        self._of.pop(terminal_id, None)
        for other in [one for one in self._of.values() if one.blind == blind]:
            self._of.pop(other.terminal_id)
            self._elsewhere[other.word] = None
        while len(self._elsewhere) > MOST_MARKED:
            self._elsewhere.pop(next(iter(self._elsewhere)))
        visit = Visit(terminal_id, secrets.token_urlsafe(24), blind, dict(offers), self._seconds())
        self._of[terminal_id] = visit
        return visit

    def leave(self, terminal_id: int) -> None:
        """Whoever sat there sits no longer."""
        self._of.pop(terminal_id, None)

    def of(self, terminal_id: int, word: str) -> Visit:
        """Raises ExamRefused."""
        visit = self._of.get(terminal_id)
        if visit is not None and hmac.compare_digest(visit.word.encode(), word.encode()):
            if self._seconds() - visit.heard <= SILENT_SECONDS:
                return visit
            self._of.pop(terminal_id)
        raise ExamRefused(Refusal.ELSEWHERE if word in self._elsewhere else Refusal.GONE)

    def forget_exam(self, exam: int) -> None:
        """It is deleted, with everybody who sits in it; nobody whom it was offered may begin the next of its number."""
        for one in list(self._of.values()):
            one.offers = {number: listed for number, listed in one.offers.items() if number != exam}
            if one.seat is not None and one.seat.exam == exam:
                self._of.pop(one.terminal_id)

    def sitting_now(self, exam: int) -> frozenset[int]:
        """The sittings of that exam whose terminal was heard a moment ago."""
        now = self._seconds()
        seats = [one.seat for one in list(self._of.values()) if now - one.heard <= HEARD_SECONDS]
        return frozenset(seat.sitting for seat in seats if seat is not None and seat.exam == exam)

    def close(self, terminal_id: int, word: str) -> None:
        visit = self._of.get(terminal_id)
        if visit is not None and hmac.compare_digest(visit.word.encode(), word.encode()):
            self._of.pop(terminal_id)

    def hear(self, visit: Visit) -> None:
        """A contact: the time since the last one is used up."""
        now = self._seconds()
        visit.before_ms = visit.unkept_ms
        if visit.seat is not None:
            visit.unkept_ms += passed_ms(visit.heard, now)
        visit.heard = now

    def unheard(self, terminal_id: int, word: str) -> None:
        """The hall could not keep what came of that contact: the time since the one before is given back."""
        visit = self._of.get(terminal_id)
        if visit is not None and hmac.compare_digest(visit.word.encode(), word.encode()):
            visit.unkept_ms = visit.before_ms
