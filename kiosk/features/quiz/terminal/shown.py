"""One question as a visitor sees it, without a paper: for who looks at a bank before it is asked.

shell.add_pages({QUESTION: question_page})
shell.show(QUESTION, question_view(item, "冬季题库", explained=False))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from content.banks.model import Item
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.marking import mark
from kiosk.features.quiz.terminal import words
from kiosk.features.quiz.terminal.asking import QUESTION
from kiosk.features.quiz.terminal.frames import NEXT, SKIP
from kiosk.features.quiz.terminal.question_views import asking, told
from kiosk.features.quiz.terminal.views import Frame, Press, QuestionView, asked_of

if TYPE_CHECKING:
    from kiosk.features.quiz.terminal.asking import Asking
    from kiosk.ui.page import Page

__all__ = ["QUESTION", "question_page", "question_view"]


class _Nobody:
    """Nobody taps a picture."""

    def __getattr__(self, name: str) -> Any:
        return _nothing


def question_page() -> Page:
    from kiosk.features.quiz.terminal.screens.question import Question

    return Question(cast("Asking", _Nobody()))


def question_view(item: Item, paper: str, *, explained: bool) -> QuestionView:
    """As it is asked, or as a right answer is told."""
    asked = asked_of(item, item.id)
    frame = Frame(
        words.number(0), words.of_total(1), words.paper_untimed(paper), total=1,
        done=frozenset({0} if explained else ()), presses=() if explained else (Press(SKIP, words.SKIP),),
        primary=Press(NEXT, words.TO_RESULT),
    )  # fmt: skip
    return told(asked, mark(item, right_answer(item)), frame) if explained else asking(asked, frame)


def right_answer(item: Item) -> Answer:
    return Answer(texts=item.answer_texts()) if item.blanks else Answer(item.answer)


def _nothing(*_: object) -> None:
    """What a tap would do."""
