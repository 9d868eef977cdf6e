"""The page's tables as .xlsx: counts as they may be read, and proof of play as it is."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.core.web.sheets import Sheet, Value, book_of
from kiosk.features.use.console import words
from kiosk.features.use.rules.plays import DayShown, Shown
from kiosk.features.use.rules.summary import Read, Summary


def counts_book(found: Summary, title: str) -> bytes:
    """Of a time; a number where one is told, a text where not."""
    features: list[list[Value]] = [
        [words.FEATURES[one.feature], *map(_cell, (one.opened, one.finished, one.left)), words.change(one.change)]
        for one in found.features
    ]
    heads = (words.FEATURE_HEADS[0], *words.FEATURE_HEADS[2:])
    hours: list[list[Value]] = [[hour, _cell(read)] for hour, read in found.hours.items()]
    days: list[list[Value]] = [
        [name, *(_cell(found.days[day, hour]) for hour in range(24))]
        for day, name in enumerate(words.WEEKDAYS)
        if found.days
    ]
    others: list[list[Value]] = [
        [words.VISITS, _cell(found.visits)],
        [words.HELPED, _cell(found.helped)],
        *([words.MODES[mode], _cell(read)] for mode, read in found.modes.items()),
        [words.EACH, None if found.mean_seconds is None else round(found.mean_seconds / 60, 1)],
        [words.HIDDEN_NOTE, None],
        [words.ABOUT_NOTE, None],
    ]
    return book_of([
        Sheet(words.SHEETS[0], title, heads, features),
        Sheet(words.SHEETS[1], title, words.HOUR_HEADS, hours),
        Sheet(words.SHEETS[2], title, ("", *(str(hour) for hour in range(24))), days),
        Sheet(words.SHEETS[3], title, words.OTHER_HEADS, others),
    ])  # fmt: skip


def plays_book(shown: Sequence[Shown], by_day: Sequence[DayShown], title: str, most: int) -> bytes:
    """For whoever wants to know that it was shown: a sponsor, a branch."""
    in_all: list[list[Value]] = [
        [
            one.title, one.pack, one.version, one.item, one.sha256, one.times, one.seconds, round(one.seconds / 60, 1),
            one.first, one.last,
        ]
        for one in shown
    ]  # fmt: skip
    days: list[list[Value]] = [
        [one.day, one.screen, one.title, one.pack, one.version, one.item, one.sha256, one.times, one.seconds]
        for one in by_day
    ]
    if len(days) >= most:
        days.append([words.BY_DAY_CUT.format(most=most)])
    return book_of([
        Sheet(words.PLAY_SHEETS[0], title, words.PLAY_ALL_HEADS, in_all),
        Sheet(words.PLAY_SHEETS[1], title, words.PLAY_DAY_HEADS, days),
    ])  # fmt: skip


def _cell(read: Read) -> Value:
    return words.count(read) if read.value is None or (read.about and read.value) else read.value
