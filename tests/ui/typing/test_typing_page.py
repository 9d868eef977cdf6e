"""The page in every mode: fingers write on it, its targets are measured, nothing of it outlives the visit."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from kiosk.ui.typing.pinyin import Pinyin, PinyinMissing
from kiosk.ui.typing.session import Ask, TypingSession
from tests.ui.conftest import TurnedClock
from tests.ui.typing.conftest import LOCAL

MODES = [
    "standard", pytest.param("contrast", marks=pytest.mark.long), "landscape", "high panel",
    pytest.param("large", marks=pytest.mark.long), "large contrast", "landscape large",
]  # fmt: skip
"""What is written does not depend on the panel: the flow has one of each keyboard, and the long tier the others."""
ASK = Ask("写一句留言", "不写姓名也行", ("谢谢您", "办事很快", "希望改进", "想参加活动"), limit=30)


class Desk:
    """A shell with one page to write on."""

    def __init__(self, clock: TurnedClock, window: Any, *, missing: bool = False) -> None:
        from kivy.clock import Clock

        from kiosk.apps.demo.finger import Finger
        from kiosk.apps.terminal.shell import Shell
        from kiosk.apps.terminal.visit import Times, Visit
        from kiosk.ui import look
        from kiosk.ui.page import Page
        from kiosk.ui.pages.typing_page import TypingPage

        class Blank(Page):
            name = "attract"

        class Home(Page):
            name = "home"

        class Write(TypingPage):
            name = "wish.write"

        self.clock, self.finger = clock, Finger()
        self.sentences: list[str] = []
        self.shell = Shell(
            Visit(Times(warn=1e9, wipe=2e9, reading_warn=1e9)), "云溪里社区党群服务中心", keeps_mode=True
        )
        panel = look.theme().panel
        self.shell.size_hint, self.shell.size = (None, None), (panel.width_px, panel.height_px)
        self.session = TypingSession(self.shell, LOCAL, *([_nothing] if missing else []))
        self.shell.add_pages({"attract": Blank, "home": Home, "wish.write": partial(Write, self.session)})
        self.shell.show("attract", None)
        window.add_widget(self.shell)
        self.shell.visit.begin(Clock.time())
        self.session.write("wish.write", ASK, self.sentences.append)
        clock.until(lambda: self.shell.page_name == "wish.write")
        clock.advance(1, 0.1)

    @property
    def page(self) -> Any:
        return self.shell.front

    def tap(self, *names: str) -> None:
        from kiosk.apps.demo.finger import target

        for name in names:
            found = target(self.page, name)
            self.finger.down(*found.to_window(*found.center))
            self.clock.frame()
            self.finger.up()
            self.clock.frame()

    def on_screen(self) -> list[str]:
        from kiosk.ui.measure import targets

        return [target.tap_name for target in targets(self.page) if not target.off]


def _nothing() -> Pinyin:
    raise PinyinMissing("/usr/lib/*/libgooglepinyin.so.0")


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest, window: Any, themed: None) -> Iterator[str]:
    from kiosk.ui import look
    from kiosk.ui.theme import Mode, Panel

    theme = look.theme()
    if "landscape" in request.param:
        theme = replace(theme, panel=Panel(960, 540, ppi=34.42, bottom_mm=900, view_distance=1.25))
    if request.param == "high panel":
        theme = replace(theme, panel=replace(theme.panel, bottom_mm=890))
    look.use(replace(theme, mode=Mode(large="large" in request.param, contrast="contrast" in request.param)))
    yield request.param


@pytest.fixture
def desk(mode: str, window: Any, clock: TurnedClock) -> Iterator[Desk]:
    made = Desk(clock, window)
    yield made
    made.shell.close()


def measured(desk: Desk) -> None:
    """docs/screens.md: 20 mm (25 mm in 大字), 3 mm apart, below the reach line, everything with a spoken form."""
    from kiosk.ui import look
    from kiosk.ui.measure import Measures, silent

    measures, half_a_pixel = Measures(), look.theme().mm(1)
    measures.add_targets(desk.page, "typing")
    assert measures.outside_band == []
    assert measures.smallest_target_mm and measures.smallest_gap_mm
    least = 25 if look.large() else 20
    assert measures.smallest_target_mm.value >= least - half_a_pixel, measures.smallest_target_mm
    assert measures.smallest_gap_mm.value >= 3 - half_a_pixel, measures.smallest_gap_mm
    assert silent(desk.page) == []


def spell(desk: Desk, row: str) -> None:
    desk.tap(*(f"typing.{key}" for key in row))


def test_a_finger_writes_a_sentence(desk: Desk) -> None:
    from kiosk.ui import look

    measured(desk)
    spell(desk, "9869454" if look.large() else "yunxili")
    measured(desk)
    desk.tap("typing.word.0")
    spell(desk, "48269464" if look.large() else "huanying")
    desk.tap("typing.space")
    assert desk.page._view.composer.text == "云溪里欢迎"
    desk.tap("typing.done")
    assert desk.sentences == ["云溪里欢迎"]


def test_every_layer_of_keys_is_within_reach(desk: Desk) -> None:
    from kiosk.ui import look

    if look.large():
        layers = ["typing.layer.marks", "typing.layer.digits", "typing.layer.latin", "typing.layer.pinyin"]
    else:
        layers = ["typing.layer.latin", "typing.layer.caps", "typing.layer.digits", "typing.layer.pinyin"]
    for layer in layers:
        desk.tap(layer)
        measured(desk)


def test_digits_and_letters_are_written_as_they_are(desk: Desk) -> None:
    from kiosk.ui import look

    if look.large():
        desk.tap(
            "typing.more", *(f"typing.{digit}" for digit in "130"), "typing.layer.latin", "typing.2", "typing.word.3"
        )
    else:
        desk.tap(
            "typing.layer.digits", *(f"typing.{digit}" for digit in "130"), "typing.layer.latin", "typing.layer.caps"
        )
        desk.tap("typing.A")
    assert desk.page._view.composer.text == "130A"


def test_phrases_back_and_clear(desk: Desk) -> None:
    names = desk.on_screen()
    phrase = "typing.phrase.1" if "typing.phrase.1" in names else "typing.word.1"
    desk.tap(phrase, "typing.back")
    assert desk.page._view.composer.text == "办事很"
    desk.tap("typing.clear")
    assert desk.page._view.composer.text == "" and desk.page._done.off and desk.page._done.note


def test_pages_of_candidates_are_turned(desk: Desk) -> None:
    from kiosk.ui import look

    spell(desk, "744" if look.large() else "shi")
    first = desk.page._view.composer.page()
    desk.tap("typing.page.after")
    measured(desk)
    second = desk.page._view.composer.page()
    assert second and second != first
    desk.tap("typing.page.before")
    assert desk.page._view.composer.page() == first


def test_a_missing_library_leaves_another_way(mode: str, window: Any, clock: TurnedClock) -> None:
    from kiosk.ui.typing import words
    from kiosk.ui.voice.spoken_forms import reading_of

    desk = Desk(clock, window, missing=True)
    measured(desk)
    said = "".join(reading_of(desk.page))
    assert words.MISSING_TITLE in said and "请人帮忙" in said
    desk.tap("typing.phrase.0", "typing.done")
    assert desk.sentences == ["谢谢您"]
    desk.shell.close()


def test_a_mode_switched_in_the_middle_keeps_every_word(window: Any, clock: TurnedClock, themed: None) -> None:
    from kiosk.ui.theme import Mode

    desk = Desk(clock, window)
    spell(desk, "yunxili")
    desk.tap("typing.word.0")
    spell(desk, "huany")
    desk.shell.set_mode(Mode(large=True))
    clock.advance(1, 0.1)
    assert desk.page._view.composer.text == "云溪里" and "typing.left.0" in desk.on_screen()
    spell(desk, "464")
    assert desk.page._view.composer.page()[0] == "欢迎"
    desk.shell.close()


def test_nothing_of_it_outlives_the_visit(mode: str, window: Any, clock: TurnedClock) -> None:
    from kiosk.ui import look

    desk = Desk(clock, window)
    spell(desk, "9869454" if look.large() else "yunxili")
    desk.tap("typing.word.0")
    page, field = weakref.ref(desk.page), weakref.ref(desk.page._field)
    composer, panel = weakref.ref(desk.page._view.composer), weakref.ref(desk.page._panel)
    desk.shell.end_visit()
    clock.advance(1, 0.1)
    gc.collect()
    assert [one() for one in (page, field, composer, panel)] == [None] * 4
    desk.shell.close()
