"""How the page 题库 registers in the console."""

from __future__ import annotations

from pathlib import Path

from kiosk.core.access.rights import Right
from kiosk.core.web.drawers import Drawer, Room
from kiosk.core.web.module import ConsoleModule
from kiosk.features.quiz.console import words
from kiosk.features.quiz.console.given import Given
from kiosk.features.quiz.console.pages import ROOM, QuizPages
from kiosk.features.quiz.hall.module import Hall

__all__ = ["Given", "console"]

ROOMS = (Room(ROOM, "exam", words.QUIZ, Right.CONTENT_EDIT, "keeper#题库"),)
DRAWER = Drawer("quiz", Path(__file__).parent / "templates", words, ROOMS)


def console(hall: Hall, given: Given) -> ConsoleModule:
    return ConsoleModule(DRAWER, lambda door: QuizPages(door, hall.quiz, given).router())
