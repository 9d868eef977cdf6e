"""The page's tables as .xlsx. What is too few to be told is told here neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kiosk.core.web.sheets import Sheet, Value, book_of
from kiosk.features.quiz.console import words
from kiosk.features.quiz.console.drawn import chips
from kiosk.features.quiz.hall.read import PaperRow
from kiosk.features.quiz.rules.overview import Row, topics
from kiosk.features.quiz.rules.statistics import LEAST


def book(rows: Sequence[Row], papers: Sequence[PaperRow], titles: Mapping[str, str], title: str) -> bytes:
    """All questions, whatever the page shows of them. Takes some time: for a worker."""
    by_topic: list[list[Value]] = [
        [one.name or words.NO_TAG, one.items, one.answered, _share(one.facility)] for one in topics(rows)
    ]
    by_paper: list[list[Value]] = [
        [titles.get(one.paper, one.paper), one.first, one.again, _mean(one)] for one in papers
    ]
    return book_of([
        Sheet(words.SHEETS[0], title, words.BOOK_HEADS, [_row(row, titles) for row in rows]),
        Sheet(words.SHEETS[1], title, words.TOPIC_HEADS, by_topic),
        Sheet(words.SHEETS[2], title, words.PAPER_HEADS, by_paper),
    ])  # fmt: skip


def _row(row: Row, titles: Mapping[str, str]) -> list[Value]:
    bank, number, version = row.key
    told, item = row.told, row.item
    right, wrong = (None, None) if told.hidden else (row.sums.right, row.sums.wrong)
    return [
        titles.get(bank, bank), number, version,
        item.stem if item else words.NOT_IN_PACKS,
        words.KINDS[item.kind.value] if item else "",
        "、".join(item.tags) if item else "",
        words.standing(row), told.answered, right, wrong, told.skipped, _share(told.facility),
        None if told.correlation is None else round(told.correlation, 3),
        row.again, row.reports, "、".join(text for _, text in chips(row)),
    ]  # fmt: skip


def _mean(one: PaperRow) -> Value:
    return round(one.points / one.first, 1) if one.first >= LEAST else None


def _share(share: float | None) -> Value:
    return None if share is None else round(share, 3)
