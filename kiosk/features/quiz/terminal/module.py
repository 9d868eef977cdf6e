"""党性体检 on the terminal: papers drawn from the banks of the packs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from content.banks.model import Item
from content.pack.open import Pack
from kiosk.core.terminal.home_tile import HomeTile, TileChip
from kiosk.core.terminal.module import Room, TerminalGives, TerminalModule
from kiosk.core.terminal.tour import Steps, TourGuide
from kiosk.features.quiz.terminal import words

if TYPE_CHECKING:
    from kiosk.features.quiz.rules.marking import AttemptCounts
    from kiosk.ui.page import Page
    from kiosk.ui.stage import Stage

KEY, ICON = "quiz", "exam"


class Gives(TerminalGives, Protocol):
    @property
    def packs(self) -> tuple[Pack, ...]: ...

    def count_answers(self, counts: AttemptCounts) -> None:
        """Add a finished paper to the anonymous counts of its items. Blocks."""


def open_room(given: Gives) -> Room | None:
    from kiosk.features.quiz.terminal.desk import QuizDesk
    from kiosk.features.quiz.terminal.flow import QuizFlow
    from kiosk.features.quiz.terminal.pages import pages
    from kiosk.features.quiz.terminal.readings import readings_of

    banks = [bank for pack in given.packs for bank in pack.banks if len(bank)]
    if not banks:
        return None

    def count(counts: AttemptCounts) -> None:
        given.stage.work(partial(given.count_answers, counts), _done)

    shelf = given.to_read()
    desk = QuizDesk(banks, readings_of(shelf.about if shelf else {}), count, now=given.now)
    flow = QuizFlow(given.stage, desk, read=shelf.open if shelf else None, see_exhibition=given.start_of("exhibition"))
    return Room(flow.start, lambda: pages(flow), tile)


def tile() -> HomeTile:
    return HomeTile(
        KEY, "picture", words.HOME_TITLE, words.HOME_NOTE, words.HOME_TITLE, words.HOME_NOTE_LARGE, ICON, "pine",
        chip=TileChip(words.HOME_PRIVATE, "pine"), picture="m_check",
    )  # fmt: skip


def tour(guide: TourGuide) -> Steps:
    from kiosk.features.quiz.terminal.tour import steps

    return steps(guide)


def show_question(stage: Stage, item: Item, paper: str, *, explained: bool) -> None:
    """One question alone, for a preview of its bank; `item` has options. Its page must be `preview_pages`."""
    from kiosk.features.quiz.terminal.shown import QUESTION, question_view

    stage.show(QUESTION, question_view(item, paper, explained=explained))


def preview_pages() -> dict[str, Callable[[], Page]]:
    from kiosk.features.quiz.terminal.shown import QUESTION, question_page

    return {QUESTION: question_page}


def _done(_: object) -> None:
    """Nothing is left to show."""


MODULE: TerminalModule[Gives] = TerminalModule(KEY, 3, ICON, lambda: words.HOME_CAN, open_room, tour)
