"""What the attract loop costs Kivy's thread, in a window of its own; prints one line of JSON.

    python -m tests.benchmarks.player_run changes COUNT kept|fresh
    python -m tests.benchmarks.player_run film FILE

`fresh`: a new texture for each slide, as it was before. The rounds are Kivy's own, taken apart, so that its thread's
work on what happens and the drawing, which here is the processor's, are told apart.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from content.kinds.kind import ExhibitKind
from content.pack.exhibit import Exhibit
from content.pack.open import STARTER, open_pack
from kiosk.ui.theme import Panel, Theme

SIZE = (1080, 1920)
PPI = 102.46
SLIDE_SECONDS = 0.2
DEADLINE_SECONDS = 900.0


class Watched:
    """A player in a window, and the time of each of Kivy's rounds."""

    def __init__(self, slides: tuple[Exhibit, ...]) -> None:
        from kiosk.ui.window import prepare

        prepare(SIZE, Path(tempfile.mkdtemp()), fullscreen=False)
        from kivy.base import EventLoop
        from kivy.clock import Clock
        from kivy.core.window import Window

        from kiosk.apps.terminal.shell import TICK_SECONDS
        from kiosk.core.process.garbage import Litter
        from kiosk.ui import look

        EventLoop.ensure_window()
        look.use(Theme(Panel(*SIZE, ppi=PPI)))
        self._litter = Litter(Clock.time())  # as in the terminal: Python's own collection stopped all for 50 ms
        Clock.schedule_interval(lambda _dt: self._litter.ticked(), TICK_SECONDS)
        from kiosk.features.exhibition.terminal.loop.player import Player

        self._calls: list[Callable[[], None]] = []
        self._drain = Clock.create_trigger(self._run)
        self.changes = 0
        self.work_ms: list[float] = []
        self.own_ms: list[float] = []
        """The same without the time for which the thread was ready and had no processor (proc(5), schedstat)."""
        self.player = Player(lambda: slides, self._post, fade=False, on_shown=self._shown, size_hint=(None, None))
        self.player.size = SIZE
        Window.add_widget(self.player)

    def _post(self, call: Callable[[], None]) -> None:
        self._calls.append(call)
        self._drain()

    def _run(self, _dt: float) -> None:
        while self._calls:
            self._calls.pop(0)()

    def _shown(self, _exhibit: Exhibit) -> None:
        self.changes += 1

    def round(self) -> None:
        """One of Kivy's: it waits, does what is due, draws if anything has changed."""
        from kivy.base import EventLoop
        from kivy.clock import Clock
        from kivy.core.window import Window
        from kivy.lang import Builder

        Clock.pre_idle()
        asked = Clock.time()
        Clock.idle()
        began, waited = time.perf_counter(), waited_ms()
        Clock.post_idle(asked, Clock.time())
        EventLoop.dispatch_input()
        Builder.sync()
        Clock.tick_draw()
        Builder.sync()
        self.work_ms.append((time.perf_counter() - began) * 1000)
        self.own_ms.append(self.work_ms[-1] - (waited_ms() - waited))
        if Window.canvas.needs_redraw:
            Window.dispatch("on_draw")
            Window.dispatch("on_flip")


def changes(count: int, how: str) -> dict[str, Any]:
    from kiosk.ui.texture_upload import Spare

    slides = tuple(replace(one, seconds=SLIDE_SECONDS) for one in open_pack(STARTER, decode=False).exhibits)
    watched = Watched(slides)
    if how == "fresh":
        watched.player._spare = Spare(0)
    watched.player.start()
    deadline, memory, seen = time.monotonic() + DEADLINE_SECONDS, list[float](), 0
    while watched.changes < 6:  # the three textures, which it fills for the first time once in its life
        watched.round()
    watched.work_ms.clear()
    watched.own_ms.clear()
    while watched.changes < count + 6 and time.monotonic() < deadline:
        watched.round()
        if watched.changes != seen:
            seen = watched.changes
            memory.append(_rss_mb())
    watched.player.close()
    return {
        "work_ms": watched.work_ms, "own_ms": watched.own_ms, "memory_mb": memory, "changes": watched.changes - 6,
    }  # fmt: skip


def film(path: Path) -> dict[str, Any]:
    exhibit = Exhibit("film", ExhibitKind.VIDEO, "社区舞蹈队", path, "bench", "1", seconds=0)  # to its own end
    stills = open_pack(STARTER, decode=False).exhibits
    before = tuple(replace(one, seconds=SLIDE_SECONDS) for one in stills[:5])  # as `changes`: the first textures
    watched = Watched((*before, exhibit, replace(stills[0], seconds=60)))
    watched.player.start()
    while watched.player.shown is not exhibit:
        watched.round()
    slide = watched.player._front.slide
    assert slide is not None and slide.reel is not None
    reel, drawn, texture, own = slide.reel, 1, slide.reel.texture, 0.0
    watched.work_ms.clear()
    watched.own_ms.clear()
    while watched.player.shown is exhibit:
        watched.round()
        if reel.texture is not texture:
            texture, drawn = reel.texture, drawn + 1
        own = max(own, _child_mb())
    watched.player.close()
    reel.film.join()
    return {
        "drawn": drawn,
        "missed": reel.film.missed,
        "work_ms": watched.work_ms,
        "own_ms": watched.own_ms,
        "child_mb": own,
    }


def waited_ms() -> float:
    """Milliseconds for which this thread was ready and had no processor."""
    _, nanoseconds, _ = Path("/proc/thread-self/schedstat").read_text(encoding="ascii").split()
    return int(nanoseconds) / 1e6


def _rss_mb() -> float:
    return _status_mb(Path("/proc/self/status"))


def _child_mb() -> float:
    children = Path("/proc/self/task/self/children")
    pids = [pid for task in Path("/proc/self/task").iterdir() for pid in _children(task)]
    del children
    return max((_status_mb(Path("/proc", pid, "status")) for pid in pids), default=0.0)


def _children(task: Path) -> list[str]:
    try:
        return (task / "children").read_text(encoding="ascii").split()
    except FileNotFoundError:
        return []


def _status_mb(path: Path) -> float:
    try:
        lines = path.read_text(encoding="ascii", errors="replace").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


if __name__ == "__main__":
    done = changes(int(sys.argv[2]), sys.argv[3]) if sys.argv[1] == "changes" else film(Path(sys.argv[2]))
    print(json.dumps(done), flush=True)
