"""The page's rows, figures and charts, ready for its templates: text beside each bar, so that no chart stands alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from kiosk.core.web import charts
from kiosk.features.quiz.console import words
from kiosk.features.quiz.hall.read import PaperRow
from kiosk.features.quiz.rules.overview import STEPS, Row, Tab, Topic, shown, spread, topics
from kiosk.features.quiz.rules.statistics import LEAST, Sums, facility_of

PAGE = 50
TOPICS_SHOWN = 12
Chip = tuple[str, str]
"""Class and words."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A question in the list."""

    row: Row
    stem: str
    below: str
    answered: int
    bar: Markup | str
    share: str
    correlation: str
    skipped: int
    chips: Sequence[Chip]


def drawn(rows: Sequence[Row], papers: Sequence[PaperRow], titles: Mapping[str, str], today: date) -> dict[str, Any]:
    """What is the same on each page of the list."""
    by_topic = topics(rows)
    return {
        "figures": list(_figures(rows, papers, by_topic)),
        "topics": [_topic(one) for one in by_topic[:TOPICS_SHOWN]],
        "topics_more": max(0, len(by_topic) - TOPICS_SHOWN),
        "papers": [(titles.get(one.paper, one.paper), one.first, one.again, mean_points(one)) for one in papers],
        "spread": _spread(spread(rows)),
        "to_look_at": len(shown(rows, Tab.URGENT, "", today)),
    }


def page_of(found: Sequence[Row], page: int) -> tuple[list[Shown], int, int]:
    """The rows of that page, its number as it is, and how many pages there are."""
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(page, 1), pages)
    return [_shown(row) for row in found[(page - 1) * PAGE : page * PAGE]], page, pages


def mean_points(paper: PaperRow) -> str:
    """Of the first ones; too few to be told: a dash."""
    return str(round(paper.points / paper.first)) if paper.first >= LEAST else words.NOT_TOLD


def chips(row: Row) -> list[Chip]:
    """Why it stands among those to look at."""
    found: list[Chip] = [("warn", words.reported(row.reports))] if row.reports else []
    found += [("gold", words.DOUBTS[doubt]) for doubt in row.told.doubts]
    if row.is_kept and found:
        found.append(("", words.SETTLED))
    if not row.is_asked:
        found.append(("", words.standing(row)))
    return found


def weeks_drawn(weeks: Sequence[tuple[date, Sums]]) -> Markup | str:
    if not weeks:
        return ""
    return charts.columns(words.WEEKS, [(words.week(day), sums.answered) for day, sums in weeks], words.WEEKS_NOTE)


def _shown(row: Row) -> Shown:
    told = row.told
    bar = charts.share(told.facility, 1, "good" if not told.doubts else "bad") if told.facility is not None else ""
    return Shown(
        row,
        row.item.stem if row.item else words.NOT_IN_PACKS,
        words.kind_and_tag(row),
        told.answered,
        bar,
        words.few(told.answered) if told.hidden else words.percent(told.facility),
        words.correlation(told.correlation),
        told.skipped,
        chips(row),
    )


def _figures(
    rows: Sequence[Row], papers: Sequence[PaperRow], by_topic: Sequence[Topic]
) -> Iterator[tuple[str, str, str]]:  # fmt: skip
    """Figure, its unit, and what stands below."""
    published = [row for row in rows if row.item is not None]
    right = facility_of(row.sums for row in rows)
    told = [(topic.facility, topic.name) for topic in by_topic if topic.facility is not None]
    below = (
        words.IN_PACKS,
        words.FIRST_TIMES,
        words.lowest(min(told)[1], min(told)[0]) if told else "",
        words.DRAWN_FIRST,
        words.WHY_LOOK,
    )
    found = (
        f"{len(published):,}",
        f"{sum(row.told.answered for row in rows):,}",
        words.percent(right),
        f"{sum(row.is_asked and row.told.hidden for row in rows):,}",
        f"{sum(row.to_look_at for row in rows):,}",
    )
    yield from zip(found, words.FIGURES, below, strict=True)


def _topic(one: Topic) -> tuple[str, str, Markup | str, str]:
    bar = charts.share(one.facility, 1) if one.facility is not None else ""
    share = words.few(one.answered) if one.facility is None else words.percent(one.facility)
    return one.name or words.NO_TAG, words.questions(one.items), bar, share


def _spread(steps: Sequence[int]) -> Markup | str:
    if not any(steps):
        return ""
    names = [f"{100 // STEPS * step}–{100 // STEPS * (step + 1)}" for step in range(STEPS)]
    return charts.columns(words.SPREAD, list(zip(names, steps, strict=True)), words.SPREAD_UNIT)
