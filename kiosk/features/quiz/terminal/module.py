"""党性体检 on the terminal: papers drawn from the banks of the packs."""

from __future__ import annotations

from typing import Protocol

from content.pack.open import Pack
from kiosk.core.terminal.home_tile import HomeTile, TileChip
from kiosk.core.terminal.module import Room, TerminalGives, TerminalModule
from kiosk.core.terminal.tour import Steps, TourGuide
from kiosk.features.quiz.terminal import words
from kiosk.features.quiz.terminal.counts import Running

__all__ = ["MODULE", "Running"]

KEY, ICON = "quiz", "exam"


class Gives(TerminalGives, Protocol):
    @property
    def packs(self) -> tuple[Pack, ...]: ...

    @property
    def quiz_counts(self) -> Running:
        """Where finished papers are added up, and what is doubted."""


def open_room(given: Gives) -> Room | None:
    from kiosk.features.quiz.terminal.desk import QuizDesk
    from kiosk.features.quiz.terminal.flow import QuizFlow
    from kiosk.features.quiz.terminal.pages import pages
    from kiosk.features.quiz.terminal.readings import readings_of

    banks = [bank for pack in given.packs for bank in pack.banks if len(bank)]
    if not banks:
        return None

    shelf, counts = given.to_read(), given.quiz_counts.visit(given.stage)
    desk = QuizDesk(banks, readings_of(shelf.about if shelf else {}), counts.finished, now=given.now)
    flow = QuizFlow(
        given.stage, desk, read=shelf.open if shelf else None, see_exhibition=given.start_of("exhibition"),
        doubts=counts if counts.may_doubt else None,
    )  # fmt: skip
    return Room(flow.start, lambda: pages(flow), tile)


def tile() -> HomeTile:
    return HomeTile(
        KEY, "picture", words.HOME_TITLE, words.HOME_NOTE, words.HOME_TITLE, words.HOME_NOTE_LARGE, ICON, "pine",
        chip=TileChip(words.HOME_PRIVATE, "pine"), picture="m_check",
    )  # fmt: skip


def tour(guide: TourGuide) -> Steps:
    from kiosk.features.quiz.terminal.tour import steps

    return steps(guide)


MODULE: TerminalModule[Gives] = TerminalModule(KEY, 3, ICON, lambda: words.HOME_CAN, open_room, tour)
