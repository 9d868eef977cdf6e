"""A paper laid aside half done, and the code by which it is gone on with.

The code names the paper and holds nothing: what was answered, of up to 200 items and with texts, fits no number that
people type. So the half paper lies on the terminal, without a person in it, and whoever guesses a code finds at most
somebody's half-done paper of unknown whose. Eight digits: seven at random and one that finds every single digit
mistyped and every two that changed places (Damm, 2004).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from content.banks.model import Item
from content.banks.papers import Plan
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.paper import Paper, Question, in_order
from kiosk.features.quiz.rules.pool import Key
from kiosk.features.quiz.rules.sitting import Done, Sitting

DIGITS = 8
CODES = 10 ** (DIGITS - 1)

_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978", "3674209581", "5869720134", "8945362017",
    "9438617205", "2581436790",
)  # fmt: skip


def code_of(number: int) -> str:
    """Of a number below `CODES`."""
    digits = f"{number:0{DIGITS - 1}d}"
    return digits + str(_remainder(digits))


def is_code(text: str) -> bool:
    """Whether a slip can bear it."""
    return len(text) == DIGITS and text.isascii() and text.isdigit() and _remainder(text) == 0


def _remainder(digits: str) -> int:
    at = 0
    for digit in digits:
        at = int(_DAMM[at][int(digit)])
    return at


@dataclass(frozen=True, slots=True)
class HalfQuestion:
    """One item by its bank, id and wording, with its options in the order in which they stood."""

    bank: str
    item: str
    version: str
    order: tuple[int, ...]
    chosen: tuple[int, ...]  # as they stood
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HalfPaper:
    """``waiting`` and ``skipped`` are places of ``questions``; ``seconds`` were used so far."""

    plan: str
    seed: int
    day: str
    seconds: int
    partial: bool
    questions: tuple[HalfQuestion, ...]
    waiting: tuple[int, ...]
    skipped: tuple[int, ...]

    @property
    def is_sound(self) -> bool:
        """Whether it can have been a paper."""
        places = range(len(self.questions))
        return bool(self.waiting) and all(one in places for one in (*self.waiting, *self.skipped))


def laid_aside(sitting: Sitting, now: float) -> HalfPaper:
    """As it stands. An item whose explanation is being read is behind the visitor."""
    done = sitting.done(now)
    waiting = tuple(place for place in done.waiting if place not in done.answers)
    questions = []
    for place, one in enumerate(sitting.paper.questions):
        given = done.answers.get(place, Answer())
        questions.append(
            HalfQuestion(one.bank, one.item.id, one.item.version, one.order, given.chosen, given.texts)
        )  # fmt: skip
    return HalfPaper(
        sitting.paper.plan.name, sitting.paper.seed, sitting.day.isoformat(), round(done.seconds), sitting.partial,
        tuple(questions), waiting, tuple(sorted(done.skipped)),
    )  # fmt: skip


def gone_on_with(half: HalfPaper, plan: Plan, items: Mapping[Key, Item], now: float) -> tuple[Sitting, int] | None:
    """The sitting, and how many items have gone since: withdrawn, worded anew, or no longer valid. They count nowhere.

    ``items``: those that may be asked now. None: nothing is left. Raises ValueError for what cannot have been a paper.
    """
    if not half.is_sound:
        raise ValueError("no half paper")
    kept = dict[int, Question]()
    for place, one in enumerate(half.questions):
        item = items.get((one.bank, one.item))
        if item is not None and item.version == one.version and sorted(one.order) == list(range(len(item.options))):
            kept[place] = Question(one.bank, item, one.order, in_order(item, one.order))
    at = {place: new for new, place in enumerate(kept)}
    waiting = tuple(at[place] for place in half.waiting if place in at)
    if not waiting:
        return None
    answers = {
        at[place]: Answer(one.chosen, one.texts)
        for place, one in enumerate(half.questions)
        if place in at and place not in half.waiting and (one.chosen or one.texts)
    }
    done = Done(answers, waiting, frozenset(at[place] for place in half.skipped if place in at), half.seconds)
    paper = Paper(plan, half.seed, tuple(kept.values()), ())
    sitting = Sitting(paper, date.fromisoformat(half.day), now, partial=half.partial, done=done)
    return sitting, len(half.questions) - len(kept)
