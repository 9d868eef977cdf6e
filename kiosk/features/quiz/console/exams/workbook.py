"""The results of an exam as .xlsx: real names and numbers, hence behind the right and in the audit chain."""

from __future__ import annotations

from kiosk.core.web.sheets import Sheet, Value, book_of
from kiosk.features.quiz.console.exams import words
from kiosk.features.quiz.hall.exams.results import ItemRow, PersonRow, Results
from kiosk.features.quiz.hall.exams.store import HeldExam


def book(held: HeldExam, found: Results) -> bytes:
    """Takes some time: for a worker."""
    title = f"{held.exam.title} {words.hours(held.exam)}"
    sheets = [Sheet(words.SHEETS[0], title, words.BOOK_HEADS, [_person(one) for one in found.people])]
    if found.items:
        sheets.append(Sheet(words.SHEETS[1], title, words.BOOK_ITEM_HEADS, [_item(one) for one in found.items]))
    return book_of(sheets)


def _person(one: PersonRow) -> list[Value]:
    made = one.made
    return [
        one.listed.name, one.listed.id_number, one.listed.branch, words.PERSON_STATES[one.state],
        made.points if made else None, (words.YES if one.passed else words.NO) if made else None,
        made.right if made else None, one.total or None, one.answered if one.total else None,
        one.used_seconds or None, one.extra_minutes or None, one.ended_at[:16].replace("T", " "), one.certificate,
    ]  # fmt: skip


def _item(row: ItemRow) -> list[Value]:
    share = round(row.right / row.asked, 3) if row.asked else None
    return [row.item.stem, words.KINDS[row.item.kind.value], row.item.tag, row.asked, row.right, share]
