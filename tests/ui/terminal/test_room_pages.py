"""Quiz and exhibition pages in every mode: every target in reach, taps that lead on, pictures that are let go."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from content.banks.model import Kind
from content.pack.open import STARTER, open_pack
from tests.ui.conftest import TurnedClock

WHOLE = open_pack(STARTER, decode=False)
PACK = replace(WHOLE, exhibits=tuple(one for one in WHOLE.exhibits if one.content is None and one.kind != "video"))
"""Without the kinds that have pages of their own."""
NOW = datetime(2026, 11, 21, 10, 26)
QUESTIONS = ("quiz.question", "quiz.fill")
MODES = ["standard", "large", pytest.param("contrast", marks=pytest.mark.long), "landscape"]
"""Contrast moves nothing: its other colours are measured elsewhere, and walked through in the long tier."""


class Hall:
    """A shell with both rooms in it."""

    def __init__(self, clock: TurnedClock, window: Any) -> None:
        from kivy.clock import Clock

        from kiosk.apps.terminal.shell import Shell
        from kiosk.apps.terminal.visit import Times, Visit
        from kiosk.features.exhibition.terminal import pages as exhibition
        from kiosk.features.exhibition.terminal.desk import ExhibitionDesk
        from kiosk.features.exhibition.terminal.find_flow import FindFlow, Ways
        from kiosk.features.exhibition.terminal.finder import Finder
        from kiosk.features.exhibition.terminal.flow import ExhibitionFlow
        from kiosk.features.quiz.terminal import pages as quiz
        from kiosk.features.quiz.terminal.asking import Asking
        from kiosk.features.quiz.terminal.desk import QuizDesk
        from kiosk.features.quiz.terminal.flow import QuizFlow, usual_bands
        from kiosk.features.quiz.terminal.helps import Helps
        from kiosk.features.quiz.terminal.library import Library
        from kiosk.features.quiz.terminal.readings import readings_of
        from kiosk.ui.page import Page
        from kiosk.ui.typing.local_words import LocalWords

        class Blank(Page):
            name = "attract"

        class Home(Page):
            name = "home"

        self.clock = clock
        self.shell = Shell(
            Visit(Times(warn=1e9, wipe=2e9, reading_warn=1e9)), "云溪里社区党群服务中心", keeps_mode=True
        )
        self.shell.size_hint, self.shell.size = (None, None), _panel_size()
        self.shell.add_pages({"attract": Blank, "home": Home})
        desk = ExhibitionDesk((PACK,), PACK, lambda: NOW)
        self.exhibition = ExhibitionFlow(self.shell, desk)
        library = Library(lambda: (PACK,), frozenset, lambda: NOW)
        self.asking = asking = Asking(self.shell, helps=Helps(lambda: (PACK,)))
        self.quiz = QuizFlow(
            self.shell, QuizDesk(library.sources, usual_bands, readings_of(desk.about()), now=lambda: NOW), asking,
            read=self.exhibition.open, see_exhibition=self.exhibition.start,
        )  # fmt: skip
        self.shell.add_pages(quiz.pages(self.quiz, asking))
        ways = Ways(self.exhibition.open_from, self.exhibition.browse)
        self.finder = Finder(desk.installed)
        self.find = FindFlow(self.shell, desk, self.finder, ways, LocalWords([("党费", "dang fei")]))
        self.shell.add_pages(exhibition.pages(self.exhibition, self.find))
        self.shell.show("attract", None)
        window.add_widget(self.shell)
        self.shell.visit.begin(Clock.time())
        self.shell.home()

    def targets(self) -> list[Any]:
        front = self.shell.front
        assert front is not None
        return [w for w in front.walk(restrict=True) if getattr(w, "tap_name", "") and not w.off]

    def tap(self, name: str) -> None:
        (target,) = (w for w in self.targets() if w.tap_name == name)
        target.dispatch("on_tap")
        self.clock.frame()
        self.clock.frame()

    @property
    def view(self) -> Any:
        return self.shell.now()[1]

    def asked(self) -> Kind:
        """The type of the question in front; one to be filled in waits for its keys."""
        if self.shell.page_name not in QUESTIONS:
            self.clock.until(lambda: self.shell.page_name in QUESTIONS)
        self.clock.until(lambda: self.view.asked.key == self.asking._open.asked.key)
        return Kind(self.view.asked.kind)

    def answer(self) -> None:
        """The first option, all of an order as it stands, a blank as a choice; through all its screens."""
        kind, view = self.asked(), self.view
        if kind is Kind.FILL:
            self.tap("quiz.by_choice")
        for blank in range(max(1, view.asked.blanks)):
            if blank:
                self.tap("quiz.blank.next")
            for option in range(len(view.asked.options) if kind is Kind.ORDER else 1):
                while not self.has(f"quiz.option.{option}"):
                    self.tap("quiz.screen.next")
                self.tap(f"quiz.option.{option}")
        while self.has("quiz.screen.next"):
            self.tap("quiz.screen.next")
        self.tap("quiz.hand_in")

    def has(self, name: str) -> bool:
        return any(one.tap_name == name for one in self.targets())

    def in_reach(self) -> None:
        """Every target is below the reach line, in the page, as large as docs/screens.md asks, none over another."""
        from kiosk.ui import look

        self.clock.frame()
        self.clock.frame()
        theme, front = look.theme(), self.shell.front
        assert front is not None
        boxes = []
        for w in self.targets():
            x, y = w.to_window(w.x, w.y)
            assert y + w.height <= theme.reach_px + 1, w.tap_name
            assert x >= 0 and y >= front.y - 1 and x + w.width <= theme.panel.width_px + 1, w.tap_name
            assert min(w.width, w.height) >= theme.px(81) - 1, (w.tap_name, w.size)
            boxes.append((x, y, x + w.width, y + w.height, w.tap_name))
        for a in boxes:
            for b in boxes:
                apart = a[2] <= b[0] + 1 or b[2] <= a[0] + 1 or a[3] <= b[1] + 1 or b[3] <= a[1] + 1
                assert a is b or apart, (a[4], b[4])


def _panel_size() -> tuple[int, int]:
    from kiosk.ui import look

    panel = look.theme().panel
    return panel.width_px, panel.height_px


@pytest.fixture(params=MODES)
def hall(request: pytest.FixtureRequest, window: Any, clock: TurnedClock, themed: None) -> Iterator[Hall]:
    from kiosk.ui import look
    from kiosk.ui.theme import Mode, Panel

    theme = look.theme()
    if request.param == "landscape":
        theme = replace(theme, panel=Panel(960, 540, ppi=34.42, bottom_mm=900, view_distance=1.25))
    look.use(replace(theme, mode=Mode(large=request.param == "large", contrast=request.param == "contrast")))
    made = Hall(clock, window)
    yield made
    made.shell.close()


def test_a_paper_from_the_first_question_to_the_result(hall: Hall) -> None:
    hall.quiz.start()
    hall.in_reach()
    hall.tap("quiz.begin.checkup")
    page, seen = hall.shell.front, set()
    while hall.shell.page_name != "quiz.result":
        kind = hall.asked()
        seen.add(kind)
        assert hall.shell.front is page or kind is Kind.FILL or Kind.FILL in seen  # going on redraws, it builds no page
        hall.in_reach()
        hall.answer()
        hall.in_reach()
        hall.tap("quiz.next")
    assert hall.shell.page_name == "quiz.result"
    hall.in_reach()
    hall.tap("quiz.review")
    hall.in_reach()


def test_choosing_repaints_the_options_only(hall: Hall) -> None:
    hall.quiz.begin("checkup")
    hall.clock.frame()
    before = [w for w in hall.targets() if w.tap_name.startswith("quiz.option")]
    hall.tap("quiz.option.1")
    after = [w for w in hall.targets() if w.tap_name.startswith("quiz.option")]
    assert after == before and after[1].state == "chosen"


def test_every_exhibit_opens_turns_and_leads_to_the_next(hall: Hall) -> None:
    from kiosk.features.exhibition.terminal.flow import PAGE_OF

    hall.exhibition.start()
    hall.in_reach()
    hall.exhibition.open("starter/lane")
    turned = [exhibit.key for exhibit in PACK.exhibits if exhibit.kind.value in PAGE_OF]
    seen: list[str] = []
    for _ in range(60):
        view = hall.exhibition._view
        assert view is not None
        if not seen or seen[-1] != view.key:
            seen.append(view.key)
        if len(seen) > len(turned):
            break
        if not view.as_text:
            hall.clock.until(lambda: hall.exhibition._view.picture is not None)  # type: ignore[union-attr]
        hall.in_reach()
        hall.tap("exhibit.on")
    assert seen == [*turned, "starter/lane"]


def test_the_text_version_is_one_tap_away_and_back(hall: Hall) -> None:
    hall.exhibition.open("starter/fee")
    hall.clock.until(lambda: hall.exhibition._view.picture is not None)  # type: ignore[union-attr]
    hall.tap("exhibit.version")
    assert hall.shell.page_name == "exhibition.article"
    hall.in_reach()
    hall.tap("exhibit.version")
    assert hall.shell.page_name == "exhibition.poster"


def test_the_contents_lead_to_their_heading(window: Any, clock: TurnedClock, themed: None) -> None:
    hall = Hall(clock, window)
    hall.exhibition.open("starter/join")
    hall.clock.frame()
    hall.tap("article.heading.3")
    view = hall.exhibition._view
    assert view is not None and view.page > 0
    hall.shell.close()


def test_pictures_are_let_go_when_their_page_is_left(window: Any, clock: TurnedClock, themed: None) -> None:
    hall = Hall(clock, window)
    hall.exhibition.open("starter/fee")
    page: Any = hall.shell.front
    clock.until(lambda: page._paper._texture is not None and page._thumb is not None)
    textures = [weakref.ref(page._paper._texture), weakref.ref(page._thumb)]
    hall.shell.home()
    hall.clock.frame()
    gc.collect()
    assert [texture() for texture in textures] == [None, None]
    hall.shell.close()


def test_nothing_of_a_paper_outlives_the_visit(window: Any, clock: TurnedClock, themed: None) -> None:
    hall = Hall(clock, window)
    hall.quiz.begin("checkup")
    hall.clock.frame()
    hall.tap("quiz.option.0")
    page, sitting = weakref.ref(hall.shell.front), weakref.ref(hall.quiz._sitting)
    hall.shell.end_visit()
    hall.clock.advance(1, 0.1)
    gc.collect()
    assert page() is None and sitting() is None
    hall.shell.close()
