"""What terminal and hall say to each other about results that somebody asked to be kept: 党性体检, then and now.

A card's name and number travel in the body of `KEEP` and `SEE` alone, with the purpose that was agreed to; neither is
queued, stored or repeated by itself. What was kept is named by a `visit` afterwards, a random word that the hall holds
in memory for this terminal, at most ten minutes.

    POST /api/quiz/results/keep    {"name", "id_number", "purpose", "result"} -> Kept     this one among them
    POST /api/quiz/results/see     {"name", "id_number", "purpose"}           -> Kept     none: nothing is kept
    POST /api/quiz/results/forget  {"visit", "key"}                           -> Kept     key "": all of them
    POST /api/quiz/results/end     {"visit"}                                  -> 204      the visit was wiped

A wrong name is answered as if nothing were kept. One result delivered twice is kept once, by its `key`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated, Any

from kiosk.core.link.shapes import Day, WrongShape, clean, read

PATH = "/api/quiz/results"
KEEP, SEE, FORGET, END = f"{PATH}/keep", f"{PATH}/see", f"{PATH}/forget", f"{PATH}/end"
PURPOSE = "keep_result"
"""What the visitor agreed to on the notice; the hall refuses a card without it (PIPL 29)."""
KEPT_DAYS = 400
"""Thirteen months: this year's can be compared with last year's."""
MOST_KEPT = 24
MOST_TOPICS = 60
LETTERS = 80
MOST_BYTES = 64 * 1024


class NothingKept(Exception):
    """The word of this visit is not known (any more): the card is asked for again."""


def _is_key(text: str) -> bool:
    return 16 <= len(text) <= 64 and text.isascii() and text.isalnum()


def _is_named(text: str) -> bool:
    return 0 < len(text) <= LETTERS


def _is_points(number: int) -> bool:
    return 0 <= number <= 100


def _is_count(number: int) -> bool:
    return 0 <= number <= 1_000


@dataclass(frozen=True, slots=True)
class KeptTopic:
    tag: str
    right: Annotated[int, _is_count]
    asked: Annotated[int, _is_count]


@dataclass(frozen=True, slots=True)
class KeptResult:
    """One finished paper: no question and no answer of it. ``key``: random, made on the terminal."""

    key: Annotated[str, _is_key]
    paper: Annotated[str, _is_named]
    title: Annotated[str, _is_named]
    day: Day
    points: Annotated[int, _is_points]
    right: Annotated[int, _is_count]
    total: Annotated[int, _is_count]
    topics: tuple[KeptTopic, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """``results``: all that is kept of this person, the newest first."""

    visit: str
    results: tuple[KeptResult, ...]


def named(text: str) -> str:
    """A name as it travels: on one line, of some letters."""
    return clean(text)[:LETTERS] or "-"


def question(name: str, id_number: str, result: KeptResult | None = None) -> dict[str, Any]:
    """The body of `KEEP`, or of `SEE` without a result."""
    body: dict[str, Any] = {"name": name, "id_number": id_number, "purpose": PURPOSE}
    return body if result is None else body | {"result": asdict(result)}


def result_from_json(given: Any) -> KeptResult:
    """Raises WrongShape, also for a result that cannot be."""
    result = read(KeptResult, given)
    counts = [(result.right, result.total), *((topic.right, topic.asked) for topic in result.topics)]
    if len(result.topics) > MOST_TOPICS or any(right > asked for right, asked in counts):
        raise WrongShape("KeptResult cannot be")
    return result


def kept_from_json(given: Any) -> Kept:
    """Raises WrongShape."""
    kept = read(Kept, given)
    if len(kept.results) > MOST_KEPT:
        raise WrongShape("Kept is too long")
    return kept
