"""How a question is framed in 党性体检: its number, the paper, 先跳过, 这题有问题; and once more in the review."""

from __future__ import annotations

from dataclasses import replace

from kiosk.features.quiz.rules.sitting import Sitting
from kiosk.features.quiz.terminal import words
from kiosk.features.quiz.terminal.views import Frame, Press, Sign

SKIP, NEXT = "skip", "next"
BEFORE, AFTER, END = "review.previous", "review.next", "review.end"


def _frame(sitting: Sitting) -> Frame:
    paper, total = sitting.paper.plan.title, len(sitting.paper.questions)
    return Frame(
        words.number(sitting.position), words.of_total(total), words.paper_untimed(paper), total=total,
        position=sitting.position, done=sitting.answered,
        sign=Sign(words.SKIPPED_BEFORE) if sitting.seen_before else None,
    )  # fmt: skip


def asking_frame(sitting: Sitting) -> Frame:
    skip = words.SKIP_FOR_GOOD if sitting.seen_before else words.SKIP
    return replace(_frame(sitting), presses=(Press(SKIP, skip),))


def told_frame(sitting: Sitting, presses: tuple[Press, ...]) -> Frame:
    """``presses`` beside the way on: 这题有问题."""
    on = words.TO_RESULT if sitting.is_last else words.NEXT
    return replace(_frame(sitting), presses=presses, primary=Press(NEXT, on))


def review_frame(place: int, places: int) -> Frame:
    """Of a mistake looked at once more."""
    before = (Press(BEFORE, words.PREVIOUS_MISTAKE),) if place else ()
    last = place + 1 >= places
    end = () if last else (Press(END, words.BACK_TO_RESULT),)
    return Frame(
        words.mistake_of(place, places), total=places, position=place, done=frozenset(range(place)),
        presses=(*before, *end), primary=Press(END, words.BACK_TO_RESULT) if last else Press(AFTER, words.NEXT),
    )  # fmt: skip
