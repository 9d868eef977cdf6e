"""A business date as the keeper's first page shows it: rows of figures, and charts."""

from __future__ import annotations

from typing import Any

from kiosk.apps.hall.console.keeper import words
from kiosk.apps.hall.console.keeper.today import Day
from kiosk.apps.hall.console.keeper.workbook import figure_row
from kiosk.core.web import charts
from kiosk.features.ratings.rules import words as rating_words
from kiosk.features.ratings.rules.rating import FIRST_BAD


def drawn(day: Day) -> dict[str, Any]:
    """Its tables and charts, by the names the template gives them."""
    names, desks, by_hour = day.queue.services, day.queue.windows, day.queue.taken_by_hour
    levels, figures = day.levels(), day.queue.figures
    waits = [
        charts.Bar(names.get(key, "?"), found.wait_p90_minutes or 0, words.wait_text(found), found.wait_p50_minutes)
        for key, found in sorted(figures.by_service.items())
        if found.wait_p90_minutes is not None
    ]
    rated = [
        charts.Bar(name, levels[level], words.count(levels[level]), kind="bad" if level >= FIRST_BAD else "good")
        for level, name in enumerate(rating_words.LEVELS, 1)
    ]
    first, last = min(by_hour, default=8), max(by_hour, default=17)
    hours = [(str(hour), by_hour.get(hour, 0)) for hour in range(first, last + 1)]
    return {
        "day": day,
        "services": [figure_row(names.get(key, "?"), found) for key, found in sorted(figures.by_service.items())],
        # Numbers are taken for a service, not at a window.
        "windows": [
            (name, None, *rest)
            for name, _, *rest in (
                figure_row(desks.get(key, "?"), found) for key, found in sorted(figures.by_window.items())
            )
        ],
        "total": figure_row(words.ALL, figures.all),
        "waits": charts.bars(words.WAIT_CHART, waits) if waits else "",
        "rated": charts.bars(words.RATING_CHART, rated),
        "hours": charts.columns(words.HOUR_CHART, hours, words.HOUR_UNIT),
        "good": words.good_share(levels),
    }
