"""The console put together: which modules it has, and what each is handed of the opened hall."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from fastapi import FastAPI
from sqlalchemy import Connection

from kiosk.apps.hall import modules as hall_modules
from kiosk.apps.hall.console import home_given
from kiosk.apps.hall.console.keeper import module as keeper
from kiosk.apps.hall.console.keeper.today import Reads
from kiosk.apps.hall.console.manual.module import MANUAL
from kiosk.apps.hall.console.pages import EntrancePages
from kiosk.apps.hall.console.people import module as people
from kiosk.apps.hall.console.security import module as security
from kiosk.apps.hall.service import HallService
from kiosk.core.web.console_hall import ConsoleHall
from kiosk.core.web.doorman import Doorman
from kiosk.core.web.drawers import Drawer
from kiosk.core.web.frame import Fields
from kiosk.core.web.module import ConsoleModule
from kiosk.core.web.page_refusals import answer_refusals
from kiosk.features.exhibition.console import module as exhibition
from kiosk.features.exhibition.hall import module as packs
from kiosk.features.home.console import module as home
from kiosk.features.membership.console import module as membership
from kiosk.features.quiz.console import module as quiz
from kiosk.features.quiz.console.exams import module as exams
from kiosk.features.ratings.console import module as ratings
from kiosk.features.tickets.console import module as tickets
from kiosk.features.tickets.hall import module as queue
from kiosk.features.use.console import module as use


def _goes(hall: HallService, connection: Connection, fields: Fields, by: int) -> None:
    """A keeper says 我去."""
    hall.help.answer(connection, fields.number("number") or 0, by=f"#{by}")


def questions(hall: HallService) -> ConsoleModule:
    """The page 题库, of the banks that the hall publishes."""
    given = quiz.Given(hall.banks.playing, hall.banks.titles, packs.asked_no_more(hall), packs.withdraw(hall))
    return quiz.console(hall, given)


def arrangement(hall: HallService) -> ConsoleModule:
    """The page 首页, with the tiles that terminals may show."""
    return home.console(hall, home_given.given(hall))


RATINGS = ratings.desks(queue.ANSWERS.last_served, queue.ANSWERS.window_name, queue.ANSWERS.numbers)
ENTRANCE = ConsoleModule(
    Drawer("console", Path(__file__).parent / "templates"), lambda door: EntrancePages(door).router()
)
MODULES: tuple[Callable[[HallService], ConsoleModule], ...] = (
    lambda _: ENTRANCE,
    lambda hall: keeper.console(
        Reads(tickets.day(hall.tickets), RATINGS.given.of_day, hall.help.overdue),
        {**tickets.day_forms(hall.tickets), "help": partial(_goes, hall)},
    ),
    lambda _: ratings.console(RATINGS),
    lambda hall: tickets.console(
        hall.tickets, hall.help, hall.terminals, lambda: hall.devices.now(hall.terminals.all(), hall.clock())
    ),
    lambda hall: people.console(ratings.pads_shown(RATINGS), ratings.pad_forms(RATINGS, hall.clock)),
    lambda hall: membership.console(hall, {**people.AUDITED, **hall_modules.audited()}),
    exhibition.console,
    arrangement,
    questions,
    exams.console,
    lambda hall: use.console(packs.on_show(hall)),
    lambda hall: security.console(hall.counts, lambda: hall.shown.now if hall.shown else None),
    lambda _: MANUAL,
)
"""A feature's pages are one line here, in the order of the keeper's rail."""


def add_console(app: FastAPI, hall: HallService) -> None:
    """The pages of clerks and keepers, and the rating pads."""
    modules = [opened(hall) for opened in MODULES]
    door = Doorman(_console_hall(hall), [module.drawer for module in modules])
    answer_refusals(app)
    # From the end: the keeper's own pages answer for every address below /keeper that nobody else answers for.
    for module in reversed(modules):
        app.include_router(module.router(door))


def _console_hall(hall: HallService) -> ConsoleHall:
    return ConsoleHall(
        name=hall.settings.name,
        address=hall.settings.address,
        secure=hall.shown is not None,
        demo=hall.demo,
        database=hall.database,
        accounts=hall.accounts,
        sessions=hall.sessions,
        log_ins=hall.log_ins,
        count=hall.counts.count,
        hub=hall.hub,
        clock=hall.clock,
    )
