"""党性体检 on the terminal: papers drawn from the banks of the packs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from content.banks.model import Item
from content.pack.open import Pack
from kiosk.core.terminal.gives_slips import GivesSlips
from kiosk.core.terminal.home_tile import HomeTile, TileChip
from kiosk.core.terminal.module import Room, TerminalGives, TerminalModule
from kiosk.core.terminal.tour import Steps, TourGuide
from kiosk.features.quiz.terminal import words
from kiosk.features.quiz.terminal.along.running import Along
from kiosk.features.quiz.terminal.counts import Running
from kiosk.features.quiz.terminal.exams.running import Exams
from kiosk.features.tickets.wire import ServicesNow

if TYPE_CHECKING:
    from kiosk.core.terminal.slips import Slips
    from kiosk.features.quiz.terminal.asking import Asking
    from kiosk.features.quiz.terminal.exams.flow import ExamFlow
    from kiosk.ui.page import Page
    from kiosk.ui.stage import Stage

__all__ = ["MODULE", "Along", "Exams", "Running"]

KEY, ICON = "quiz", "exam"


class Gives(TerminalGives, GivesSlips, Protocol):
    @property
    def packs(self) -> tuple[Pack, ...]: ...

    @property
    def held(self) -> frozenset[str]:
        """The keys of what was taken down: of a bank, too."""

    def withdrawn(self) -> frozenset[tuple[str, str]]:
        """The questions that are asked no more, as the hall said last: name of the bank, number of the question."""

    def last_known(self) -> ServicesNow | None:
        """Services and hours as this terminal knew them last."""

    def when_quiet(self, call: Callable[[], None]) -> None:
        """Run `call` while no finger is on the glass."""

    def on_packs(self, heard: Callable[[], None]) -> None:
        """Tell me, on Kivy's thread, when any of these are others."""

    @property
    def slips(self) -> Slips:
        """What a visitor takes along is printed by it."""

    @property
    def quiz_counts(self) -> Running:
        """Where finished papers are added up, and what is doubted."""

    @property
    def exams(self) -> Exams | None:
        """Tests that count; None until this terminal belongs to a hall."""

    @property
    def quiz_along(self) -> Along:
        """Papers laid aside here, results that are kept by card, and cards before papers for members."""


def open_room(given: Gives) -> Room | None:
    from kiosk.features.quiz.terminal.along.keeping import Keeping
    from kiosk.features.quiz.terminal.asking import Asking
    from kiosk.features.quiz.terminal.desk import QuizDesk
    from kiosk.features.quiz.terminal.doubting import Doubting
    from kiosk.features.quiz.terminal.exams.pages import pages as exam_pages
    from kiosk.features.quiz.terminal.flow import QuizFlow, usual_bands
    from kiosk.features.quiz.terminal.helps import Helps
    from kiosk.features.quiz.terminal.library import Library
    from kiosk.features.quiz.terminal.members.gate import MemberGate
    from kiosk.features.quiz.terminal.members.pages import pages as member_pages
    from kiosk.features.quiz.terminal.other_ways import open_ways
    from kiosk.features.quiz.terminal.pages import pages
    from kiosk.features.quiz.terminal.readings import readings_of

    shelf, counts = given.to_read(), given.quiz_counts.visit(given.stage)
    library = Library(lambda: given.packs, lambda: given.held, given.now, given.settings.terminal.profile)
    desk = QuizDesk(
        library.sources, usual_bands, on_counts=counts.finished, now=given.now, withdrawn=given.withdrawn,
    )  # fmt: skip
    helps = Helps(lambda: given.packs)
    asking, along = Asking(given.stage, helps=helps), given.quiz_along
    doubting = Doubting(given.stage, counts if counts.may_doubt else None)
    tests, ways = _tests(given, asking), open_ways(given, library, asking, counts, doubting)
    keeping = None
    if along.cards and along.hall:
        keeping = Keeping(
            given.stage, along.cards, along.hall, now=given.now, desk_place=given.settings.terminal.service_desk,
            away=given.away, back=lambda: flow.came_back(),
        )  # fmt: skip
    gate = MemberGate(
        given.stage, along.member_cards, now=given.now, desk_place=given.settings.terminal.service_desk,
        away=given.away, back=lambda: flow.came_back(),
    )  # fmt: skip
    flow = QuizFlow(
        given.stage, desk, asking, read=shelf.open if shelf else None, see_exhibition=given.start_of("exhibition"),
        doubting=doubting, slips=given.slips.of_visit(given.stage), papers=along.papers,
        keeping=keeping, tests=tests, others=ways.challenge, members=gate,
    )  # fmt: skip

    def renewed() -> None:
        """Read in away from the screen: the next visitor finds it ready, and a paper in hand keeps what it drew."""
        desk.readings = readings_of(shelf.about if shelf else {})
        given.stage.work(found, lambda _offers: given.tile_changed())

    def found() -> None:
        helps.prepare()
        desk.offers()
        ways.find()

    def tile_now() -> HomeTile | None:
        offers = desk.known_offers or desk.offers()
        return tile(offers[0].count, offers[0].plan.seconds, also=ways.challenge.also()) if offers else None

    given.on_packs(renewed)
    renewed()

    def made() -> dict[str, Callable[[], Page]]:
        own = {**pages(flow, asking, keeping), **member_pages(gate)}
        return {**own, **ways.pages(), **(exam_pages(tests) if tests else {})}

    return Room(flow.start, made, tile_now, doors=ways.doors)


def _tests(given: Gives, asking: Asking) -> ExamFlow | None:
    """正式测试, where there is a hall that holds it."""
    from kiosk.features.quiz.terminal.exams.flow import ExamFlow

    exams = given.exams
    if exams is None:
        return None
    return ExamFlow(
        given.stage, exams.hall, exams.cards, asking, desk_place=given.settings.terminal.service_desk, now=given.now,
        hall_there=lambda: not given.away(), slips=given.slips.of_visit(given.stage),
    )  # fmt: skip


def tile(count: int, seconds: int | None = None, *, also: str = "") -> HomeTile:
    """Of the first paper: how many questions it has, and its time where it tells one; `also`: what else is here."""
    minutes = words.minutes(count, seconds)
    return HomeTile(
        KEY, "picture", words.HOME_TITLE, words.home_note(count, minutes, also), words.HOME_TITLE,
        words.home_note(count, minutes, large=True), ICON, "pine", chip=TileChip(words.HOME_PRIVATE, "pine"),
        picture="m_check", group="learning", brief=also or words.home_brief(count),
    )  # fmt: skip


def tour(guide: TourGuide) -> Steps:
    from kiosk.features.quiz.terminal import other_ways_tour
    from kiosk.features.quiz.terminal.exams import tour as exam_tour
    from kiosk.features.quiz.terminal.tour import steps

    yield from steps(guide)
    yield from other_ways_tour.steps(guide)
    yield from exam_tour.steps(guide)


def show_question(stage: Stage, item: Item, paper: str, *, explained: bool) -> None:
    """One question alone, for a preview of its bank. Its page must be `preview_pages`."""
    from kiosk.features.quiz.terminal.shown import QUESTION, question_view

    stage.show(QUESTION, question_view(item, paper, explained=explained))


def preview_pages() -> dict[str, Callable[[], Page]]:
    from kiosk.features.quiz.terminal.shown import QUESTION, question_page

    return {QUESTION: question_page}


def may_offer() -> tuple[HomeTile, ...]:
    from kiosk.features.quiz.terminal.challenge.tile import tile as challenge
    from kiosk.features.quiz.terminal.daily.tile import tile as daily

    return daily(), challenge()


MODULE: TerminalModule[Gives] = TerminalModule(KEY, 3, ICON, lambda: words.HOME_CAN, open_room, tour, may_offer)
