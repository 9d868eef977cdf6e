"""The first start's pages off screen: what a finger meets, on every kind of panel, and a walk with a real finger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.apps.first_start.choosing import PanelSize
from kiosk.apps.first_start.flow import Around, FirstStart
from kiosk.apps.first_start.line import Line
from kiosk.apps.first_start.wire import Answers
from kiosk.ui.theme import Panel, Theme
from kiosk.ui.touch_band import touch_band
from tests.apps.first_start.drawn import pages
from tests.apps.first_start.socket_root import SocketRoot
from tests.apps.first_start.walks import PASSWORD, MemoryDevices, facts, no_pinyin
from tests.ui.conftest import PPI, WINDOW, TurnedClock
from tests.ui.sample_pages import Quiet

# The 21.5-inch panel at half its pixels, upright and lying; 15.6 inch 1024x768; 55 inch upright; 4K, at half.
PANELS = {
    "portrait": Panel(*WINDOW, ppi=PPI),
    "landscape": Panel(960, 540, ppi=PPI),
    "small": Panel(1024, 768, ppi=82.05),
    "large": Panel(540, 960, ppi=20.03),
    "hung high": Panel(960, 540, ppi=34.42, bottom_mm=900.0, view_distance=1.25),
}
NARROWEST = ("portrait", "small", "hung high")  # upright; fewest pixels; and lying, with the least below the reach line
TARGET_MM, GAP_MM = 20.0, 3.0  # docs/screens.md
ROUNDING_MM = 0.5  # half a pixel of these coarse panels


@pytest.mark.usefixtures("window", "themed", "clock")
@pytest.mark.parametrize(
    "panel", [pytest.param(name, marks=() if name in NARROWEST else pytest.mark.long) for name in PANELS]
)
def test_nothing_overlaps_or_is_cut_and_a_finger_reaches_everything(panel: str) -> None:
    """The long tier has the panels between: what fits where there is least room fits there."""
    from kiosk.apps.first_start import screen
    from kiosk.ui.measure import Measures, silent
    from tests.ui.drawn_terminal import findings

    measures, wrong, met = Measures(), list[str](), set[str]()
    for name, frame in pages(Theme(PANELS[panel])):
        wrong += [f"{name}: {found}" for found in findings(frame)]
        wrong += [f"{name}: {kind} cannot be read aloud" for kind in silent(frame)]
        measures.add_targets(frame, name)
        met.add(name.split()[0])
    quiet: Any = Quiet()
    quiet.typing = quiet
    assert met == set(screen.pages(quiet))
    assert not wrong, "\n".join(sorted(set(wrong)))
    assert measures.outside_band == []
    scale = touch_band(PANELS[panel]).scale  # on a panel too small for the pages, as `kiosk doctor` says
    assert measures.smallest_target_mm and measures.smallest_target_mm.value >= TARGET_MM * scale - ROUNDING_MM, (
        measures
    )
    assert measures.smallest_gap_mm and measures.smallest_gap_mm.value >= GAP_MM * scale - ROUNDING_MM, measures


# -- a finger on the glass -------------------------------------------------------------------------------------------


class Hand:
    """A real finger on the frame in the window; `tap` after a moment's rest."""

    def __init__(self, window: Any, clock: TurnedClock, root: Path) -> None:
        from kiosk.apps.first_start import screen
        from kiosk.apps.first_start.screens.frame import Frame

        self.clock = clock
        self.frame = Frame(lambda: self.flow.back())
        around = Around(Line(root), MemoryDevices(), PanelSize(*WINDOW), no_pinyin)
        self.flow = FirstStart(self.frame, around)
        self.frame.add_pages(screen.pages(self.flow))
        window.add_widget(self.frame)
        self.flow.start()

    def tap(self, *names: str) -> None:
        for name in names:
            self.clock.advance(0.5, 0.1)  # deaf for a moment after a page came
            self.touch(name)

    def touch(self, name: str) -> None:
        """Now, as the second half of a double tap does."""
        from kiosk.apps.demo.finger import Finger, target

        found, finger = target(self.frame, name), Finger()
        finger.down(*found.to_window(*found.center))
        self.clock.frame()
        finger.up()
        self.clock.frame()

    def arrive(self, page: str, title: str = "") -> Hand:
        """Wait until what a worker does has brought this page."""
        self.clock.until(lambda: self.frame.page_name == page and title in getattr(self.view, "title", ""))
        return self

    @property
    def view(self) -> Any:
        return self.frame.now()[1]

    def to_password(self) -> None:
        self.arrive("first.welcome").tap("first.begin")
        self.arrive("first.hall").tap("typing.phrase.1", "typing.done")
        self.arrive("first.keeper").tap("typing.phrase.0", "typing.done")

    def to_network(self) -> None:
        digits = [f"key.{digit}" for digit in PASSWORD]
        self.to_password()
        self.arrive("first.digits").tap(*digits, "first.next")
        self.arrive("first.digits", "再输一遍").tap(*digits, "first.next")
        self.arrive("first.choice")


@pytest.fixture
def hall(window: Any, themed: None, clock: TurnedClock, tmp_path: Path) -> Iterator[tuple[Hand, SocketRoot]]:
    """A machine that keeps a hall, and its root side."""
    finish = [{"step": "写设置", "done": 0.5}, {"ok": True}]
    answers: dict[str, list[Any]] = {"facts": [{"ok": facts("hall").to_json()}], "finish": finish}
    with SocketRoot(tmp_path / "root.sock", answers) as root:
        hand = Hand(window, clock, root.path)
        yield hand, root
        hand.frame.close()


def test_a_finger_sets_a_hall_up(hall: tuple[Hand, SocketRoot]) -> None:
    hand, root = hall
    hand.to_network()
    hand.tap("first.network.1", "first.next", "first.finish")
    hand.arrive("first.told", "好了")
    answers = Answers.from_json(root.heard[-1]["answers"])
    assert (answers.hall_name, answers.keeper_name, answers.network) == ("党群服务站", "管理员", True)
    assert answers.keeper_password == PASSWORD


def test_back_in_the_dock_keeps_what_was_written(hall: tuple[Hand, SocketRoot]) -> None:
    hand, _ = hall
    hand.to_password()
    hand.arrive("first.digits").tap("dock.back")
    hand.arrive("first.keeper").tap("typing.phrase.0", "dock.back")
    hand.arrive("first.hall").tap("typing.done")
    hand.arrive("first.keeper")
    assert hand.view.composer.text == "管理员" * 2


def test_an_answer_is_changed_from_the_summary(hall: tuple[Hand, SocketRoot]) -> None:
    hand, root = hall
    hand.to_network()
    hand.tap("first.next", "first.summary.3", "first.network.1", "dock.back", "first.finish")
    hand.arrive("first.told", "好了")
    assert Answers.from_json(root.heard[-1]["answers"]).network


def test_a_double_tap_does_not_answer_the_next_question(hall: tuple[Hand, SocketRoot]) -> None:
    hand, _ = hall
    hand.to_network()
    hand.tap("first.next")
    assert hand.view.asked == "summary"
    hand.touch("first.finish")
    assert hand.view.asked == "summary"
    hand.tap("first.finish")  # a finger that means it
    hand.arrive("first.told", "好了")
