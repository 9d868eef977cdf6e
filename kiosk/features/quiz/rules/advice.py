"""From a marked paper to a band and one piece of advice: which topic, and what to read about it here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from content.banks.papers import Band
from kiosk.features.quiz.rules.marking import Attempt


@dataclass(frozen=True, slots=True)
class Reading:
    """Something in this hall to read about a topic; ``key`` leads the exhibition to it."""

    key: str
    title: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Advice:
    """``strong``: topics without a mistake. ``weak``: the topic with the largest share of mistakes, None if none."""

    band: Band
    strong: tuple[str, ...]
    weak: str | None
    mistakes: int
    reading: Reading | None


def band_of(points: int, bands: Sequence[Band]) -> Band:
    """``bands`` from the highest on, the last from 0."""
    return next(band for band in bands if points >= band.least)


def advise(attempt: Attempt, readings: Mapping[str, Reading], bands: Sequence[Band]) -> Advice:
    """``readings``: topic -> what to read. Of two topics equally weak, the one with more mistakes, then the first."""
    table = attempt.by_tag()
    strong = tuple(tag for tag, (right, asked) in table.items() if right == asked)
    weak = max(
        (tag for tag, (right, asked) in table.items() if right < asked),
        key=lambda tag: ((table[tag][1] - table[tag][0]) / table[tag][1], table[tag][1] - table[tag][0]),
        default=None,
    )
    mistakes = table[weak][1] - table[weak][0] if weak is not None else 0
    reading = readings.get(weak) if weak is not None else None
    return Advice(band_of(attempt.score, bands), strong, weak, mistakes, reading)
