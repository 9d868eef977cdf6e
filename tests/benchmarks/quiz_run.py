"""What going through questions costs Kivy's thread, in a window of its own; prints one line of JSON.

    python -m tests.benchmarks.quiz_run

The rounds are Kivy's own, taken apart as in `player_run`, so that its thread's work and the drawing, which here is the
processor's, are told apart. Ten items of each type are asked and told, every fourth with a picture of 2 MB.
"""

from __future__ import annotations

import io
import json
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from content.banks.model import Item, Kind
from content.pack.open import STARTER, open_pack
from kiosk.ui.theme import Panel, Theme
from tests.benchmarks.player_run import PPI, SIZE, waited_ms

PICTURE_EVERY, PICTURE_SIZE = 4, (2400, 1800)
OF_EACH = 10  # of a type
TOUCHES = 15
DEADLINE_SECONDS = 600.0


class Run:
    """The terminal's shell with the question pages, played by nobody in particular."""

    def __init__(self) -> None:
        from kiosk.ui.window import prepare

        prepare(SIZE, Path(tempfile.mkdtemp()), fullscreen=False)
        from kivy.base import EventLoop
        from kivy.clock import Clock
        from kivy.core.window import Window

        from kiosk.apps.terminal.shell import Shell
        from kiosk.apps.terminal.visit import Times, Visit
        from kiosk.core.process.garbage import Litter
        from kiosk.features.quiz.terminal.asking import Asking
        from kiosk.features.quiz.terminal.helps import Helps
        from kiosk.features.quiz.terminal.screens.fill import Fill
        from kiosk.features.quiz.terminal.screens.question import Question
        from kiosk.features.quiz.terminal.screens.redrawn import Redrawn
        from kiosk.features.quiz.terminal.screens.stem_picture import StemPicture
        from kiosk.ui import look

        EventLoop.ensure_window()
        look.use(Theme(Panel(*SIZE, ppi=PPI)))
        pack = open_pack(STARTER, decode=False)
        every = list(pack.banks[0])
        self.items = [one for kind in Kind for one in [item for item in every if item.kind is kind][:OF_EACH]]
        visit = Visit(Times(warn=1e9, wipe=2e9, reading_warn=1e9))
        self.shell = Shell(visit, "云溪里社区", keeps_mode=True, litter=Litter(Clock.time()))
        helps = Helps(lambda: (pack,))
        helps.prepare()
        self.asking = Asking(self.shell, helps=helps)
        self.shell.add_pages({page.name: partial(page, self.asking) for page in (Fill, StemPicture)})
        self.shell.add_pages({Question.name: partial(Question, self.asking, Redrawn())})
        Window.add_widget(self.shell)
        visit.begin(Clock.time())
        self.work_ms: list[float] = []
        self.own_ms: list[float] = []
        self.flips: list[float] = []
        self.draws = False  # what the processor draws here is no part of it, and takes most of the time
        self.slowest = ("", 0.0)

    def round(self, what: str = "") -> None:
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
        if what and self.own_ms[-1] > self.slowest[1]:
            self.slowest = (what, self.own_ms[-1])
        if self.draws and Window.canvas.needs_redraw:
            Window.dispatch("on_draw")
            Window.dispatch("on_flip")
            self.flips.append(time.perf_counter())

    def do(self, what: str, call: Callable[[], None], rounds: int = 4) -> None:
        """In a round, as a touch is."""
        from kivy.clock import Clock

        Clock.schedule_once(lambda _dt: call(), 0)
        for _ in range(rounds):
            self.round(what)

    def shows(self, number: int) -> bool:
        _, view = self.shell.now()
        return getattr(getattr(view, "asked", None), "key", None) == number

    # -- a player -----------------------------------------------------------------------------------------------------

    def answered(self, answer: Any) -> None:
        from kiosk.features.quiz.rules.marking import mark
        from kiosk.features.quiz.terminal.views import Frame, Press

        self.asking.tell(self, mark(self.item, answer), Frame("第 1 题", total=12, primary=Press("next", "下一题")))

    def pressed(self, key: str) -> None:
        """The run goes on by itself."""

    def back(self) -> bool:
        return False

    def ask(self, item: Item, number: int, picture: Callable[[], bytes] | None) -> None:
        from kiosk.features.quiz.terminal.views import Frame, Press, asked_of

        self.item = item
        asked = replace(asked_of(item, number), picture=picture)
        frame = Frame(f"第 {number + 1} 题", "　共 12 题", "党性体检，不计时", total=12, position=number % 12,
                      presses=(Press("skip", "先跳过"),))  # fmt: skip
        self.asking.ask(self, asked, frame)


def stalls(run: Run, picture: bytes) -> None:
    """Every item asked, answered and told."""
    for number, item in enumerate(run.items):
        of_picture = (lambda: picture) if number % PICTURE_EVERY == 0 else None
        kind = f"{item.kind.value}{' with a picture' if of_picture else ''}"
        run.do(f"asked {kind}", partial(run.ask, item, number, of_picture), 30 if of_picture else 6)
        until = time.monotonic() + 5
        while not run.shows(number) and time.monotonic() < until:
            run.round(f"asked {kind}")
        if item.kind is Kind.FILL:
            run.do("as a choice", partial(run.asking.press, "by_choice"))
        count = len(item.options) if item.kind is Kind.ORDER else 1
        for blank in range(max(1, len(item.blanks))):
            if blank:
                run.do("another blank", partial(run.asking.press, f"blank.{blank}"))
            for option in range(count):
                run.do("chosen", partial(run.asking.choose, option))
        run.do(f"told {kind}", run.asking.hand_in)


def _warm(run: Run, picture: bytes) -> None:
    every, run.items = run.items, run.items[::OF_EACH]
    stalls(run, picture)
    run.items = every


def touches(run: Run) -> tuple[list[float], list[float]]:
    """Milliseconds from a finger to the frame that shows it pressed; from letting go to the frame that is marked."""
    from kiosk.apps.demo.finger import Finger, target

    item = next(one for one in run.items if one.kind is Kind.SINGLE)
    pressed, marked = list[float](), list[float]()
    run.draws = True
    for number in range(TOUCHES):
        run.do("", partial(run.ask, item, 10_000 + number, None), 8)
        run.do("", partial(run.asking.choose, 1), 8)
        finger, button = Finger(), target(run.shell, "quiz.hand_in")
        place = button.to_window(*button.center)
        for kept, act in ((pressed, partial(finger.down, *place)), (marked, finger.up)):
            run.flips.clear()
            begun, until = time.perf_counter(), time.monotonic() + 5
            act()
            while not run.flips and time.monotonic() < until:
                run.round()
            kept.append((run.flips[0] - begun) * 1000)
            for _ in range(8):
                run.round()
    return pressed, marked


def _picture() -> bytes:
    """A JPEG of 2 MB and more."""
    from PIL import Image

    noise = Image.frombytes("RGB", (600, 450), os.urandom(600 * 450 * 3)).resize(PICTURE_SIZE)
    stream = io.BytesIO()
    noise.save(stream, "JPEG", quality=92)
    return stream.getvalue()


def main() -> None:
    run, picture = Run(), _picture()
    _warm(run, picture)  # faces, key panels and decoders are opened once in a terminal's life
    run.work_ms.clear()
    run.own_ms.clear()
    run.slowest = ("", 0.0)
    stalls(run, picture)
    work, own, slowest = max(run.work_ms), max(run.own_ms), run.slowest
    pressed, marked = touches(run)
    print(json.dumps({
        "items": len(run.items), "work_ms": work, "own_ms": own, "slowest": slowest, "picture_mb": len(picture) / 1e6,
        "pressed_ms": pressed, "marked_ms": marked, "over": sorted(run.own_ms)[-20:],
    }))  # fmt: skip
    run.shell.close()


if __name__ == "__main__":
    main()
