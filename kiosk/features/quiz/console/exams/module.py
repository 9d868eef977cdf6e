"""How the pages of 正式测试 register in the console."""

from __future__ import annotations

from pathlib import Path

from kiosk.core.web.drawers import Drawer, Room
from kiosk.core.web.module import ConsoleModule
from kiosk.features.quiz.console.exams import words
from kiosk.features.quiz.console.exams.pages import ROOM, ExamPages
from kiosk.features.quiz.hall.exams.keeping import RIGHT
from kiosk.features.quiz.hall.module import Hall

DRAWER = Drawer(
    "exams", Path(__file__).parent / "templates", words, (Room(ROOM, "seal-check", words.EXAMS, RIGHT, "exams"),)
)


def console(hall: Hall) -> ConsoleModule:
    return ConsoleModule(DRAWER, lambda door: ExamPages(door, lambda: hall.exams).router())
