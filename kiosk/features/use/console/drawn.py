"""A time as the page shows it: rows, charts, and what may be changed. All of it from counts that may be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from kiosk.core.web import charts
from kiosk.features.use.console import words
from kiosk.features.use.rules import things
from kiosk.features.use.rules.plays import ItemShown, OnShow
from kiosk.features.use.rules.summary import FeatureUse, Read, Summary

PLAYS_SHOWN, NEVER_SHOWN = 50, 30
SHADES = 4
EMPTY_SAID = 3  # of the hours in which few came
LEAST_TO_TELL = 20  # openings, before it is said that most left
_USUAL_HOURS = range(8, 18)


def drawn(found: Summary, never: Sequence[OnShow]) -> dict[str, Any]:
    """By the names that the template gives them."""
    hours = _hours_shown(found)
    return {
        "found": found,
        "figures": list(_figures(found)),
        "features": [_feature(one, found) for one in found.features],
        "hours": _hour_chart(found, hours) if hours else "",
        "days": _day_chart(found, hours) if hours else "",
        "no_hour": words.no_hour(found.no_hour) if found.no_hour.value != 0 else "",
        "about": found.visits.about or any(one.opened.about for one in found.features),
        "tips": list(_tips(found, len(never))),
    }


def drawn_plays(items: Sequence[ItemShown], never: Sequence[OnShow]) -> dict[str, Any]:
    """What the screens showed; the longest first."""
    most = items[0].seconds if items else 0
    return {
        "plays": [(one, charts.share(one.seconds, most), words.long(one.seconds)) for one in items[:PLAYS_SHOWN]],
        "plays_in_all": len(items),
        "never": never[:NEVER_SHOWN],
        "never_more": max(0, len(never) - NEVER_SHOWN),
    }


def _figures(found: Summary) -> Iterator[tuple[str, str, Sequence[str]]]:
    """Figure, its unit, and what stands below, in parts."""
    by_name = {one.feature: one for one in found.features}
    yield words.count(found.visits), words.VISITS, ()
    tickets, priority = by_name["tickets"].finished, by_name["priority"].opened
    yield words.count(tickets), words.TICKETS, [f"{words.FEATURES['priority']} {words.times(priority)}"]
    mean = "–" if found.mean_seconds is None else f"{found.mean_seconds / 60:.1f}"
    yield mean, words.EACH, [words.half_within(found.half_within, found.visits)]
    shares = {mode: words.percent(read, found.visits) for mode, read in found.modes.items()}
    large = shares.pop(things.LARGE)
    yield large, words.MODE_USED, [words.mode_used(mode, said) for mode, said in shares.items()]
    yield words.count(found.helped), words.HELPED, [words.helped_most(found.helped_most)] if found.helped_most else ()


def _feature(one: FeatureUse, found: Summary) -> tuple[str, Markup, str, str, str, str]:
    most = max(other.opened.value or 0 for other in found.features)
    ends = one.feature in things.FINISHING
    return (
        words.FEATURES[one.feature],
        charts.share(one.opened.value or 0, most),
        words.count(one.opened),
        words.count(one.finished) if ends else "",
        words.count(one.left),
        words.change(one.change),
    )


# -- hours ---------------------------------------------------------------------------------------


def _hours_shown(found: Summary) -> range:
    """From the first to the last that anybody came in, the usual ones at least."""
    came = [hour for hour, read in found.hours.items() if read.value != 0]
    return range(min(*came, _USUAL_HOURS.start), max(*came, _USUAL_HOURS.stop - 1) + 1) if came else range(0)


def _hour_chart(found: Summary, hours: range) -> Markup:
    most = max(found.hours[hour].value or 0 for hour in hours)
    columns = [
        charts.Column(
            str(hour), read.value or 0, "" if read.value == 0 else words.count(read).removeprefix("约 "),
            "most" if read.value == most and most else "",
        )
        for hour in hours
        for read in (found.hours[hour],)
    ]  # fmt: skip
    return charts.drawn_columns(words.HOURS, columns, words.HOUR_UNIT)


def _day_chart(found: Summary, hours: range) -> Markup:
    most = max(read.value or 0 for read in found.days.values())
    rows = [
        (
            name,
            [_square(found.days[day, hour], most, words.hour_said(day, hour, found.days[day, hour])) for hour in hours],
        )
        for day, name in enumerate(words.WEEKDAYS)
    ]
    return charts.squares(f"{words.DAYS}。{words.DAYS_NOTE}", rows, [str(hour) for hour in hours])


def _square(read: Read, most: int, said: str) -> charts.Square:
    if not read.value:
        return charts.Square(0 if read.value == 0 else 1, "", said)
    return charts.Square(1 + -(-(SHADES - 1) * read.value // most), str(read.value), said)


# -- what may be changed -------------------------------------------------------------------------


def _tips(found: Summary, never: int) -> Iterator[str]:
    told = {hour: read.value for hour, read in found.hours.items() if hour in _USUAL_HOURS and read.value is not None}
    most = max(told, key=lambda hour: told[hour], default=None)
    if most is not None and told[most]:
        empty = sorted((hour for hour in told if 0 < told[hour] * 3 < told[most]), key=lambda hour: told[hour])
        if empty:
            yield words.busy(most, sorted(empty[:EMPTY_SAID]))
    if found.helped_most:
        yield words.helped(found.helped_most)
    for one in found.features:
        opened, finished = one.opened.value, one.finished.value
        many = one.feature in things.FINISHING and opened is not None and opened >= LEAST_TO_TELL
        if many and opened and finished is not None and 2 * finished < opened:
            yield words.left(one.feature)
    unused = [one.feature for one in found.features if one.opened.value == 0 and one.feature != "help"]
    if unused and found.visits.value:
        yield words.unused(unused)
    if never:
        yield words.not_played(never)
