"""A day as .xlsx."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.apps.hall.console.keeper import words
from kiosk.apps.hall.console.keeper.today import Day
from kiosk.core.web.sheets import Sheet, Value, book_of
from kiosk.core.web.words import clock_time
from kiosk.features.ratings.rules import words as rating_words
from kiosk.features.tickets.rules.statistics import Figures


def workbook(day: Day, hall: str) -> bytes:
    """The .xlsx file of one business date."""
    queue = day.queue
    title = f"{hall} {queue.day}"
    rated = [
        (one.number, one.service, one.window, rating_words.LEVELS[one.level - 1],
         rating_words.reasons(one.reasons), clock_time(one.at), one.note)
        for one in day.ratings
    ]  # fmt: skip
    services, windows = _rows(queue.figures.by_service, queue.services), _rows(queue.figures.by_window, queue.windows)
    return book_of([
        Sheet(words.SHEETS[0], title, words.FIGURE_HEADS, services),
        Sheet(words.SHEETS[1], title, words.FIGURE_HEADS, windows),
        Sheet(words.SHEETS[2], title, words.RATING_HEADS, rated),
    ])  # fmt: skip


def figure_row(name: str, found: Figures) -> tuple[Value, ...]:
    """One line of the tables: in the order of ``words.FIGURE_HEADS``."""
    times = (found.wait_p50_minutes, found.wait_p90_minutes, found.service_mean_minutes)
    rounded = (None if minutes is None else round(minutes, 1) for minutes in times)
    return (name, found.taken, found.called, found.served, found.no_shows, found.transferred, *rounded)


def _rows(found: Mapping[int, Figures], names: Mapping[int, str]) -> list[tuple[Value, ...]]:
    return [figure_row(names.get(key, str(key)), figures) for key, figures in sorted(found.items())]
