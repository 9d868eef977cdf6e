"""How content registers in the console: the packs of the hall, made, checked and published."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter

from kiosk.core.access.rights import Right
from kiosk.core.web.doorman import Doorman
from kiosk.core.web.drawers import Drawer, Room
from kiosk.core.web.module import ConsoleModule, joined
from kiosk.features.exhibition.console import words
from kiosk.features.exhibition.console.answers import Answers
from kiosk.features.exhibition.console.banks import BankPages
from kiosk.features.exhibition.console.day import DayPages
from kiosk.features.exhibition.console.doing import PackButtons
from kiosk.features.exhibition.console.items import ItemPages
from kiosk.features.exhibition.console.pages import PackPages
from kiosk.features.exhibition.console.papers import PaperPages
from kiosk.features.exhibition.console.previews import PreviewPages
from kiosk.features.exhibition.console.sheet_items import SheetItems
from kiosk.features.exhibition.console.sheets import SheetPages
from kiosk.features.exhibition.hall.banks.editing import BankEditor
from kiosk.features.exhibition.hall.banks.papers import PaperEditor, Stocks
from kiosk.features.exhibition.hall.module import PREVIEW, Hall
from kiosk.features.exhibition.hall.sheets.editing import SheetEditor

ROOMS = (Room("packs", "package", words.PACKS, Right.CONTENT_EDIT, "packs"),)
DRAWER = Drawer("exhibition", Path(__file__).parent / "templates", words, ROOMS)


def console(hall: Hall) -> ConsoleModule:
    def router(door: Doorman) -> APIRouter:
        answers = Answers(door, hall.packs, hall.drafts)
        pages = PackPages(answers, hall.screens, hall.releases)
        banks = BankPages(answers, BankEditor(hall.drafts, hall.banks.banks), hall.questions)
        stocks = Stocks(hall.drafts, hall.banks.banks, hall.questions.withdrawn)
        editor = SheetEditor(hall.drafts)
        sheets = SheetPages(answers, pages, editor)
        papers = PaperPages(answers, PaperEditor(hall.drafts), stocks)
        return joined(
            DayPages(answers).router(), sheets.router(), pages.router(),
            ItemPages(answers, pages, banks, papers, sheets, SheetItems(hall.drafts, editor)).router(),
            banks.router(), papers.router(), PackButtons(answers, pages).router(),
            PreviewPages(answers, PREVIEW).router(),
        )  # fmt: skip

    return ConsoleModule(DRAWER, router)
