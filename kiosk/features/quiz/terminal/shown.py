"""One question as a visitor sees it, without a paper: for who looks at a bank before it is asked.

shell.add_pages({QUESTION: question_page})
shell.show(QUESTION, question_view(item, "冬季题库", explained=False))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from content.banks.model import Item, Kind
from kiosk.features.quiz.terminal import words
from kiosk.features.quiz.terminal.flow import QUESTION
from kiosk.features.quiz.terminal.views import QuestionView, Step, Verdict, Wording

if TYPE_CHECKING:
    from kiosk.features.quiz.terminal.flow import QuizFlow
    from kiosk.ui.page import Page

__all__ = ["QUESTION", "question_page", "question_view"]


class _Nobody:
    """Nobody taps a picture."""

    def __getattr__(self, name: str) -> Any:
        return _nothing


def question_page() -> Page:
    from kiosk.features.quiz.terminal.screens.question import Question

    return Question(cast("QuizFlow", _Nobody()))


def question_view(item: Item, paper: str, *, explained: bool) -> QuestionView:
    """As it is asked, or as a right answer is told. `item` has options."""
    right = tuple("right" if index in item.answer else "dim" for index in range(len(item.options)))
    return QuestionView(
        step=Step.EXPLAIN if explained else Step.ASK,
        paper=paper,
        position=0,
        total=1,
        done=frozenset({0} if explained else ()),
        wording=Wording(
            words.KINDS[item.kind.value], item.tag, item.stem, item.options, item.explanation,
            words.source(item.source) if item.source else "",
        ),
        states=right if explained else ("plain",) * len(item.options),
        verdict=Verdict(True, words.RIGHT) if explained else None,
        several=item.kind is Kind.MULTIPLE,
        last=True,
    )  # fmt: skip


def _nothing(*_: object) -> None:
    """What a tap would do."""
