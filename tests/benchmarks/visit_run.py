"""One measured process of the benchmark `visit`: `python -m tests.benchmarks.visit_run bare|tour|cards|slides`.

Prints one JSON object on its last line.
"""

from __future__ import annotations

import functools
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

from kiosk.apps.demo.stand import PORTRAIT
from kiosk.apps.demo.tour import TOUR_VISIT
from tests.benchmarks.far_stand import FarStand

CARDS = 10
SLIDES_SECONDS = 60.0
IDLE_FRAMES = 90


def rss_mb() -> float:
    """Resident memory of this process in MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def bare() -> dict[str, Any]:
    """A window with one label, after as many frames as it takes to come to rest."""
    from kiosk.ui.window import prepare

    with tempfile.TemporaryDirectory() as home:
        prepare(PORTRAIT[0], Path(home), fullscreen=False)
        from kivy.app import App
        from kivy.clock import Clock
        from kivy.uix.label import Label

        class Bare(App):  # type: ignore[misc]
            def build(self) -> Label:
                return Label(text="bare")

            def on_start(self) -> None:
                Clock.schedule_once(self.stop, 3)

        Bare().run()
    return {"rss_mb": rss_mb()}


def tour() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as out:
        return _terminal("tour", Path(out))


def cards() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as out:
        return _terminal("cards", Path(out))


def slides() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as out:
        return _terminal("slides", Path(out))


def _terminal(what: str, out: Path) -> dict[str, Any]:
    from kiosk.ui.window import prepare

    found: dict[str, Any] = {}
    with FarStand(PORTRAIT[1], TOUR_VISIT) as stand:
        prepare(PORTRAIT[0], stand.folder / "kivy", fullscreen=False)
        from kiosk.apps.demo.guide import Guide
        from kiosk.apps.demo.route import route
        from kiosk.apps.terminal.app import TerminalApp

        app = TerminalApp(stand.settings)
        guide = Guide(app, cast(Any, stand), out)
        ways: dict[str, Callable[[Any, dict[str, Any]], Iterator[Callable[[], bool]]]] = {
            "tour": lambda guide, found: route(guide), "cards": _cards, "slides": _slides,
        }  # fmt: skip
        guide.follow(ways[what](guide, found), 60.0)
        app.run()
        guide.finish()
        found["rss_mb"] = rss_mb()
    return found


def _cards(guide: Any, found: dict[str, Any]) -> Iterator[Callable[[], bool]]:
    """From the reader's event on its own thread to the frame that shows the record."""
    from kivy.core.window import Window

    from devices.id_card import CardRead

    read_at: list[float] = []
    shown: list[float] = []
    on_event = guide.app.machine.records.reading.on_event

    def heard(event: object) -> None:
        if isinstance(event, CardRead):
            read_at.append(time.perf_counter())
        on_event(event)

    guide.app.machine.records.reading.on_event = heard

    def flipped(*_: object) -> None:
        if guide.shell.page_name == "membership.arrival" and len(shown) < len(read_at):
            shown.append((time.perf_counter() - read_at[-1]) * 1000)

    Window.bind(on_flip=flipped)
    for turn in range(CARDS):
        yield from guide.page("attract")
        yield from guide.touch(guide.shell.width / 2, guide.shell.height / 4)
        yield from guide.page("home")
        yield from guide.tap("home.membership")
        yield from guide.page("membership.notice")
        yield from guide.tap("membership.agree")
        yield from guide.page("membership.card")
        guide.stand.reader.put(guide.stand.cards[turn % len(guide.stand.cards)])
        yield from guide.until("the record", lambda turn=turn: len(shown) > turn)
        guide.stand.reader.lift()
        yield from guide.page("membership.arrival")
        yield from guide.tap("membership.clear")
    found["card_ms"] = [round(took, 1) for took in shown]


def _slides(guide: Any, found: dict[str, Any]) -> Iterator[Callable[[], bool]]:
    """How long the Clock's callbacks hold Kivy's thread in each frame, less what they hand to GL."""
    from kivy.clock import Clock

    from kiosk.ui.texture_upload import Upload

    yield from guide.page("attract")
    yield from guide.pause(8)  # pages are built ahead first
    player = guide.app.rooms.player()
    stalls: list[float] = []
    seen: list[str] = []
    in_gl = [0.0]
    events, make, step = Clock._process_events, Upload.__init__, Upload._step

    def process() -> None:
        in_gl[0], began = 0.0, time.perf_counter()
        events()
        stalls.append((time.perf_counter() - began - in_gl[0]) * 1000)
        if player.shown and seen[-1:] != [player.shown.key]:
            seen.append(player.shown.key)

    def handed(method: Any) -> Any:
        @functools.wraps(method)  # Kivy's clock finds a method again by its name
        def timed(*given: Any) -> None:
            began = time.perf_counter()
            method(*given)
            in_gl[0] += time.perf_counter() - began

        return timed

    Clock._process_events = process
    Upload.__init__, Upload._step = handed(make), handed(step)  # type: ignore[method-assign]
    yield from guide.pause(SLIDES_SECONDS)
    Clock._process_events = events
    Upload.__init__, Upload._step = make, step  # type: ignore[method-assign]
    found.update(stall_ms=[round(stall, 2) for stall in stalls], slides=len(seen), frames=len(stalls))


if __name__ == "__main__":
    print(json.dumps({"bare": bare, "tour": tour, "cards": cards, "slides": slides}[sys.argv[1]]()))
