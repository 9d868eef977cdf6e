"""The attract loop through a day: slides follow one another without a gap, whatever the files and the worker do."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from content.pack.exhibit import Exhibit
from content.pack.open import STARTER, open_pack
from tests.ui.conftest import TurnedClock

FIRST = ("lane", "fee", "morning", "join", "window")
"""These begin, in whatever order the pack has them."""
EXHIBITS = tuple(
    replace(exhibit, seconds=5.0)
    for exhibit in sorted(
        open_pack(STARTER, decode=False).exhibits,
        key=lambda exhibit: FIRST.index(exhibit.id) if exhibit.id in FIRST else len(FIRST),
    )
)


class Loop:
    """A player in the window, what it shows, and the order it was shown in."""

    def __init__(self, window: Any, clock: TurnedClock, slides: list[Exhibit], **rest: Any) -> None:
        from kivy.clock import Clock

        from kiosk.features.exhibition.terminal.loop.player import Player

        self.clock, self.slides, self.order = clock, slides, list[str]()
        self._calls: list[Callable[[], None]] = []
        self._drain = Clock.create_trigger(self._run)
        self.player = Player(lambda: self.slides, self._post, on_shown=self._shown, size_hint=(None, None), **rest)
        self.player.size = (270, 366)
        window.add_widget(self.player)

    def _post(self, call: Callable[[], None]) -> None:
        self._calls.append(call)
        self._drain()

    def _run(self, _dt: float) -> None:
        while self._calls:
            self._calls.pop(0)()

    def _shown(self, exhibit: Exhibit) -> None:
        self.order.append(exhibit.id)

    def see(self, count: int) -> None:
        """Until so many slides were shown, no frame of it without a picture, never more than three alive."""
        self.clock.until(lambda: bool(self.order))

        def one_frame() -> bool:
            assert self.player._front.slide is not None
            assert self.player._front.alpha == 1 or self.player._back.alpha == 1
            assert self.player.alive <= 3
            return len(self.order) >= count

        self.clock.until(one_frame)


@pytest.fixture
def loop(window: Any, clock: TurnedClock, themed: None) -> Iterator[Callable[..., Loop]]:
    made: list[Loop] = []

    def make(slides: list[Exhibit], **rest: Any) -> Loop:
        made.append(Loop(window, clock, slides, **rest))
        return made[-1]

    yield make
    for one in made:
        one.player.close()


@pytest.mark.parametrize("fade", [True, False])
def test_slides_follow_in_order_and_round_without_a_gap(loop: Callable[..., Loop], fade: bool) -> None:
    shown = loop(list(EXHIBITS[:3]), fade=fade)
    shown.player.start()
    shown.see(5)
    assert shown.order == ["lane", "fee", "morning", "lane", "fee"]


def test_a_broken_file_is_skipped_and_the_rest_plays(loop: Callable[..., Loop], tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(b"\x89PNG\r\n")
    broken = replace(EXHIBITS[2], path=tmp_path / "x.png")
    shown = loop([EXHIBITS[0], broken, EXHIBITS[4]], fade=False)
    shown.player.start()
    shown.see(3)
    assert shown.order == ["lane", "window", "lane"]


@pytest.mark.parametrize("error", [MemoryError, ZeroDivisionError, KeyError, RecursionError])
def test_whatever_is_wrong_with_an_exhibit_it_is_skipped_said_once_and_the_loop_goes_on(
    loop: Callable[..., Loop], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
    error: type[Exception],
) -> None:  # fmt: skip
    from kiosk.features.exhibition.terminal.desk import ExhibitionDesk
    from kiosk.features.exhibition.terminal.loop import player
    from kiosk.features.exhibition.terminal.loop.slides import compose

    def composed(exhibit: Exhibit, *rest: Any) -> Any:
        if exhibit.id == "fee":
            raise error("nobody thought of this")
        return compose(exhibit, *rest)

    monkeypatch.setattr(player, "compose", composed)
    pack = replace(open_pack(STARTER, decode=False), exhibits=EXHIBITS[:3])
    desk = ExhibitionDesk([pack], pack)
    shown = loop([], fade=False, on_broken=desk.broke)
    shown.player._slides = desk.slides
    shown.player.start()
    shown.see(5)
    assert shown.order == ["lane", "morning", "lane", "morning", "lane"]
    assert [record.getMessage() for record in caplog.records if record.name == "kiosk.exhibition"] == [
        f"exhibit skipped: starter/fee: {error.__name__}"
    ]


def test_the_next_version_of_a_pack_may_have_mended_what_was_broken(loop: Callable[..., Loop], tmp_path: Path) -> None:
    """Swapped while the loop runs: what is shown is followed by the new one, also where it is the only one."""
    (tmp_path / "x.png").write_bytes(b"\x89PNG\r\n")
    broken = replace(EXHIBITS[0], path=tmp_path / "x.png")
    shown = loop([broken, EXHIBITS[1]], fade=False)
    shown.player.start()
    shown.see(1)
    shown.slides = [replace(EXHIBITS[0], pack_version="2")]
    shown.see(2)
    shown.slides = [replace(EXHIBITS[0], pack_version="3")]
    shown.see(3)
    assert shown.order == ["fee", "lane", "lane"]


def test_where_nothing_of_a_pack_can_be_shown_the_starter_plays(loop: Callable[..., Loop], tmp_path: Path) -> None:
    from kiosk.features.exhibition.terminal.desk import ExhibitionDesk

    starter = open_pack(STARTER, decode=False)
    (tmp_path / "x.jpg").write_bytes(b"\xff\xd8 no more")
    broken = replace(EXHIBITS[0], pack="other", path=tmp_path / "x.jpg")
    desk = ExhibitionDesk([replace(starter, exhibits=(broken,))], replace(starter, exhibits=EXHIBITS))
    shown = loop([], fade=False, on_broken=desk.broke)
    shown.player._slides = desk.slides
    shown.player.start()
    shown.see(2)
    assert shown.order == ["lane", "fee"]


def test_what_stands_twice_in_a_round_does_not_keep_the_rest_from_it(loop: Callable[..., Loop]) -> None:
    lane, fee, morning = EXHIBITS[:3]
    shown = loop([lane, fee, lane, morning], fade=False)
    shown.player.start()
    shown.see(6)
    assert shown.order == ["lane", "fee", "lane", "morning", "lane", "fee"]


def test_the_dots_of_a_round_too_long_for_the_slide_are_left_out(loop: Callable[..., Loop]) -> None:
    from kiosk.features.exhibition.terminal.loop.slides import compose
    from kiosk.features.exhibition.terminal.loop.style import style_of

    player = loop(list(EXHIBITS[:1])).player
    style = style_of(int(player.width), int(player.height))
    alone, five, forty = (compose(EXHIBITS[2], 0, total, style) for total in (1, 5, 40))
    assert forty.strips == alone.strips != five.strips


def test_what_goes_off_leaves_at_that_moment_though_its_seconds_are_not_over(
    loop: Callable[..., Loop], clock: TurnedClock
) -> None:
    """It was the only one, and one other is on now: the slide before stood for ever."""
    boundary = clock.now + 1e6  # the frames until the first picture is there take no hour of it
    slow = replace(EXHIBITS[0], seconds=1e9)
    shown = loop([slow], fade=False, seconds_to_change=lambda: boundary - clock.now if boundary > clock.now else None)
    shown.player.start()
    shown.see(1)
    shown.slides[:] = [EXHIBITS[1]]  # an interrupt, from the boundary on
    clock.advance(boundary - clock.now - 1, 1e4)
    assert shown.order == ["lane"]
    clock.advance(2, 0.5)
    shown.see(2)
    assert shown.order == ["lane", "fee"]


def test_a_boundary_that_takes_nothing_away_disturbs_nothing(loop: Callable[..., Loop], clock: TurnedClock) -> None:
    shown = loop(list(EXHIBITS[:2]), fade=False, seconds_to_change=lambda: 0.5)
    shown.player.start()
    shown.see(1)
    clock.advance(3, 0.25)
    assert shown.order == ["lane"]
    shown.see(3)
    assert shown.order == ["lane", "fee", "lane"]


def test_a_poster_that_is_a_photograph_plays(loop: Callable[..., Loop]) -> None:
    pack = open_pack(Path(__file__).parents[1] / "cases" / "packs" / "jpeg_poster_pack")
    shown = loop([*pack.exhibits, EXHIBITS[0]], fade=False)
    shown.player.start()
    shown.see(3)
    assert shown.order == ["long", "lane", "long"]


def test_a_slow_worker_leaves_the_old_slide_up(loop: Callable[..., Loop], monkeypatch: pytest.MonkeyPatch) -> None:
    from kiosk.features.exhibition.terminal.loop import player
    from kiosk.features.exhibition.terminal.loop.slides import compose

    gate = threading.Event()

    def slow(exhibit: Exhibit, *rest: Any) -> Any:
        assert exhibit.id == "lane" or gate.wait(10)
        return compose(exhibit, *rest)

    monkeypatch.setattr(player, "compose", slow)
    shown = loop(list(EXHIBITS[:2]), fade=False)
    shown.player.start()
    shown.see(1)
    shown.clock.advance(60)
    assert shown.order == ["lane"] and shown.player._front.slide is not None
    gate.set()
    shown.see(2)


def test_a_slide_that_has_gone_off_is_not_shown_though_it_was_ready(loop: Callable[..., Loop]) -> None:
    lane, fee, morning = (replace(exhibit, seconds=1e7) for exhibit in EXHIBITS[:3])
    shown = loop([lane, fee, morning], fade=False)
    shown.player.start()
    shown.see(1)
    shown.clock.until(lambda: shown.player._next is not None)
    shown.slides = [lane, morning]
    shown.clock.advance(1e7, 1e6)
    shown.see(2)
    assert shown.order == ["lane", "morning"]


def test_one_slide_alone_stays_and_a_second_joins_later(loop: Callable[..., Loop]) -> None:
    shown = loop([EXHIBITS[0]], fade=False)
    shown.player.start()
    shown.see(1)
    shown.clock.advance(30)
    assert shown.order == ["lane"]
    shown.slides = list(EXHIBITS[:2])
    shown.see(2)
    assert shown.order[-1] == "fee"


def test_what_was_played_is_told_with_the_seconds_it_was_really_seen(
    loop: Callable[..., Loop], clock: TurnedClock
) -> None:
    """Not while the page was away, not for the seconds it should have had, and the last one when the player stops."""
    played: list[tuple[str, float]] = []
    slides = [replace(exhibit, seconds=1e6) for exhibit in EXHIBITS[:2]]
    shown = loop(slides, fade=False, on_played=lambda exhibit, seconds: played.append((exhibit.id, seconds)))
    shown.player.start()
    shown.see(1)
    assert played == []
    clock.advance(1000, 500)
    shown.player.stop()
    shown.player.stop()
    clock.advance(5e5, 1e5)
    shown.player.start()
    clock.until(lambda: shown.player._next is not None)
    clock.advance(1e6, 1e5)
    shown.see(2)
    shown.player.close()
    assert [key for key, _ in played] == ["lane", "lane", "fee"]
    assert 1000 <= played[0][1] < 2000 and 1e6 <= played[1][1] < 1.3e6 and played[2][1] < 1.3e6


def test_a_slide_that_is_alone_is_told_each_time_it_begins_again(loop: Callable[..., Loop], clock: TurnedClock) -> None:
    played: list[float] = []
    shown = loop([EXHIBITS[0]], fade=False, on_played=lambda _exhibit, seconds: played.append(seconds))
    shown.player.start()
    shown.see(1)
    clock.advance(16, 0.5)
    assert len(played) == 3 and all(5 <= seconds < 7 for seconds in played)


def test_standing_still_costs_nothing_and_going_on_shows_the_same_slide_at_once(loop: Callable[..., Loop]) -> None:
    from kivy.clock import Clock

    shown = loop(list(EXHIBITS[:3]), fade=False)
    shown.player.start()
    shown.see(2)
    shown.player.stop()
    shown.clock.frame()
    assert not [
        event for event in Clock.get_events() if getattr(event.get_callback(), "__self__", None) is shown.player
    ]
    shown.clock.advance(60)
    assert len(shown.order) == 2 and shown.player.alive == 1
    shown.player.start()
    shown.see(3)


@pytest.mark.parametrize("fade", [True, False])
def test_the_textures_of_old_slides_are_filled_anew(loop: Callable[..., Loop], fade: bool) -> None:
    """To take 8 MB for a new one held Kivy's thread for up to 87 ms at each change."""
    shown = loop(list(EXHIBITS[:3]), fade=fade)
    shown.player.start()
    shown.see(6)
    assert shown.player._spare.made <= 3


def test_what_was_shown_at_another_size_is_let_go(loop: Callable[..., Loop]) -> None:
    shown = loop(list(EXHIBITS[:3]), fade=False)
    shown.player.start()
    shown.see(3)
    assert shown.player._front.slide is not None
    first = weakref.ref(shown.player._front.slide.texture)
    shown.player.size = (200, 300)
    shown.see(6)
    gc.collect()
    assert first() is None and tuple(shown.player._front.slide.texture.size) == (200, 300)


def test_captions_are_dark_on_any_picture_in_high_contrast_too(window: Any, themed: None) -> None:
    from dataclasses import replace

    from kiosk.features.exhibition.terminal.loop.style import style_of
    from kiosk.ui import look
    from kiosk.ui.theme import Mode

    style = style_of(200, 300)
    look.use(replace(look.theme(), mode=Mode(contrast=True)))
    assert style_of(200, 300) == style
    assert sum(style.ink) < 150 < sum(style.ground)


def renewed(loop: Loop, *exhibits: Exhibit) -> None:
    loop.slides[:] = exhibits
    loop.player.renew()


def test_other_packs_are_shown_from_the_next_slide_on(loop: Callable[..., Loop]) -> None:
    """What was prepared is of the old ones; a slide alone gives way to another version of itself."""
    one = loop(list(EXHIBITS[:2]))
    one.player.start()
    one.see(1)
    first = one.player.shown
    newer = [replace(exhibit, pack_version="2") for exhibit in EXHIBITS[:2]]
    renewed(one, *newer)
    assert one.player.shown == first  # it has its time
    one.see(3)
    assert one.player.shown in newer
    alone = replace(EXHIBITS[0], pack_version="3")
    renewed(one, alone)
    one.clock.until(lambda: one.player.shown == alone)


def test_what_is_taken_down_leaves_at_once_and_does_not_come_back(loop: Callable[..., Loop]) -> None:
    one = loop(list(EXHIBITS[:3]))
    one.player.start()
    one.see(1)
    shown = one.player.shown
    left = [exhibit for exhibit in EXHIBITS[:3] if exhibit != shown]
    renewed(one, *left)
    one.clock.until(lambda: one.player.shown != shown)
    one.player.stop()
    renewed(one, *(exhibit for exhibit in left if exhibit != one.player.shown))
    assert one.player.shown is None and one.player._front.slide is None
    one.player.start()
    one.clock.until(lambda: one.player.shown is not None)
