"""Emulated visits one after the other, on a clock turned by hand; prints what was held after each hundredth of them.

    python -m tests.ui.terminal.many_visits 20000

    {"samples": [{"visits", "rss_mb", "textures", "widgets", "threads", "events"}, …]}

Each visit: a touch on the attract screen, a page or two (private ones too), sometimes a switch of mode, sometimes
nobody there until the wipe.
"""

from __future__ import annotations

import gc
import json
import os
import random
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kiosk.apps.demo.gallery.book import WINDOW, open_window
from kiosk.core.process import memory
from kiosk.core.process.virtual_display import virtual_display
from kiosk.ui.theme import Panel, Theme
from kiosk.ui.tokens import DESIGN_PPI

PANEL = Panel(540, 960, ppi=DESIGN_PPI / 2)
SAMPLES = 20
SEED = 20261121


class Turned:
    """Kivy's clock in our hands, as in tests/ui/conftest.py."""

    def __init__(self) -> None:
        from kivy.clock import Clock

        self.now = 1000.0
        Clock.time, Clock._max_fps, Clock._last_tick = self._time, 0, self.now

    def _time(self) -> float:
        return self.now

    def advance(self, seconds: float, step: float) -> None:
        from kivy.base import EventLoop

        end = self.now + seconds
        while self.now < end:
            self.now = min(end, self.now + step)
            EventLoop.idle()


def main(visits: int) -> None:
    os.environ.update(vblank_mode="0")  # Mesa holds each frame for a screen that is not there: half of the trial's time
    with tempfile.TemporaryDirectory() as home, virtual_display(*WINDOW, vnc=False):
        open_window(Path(home), driver="x11")  # off screen, Mesa keeps scene after scene: memory that no screen needs
        print(json.dumps({"samples": list(_visits(visits))}))


def _visits(visits: int) -> Iterator[dict[str, Any]]:
    from kiosk.ui import look

    look.use(Theme(PANEL))
    clock, chance = Turned(), random.Random(SEED)
    memory.keep_small()
    shell, views = _terminal()
    clock.advance(20, 0.5)  # pages are built while nobody is there
    every = max(1, visits // SAMPLES)
    for number in range(1, visits + 1):
        _visit(shell, views, clock, chance)
        if number % every == 0:
            _let_go(shell, views, clock)
            gc.unfreeze()
            gc.collect()
            held = {"visits": number, **_held(shell)}
            print(json.dumps(held), file=sys.stderr, flush=True)  # somebody may be watching; it takes half an hour
            yield held
    shell.close()


def _let_go(shell: Any, views: dict[str, list[object]], clock: Turned) -> None:
    """Of every kept page, by another mode and back: how many of them there are is a matter of chance. So is what the
    last questions left for the next (`Redrawn`; its bound is tried in test_redrawn_questions): one drawn in that mode
    finds nothing of theirs.
    """
    from kiosk.features.quiz.terminal.screens.question import Question

    shell.begin_visit()
    clock.advance(0.5, 0.5)
    shell.switch("large")
    shell.show(Question.name, views[Question.name][0])
    clock.advance(0.5, 0.5)
    shell.end_visit()
    clock.advance(1, 0.25)


def _terminal() -> tuple[Any, dict[str, list[object]]]:
    from kivy.clock import Clock
    from kivy.core.window import Window

    from kiosk.apps.terminal.shell import Shell
    from kiosk.apps.terminal.visit import Times, Visit
    from kiosk.core.process.garbage import Litter
    from tests.ui.sample_pages import HALL, factories, samples

    views: dict[str, list[object]] = {}
    for sample in samples():
        views.setdefault(sample.page, []).append(sample.view)
    own = {name: (lambda name=name: views[name][0]) for name in ("attract", "home")}
    shell: Any = Shell(Visit(Times()), HALL, demo=True, views=own, litter=Litter(Clock.time()))
    shell.add_pages(factories())
    shell.size_hint, shell.size = (None, None), (PANEL.width_px, PANEL.height_px)
    Window.add_widget(shell)
    shell.show("attract", None)
    return shell, views


def _visit(shell: Any, views: dict[str, list[object]], clock: Turned, chance: random.Random) -> None:
    shell.begin_visit()
    clock.advance(0.5, 0.5)
    rooms = [name for name in views if name not in ("attract", "home", "idle")]
    for name in chance.sample(rooms, chance.choice((1, 2))):
        shell.show(name, chance.choice(views[name]))
        clock.advance(0.5, 0.5)
        _tap(shell, chance, clock)
    if chance.random() < 0.05:
        shell.switch(chance.choice(("large", "contrast")))
        clock.advance(0.5, 0.5)
    if chance.random() < 0.02:
        clock.advance(170, 1.0)  # nobody there: warned, then wiped
    if shell.visit.phase != "attract":
        shell.end_visit()
    clock.advance(0.5, 0.5)


def _tap(shell: Any, chance: random.Random, clock: Turned) -> None:
    """A finger on some target of the page, by Kivy's own path; the flows are quiet, so the page stays."""
    from kiosk.apps.demo.finger import Finger
    from kiosk.ui.measure import targets

    found = [target for target in targets(shell.front) if not target.off]
    if found:
        target = chance.choice(found)
        finger = Finger()
        finger.down(*target.to_window(*target.center))
        clock.advance(0.05, 0.05)
        finger.up()


def _held(shell: Any) -> dict[str, Any]:
    from kivy.clock import Clock
    from kivy.graphics.texture import Texture
    from kivy.uix.widget import Widget

    kinds = [type(thing) for thing in gc.get_objects()]
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return {
        "rss_mb": round(pages * 4096 / 1e6, 2),
        "textures": sum(issubclass(kind, Texture) for kind in kinds),
        "widgets": sum(issubclass(kind, Widget) for kind in kinds),
        "threads": threading.active_count(),
        "events": len(list(Clock.get_events())),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]))
