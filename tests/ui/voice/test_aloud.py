"""读给我听: an exhibit read out in parts while 语音 is off; a finger ends it, and the button says how it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from content.pack.open import STARTER, open_pack
from kiosk.ui.voice.orders import Kind
from tests.ui.conftest import TurnedClock
from tests.ui.voice.ear import Ear
from tests.ui.voice.test_narrator import Terminal

pytestmark = pytest.mark.usefixtures("themed")
PACK = open_pack(STARTER, decode=False)
NOW = datetime(2026, 11, 21, 10, 26)


@pytest.fixture
def reading(window: Any, clock: TurnedClock, listen: Callable[..., Ear]) -> Iterator[Callable[[str], Terminal]]:
    """A terminal with the exhibition, an article of it in front."""
    made: list[Terminal] = []

    def make(device: str) -> Terminal:
        from kiosk.features.exhibition.terminal import pages
        from kiosk.features.exhibition.terminal.desk import ExhibitionDesk
        from kiosk.features.exhibition.terminal.find_flow import FindFlow, Ways
        from kiosk.features.exhibition.terminal.finder import Finder
        from kiosk.features.exhibition.terminal.flow import ExhibitionFlow
        from kiosk.ui.voice.aloud import Aloud

        terminal = Terminal(window, clock, listen(device), clicks=False)
        aloud = Aloud(lambda: terminal.shell.narrator, terminal.shell.when_quiet)
        desk = ExhibitionDesk((PACK,), PACK, lambda: NOW)
        flow = ExhibitionFlow(terminal.shell, desk, aloud)
        terminal.shell.size_hint, terminal.shell.size = (None, None), (540, 960)
        find = FindFlow(terminal.shell, desk, Finder(desk.installed), Ways(flow.open_from, flow.browse))
        terminal.shell.add_pages(pages.pages(flow, find))
        made.append(terminal)
        flow.open("starter/join")
        clock.frame()
        return terminal

    yield make
    for one in made:
        one.shell.close()


def view_of(terminal: Terminal) -> Any:
    return terminal.shell.now()[1]


def test_an_article_is_read_to_its_end_and_turns_with_the_voice(
    reading: Callable[[str], Terminal], tmp_path: Path
) -> None:
    visit = reading(f"wav:{tmp_path}")
    visit.tap("exhibit.aloud")
    assert view_of(visit).aloud
    visit.hears(Kind.FINISHED)
    assert not view_of(visit).aloud
    assert visit.shell.page_name == "exhibition.article"
    front: Any = visit.shell.front
    assert view_of(visit).page == front._reader.pages - 1 > 0
    assert visit.count(Kind.STOPPED) == 0
    assert visit.narrator.state == "off"


def test_a_finger_ends_it_and_the_same_button_does_not_begin_it_again(
    reading: Callable[[str], Terminal], player: Path
) -> None:
    visit = reading("test")
    visit.tap("exhibit.aloud")
    visit.hears(Kind.STARTED)
    visit.tap("exhibit.quiet")
    visit.hears(Kind.STOPPED)
    assert not view_of(visit).aloud
    visit.tap("exhibit.aloud")
    visit.hears(Kind.STARTED, 2)
    visit.tap("exhibit.on")  # turned by hand
    visit.hears(Kind.STOPPED, 2)
    assert view_of(visit).page == 1 and not view_of(visit).aloud


def test_the_end_of_the_visit_ends_it(reading: Callable[[str], Terminal], player: Path) -> None:
    visit = reading("test")
    visit.tap("exhibit.aloud")
    visit.hears(Kind.STARTED)
    visit.shell.end_visit()
    visit.hears(Kind.STOPPED)
    assert visit.shell.page_name == "attract" and visit.narrator._aloud is None


def test_without_sound_it_says_so(
    reading: Callable[[str], Terminal], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # no aplay
    visit = reading("default")
    visit.tap("exhibit.aloud")
    visit.clock.advance(0.5)
    assert "没有声音" in visit.note
    assert not view_of(visit).aloud
