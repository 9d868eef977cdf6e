"""What terminal and hall say to each other about 正式测试: who may sit, one question at a time, and what came of it.

The right answer and its explanation are nowhere in it: answers are marked in the hall. A card's name and number travel
in the body of `CARD` alone; after that a sitting is named by a `visit`, a random word that the hall keeps in memory for
this terminal and forgets at `END`, when another terminal takes over, or when it starts anew (`Refusal.GONE`: the card
is asked for again, and nothing is lost).

    POST /api/exams/card      {"name", "id_number"}         -> Mine
    POST /api/exams/start     {"visit", "exam", "pictures"} -> Sitting          begins, or goes on
    POST /api/exams/answer    {"visit", "number", "place", "answer", "next"} -> Sitting
    POST /api/exams/question  {"visit", "place"}            -> Sitting          another question, nothing answered
    POST /api/exams/picture   {"visit", "place"}            -> JPEG, PNG, WebP  of a question with one; else 404
    POST /api/exams/alive     {"visit"}                     -> Sitting          while somebody sits, every 5 s
    POST /api/exams/hand_in   {"visit"}                     -> Outcome          also once it is closed or time is up
    POST /api/exams/end       {"visit"}                     -> 204              the visit was wiped: it pauses
    GET  /api/exams/open                                    -> OpenExams        nothing about a person

"answer" is {"chosen": [places], "texts": [one a blank]}; an empty one takes back what was answered. "next": the place
of the question that is wanted with it, null for none. `Sitting` of "alive" has no question. "pictures": the terminal
shows them; one that does not say so is told in the stem that there is one.

Time is used up only while the hall hears of the sitting: with the terminal or the hall away it stands still.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from kiosk.core.link.shapes import Moment, read
from kiosk.features.quiz.rules.answer import Answer

PATH = "/api/exams"
CARD, START, ANSWER, QUESTION = f"{PATH}/card", f"{PATH}/start", f"{PATH}/answer", f"{PATH}/question"
ALIVE, HAND_IN, END, OPEN = f"{PATH}/alive", f"{PATH}/hand_in", f"{PATH}/end", f"{PATH}/open"
PICTURE = f"{PATH}/picture"
ALIVE_SECONDS = 5
MOST_PICTURE_BYTES = 1_000_000
"""As a picture is sent: a photograph for the largest panel, two seconds of a slow line."""
NO_PICTURE = "ExamNoPicture"  # the `error` of a 404


class Refusal(StrEnum):
    """Why the hall says no; the `error` of its answer, with status 404 (nobody, gone) or 409."""

    NOBODY = "ExamNobody"  # no exam that is open now is for this card; the one neutral answer
    GONE = "ExamVisitGone"  # the visit is not known: put the card on the reader again
    ELSEWHERE = "ExamElsewhere"  # the same card goes on at another terminal
    CLOSED = "ExamClosed"  # the keeper or the clock closed it; what was answered counts
    DONE = "ExamDone"  # it is handed in: one attempt
    TIME_UP = "ExamTimeUp"  # handed in with what was answered


class State(StrEnum):
    NEW = "new"
    PAUSED = "paused"
    DONE = "done"


def _is_state(text: str) -> bool:
    return State(text) in State


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went, of a sitting that is handed in. ``points`` of 100; ``number`` is the certificate's, "" for none."""

    title: str
    points: int
    passed: bool
    right: int
    total: int
    seconds: int
    finished_at: Moment
    who: str  # masked: 张*
    number: str = ""


@dataclass(frozen=True, slots=True)
class OwnExam:
    """An exam of this person. ``seconds`` None: without a clock. ``outcome`` of one that is done."""

    exam: int
    title: str
    count: int
    seconds: int | None
    closes_at: Moment
    state: Annotated[str, _is_state]
    answered: int = 0
    left_seconds: int | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Mine:
    """``who`` is masked, for the page."""

    visit: str
    who: str
    exams: tuple[OwnExam, ...]


@dataclass(frozen=True, slots=True)
class ExamQuestion:
    """As it is shown. ``kind`` of `content.banks.model.Kind`. ``choices``: of each blank of a fill item the texts among
    which one may choose instead of writing. ``picture``: it has one (`PICTURE`).
    """

    place: int
    kind: str
    tag: str
    stem: str
    options: tuple[str, ...] = ()
    blanks: int = 0
    choices: tuple[tuple[str, ...], ...] = ()
    chosen: tuple[int, ...] = ()  # what was answered before
    texts: tuple[str, ...] = ()
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Sitting:
    """``answered``: the places that have an answer. ``number``: of the last answer that counts; the next has one more,
    so that one delivered twice or too late changes nothing. ``question`` None: every one was looked at.
    """

    title: str
    total: int
    answered: tuple[int, ...]
    number: int
    left_seconds: int | None
    question: ExamQuestion | None = None


@dataclass(frozen=True, slots=True)
class OpenExam:
    title: str
    closes_at: Moment


@dataclass(frozen=True, slots=True)
class OpenExams:
    exams: tuple[OpenExam, ...]


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """What is sent to `ANSWER`."""

    visit: str
    number: int
    place: int
    answer: Answer
    next: int | None = None


class ExamRefused(Exception):
    """The hall said no."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


def mine_from_json(given: Any) -> Mine:
    """Raises WrongShape."""
    return read(Mine, given)


def sitting_from_json(given: Any) -> Sitting:
    """Raises WrongShape."""
    return read(Sitting, given)


def outcome_from_json(given: Any) -> Outcome:
    """Raises WrongShape."""
    return read(Outcome, given)


def open_from_json(given: Any) -> OpenExams:
    """Raises WrongShape."""
    return read(OpenExams, given)


def answer_from_json(given: Any) -> AnswerGiven:
    """Raises WrongShape."""
    return read(AnswerGiven, given)
