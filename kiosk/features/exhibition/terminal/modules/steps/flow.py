"""A guide, step by step: the one in front large, the others in reach; printed, or taken along as a code.

Plain Python on Kivy's thread; pictures are decoded on a worker. An oath is another page (`oath.py`).
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from content.kinds.steps import Step, Steps
from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.terminal.frames import beside_frame
from kiosk.features.exhibition.terminal.kind_flow import Around
from kiosk.features.exhibition.terminal.modules.steps import words
from kiosk.features.exhibition.terminal.modules.steps.oath import OATH, OathFlow
from kiosk.features.exhibition.terminal.modules.steps.views import StepsView, StepView
from kiosk.features.exhibition.terminal.sizes import STEP_PICTURE, STEP_PICTURE_LYING
from kiosk.features.exhibition.terminal.slips import Leaflet, SlipView, Strong
from kiosk.ui import look
from kiosk.ui.pixels import Frame

STEPS = "exhibition.steps"


class StepsFlow:
    def __init__(self, around: Around) -> None:
        self._around = around
        self.oath = OathFlow(around)
        self._exhibit: Exhibit | None = None
        self._view: StepsView | None = None

    def open(self, exhibit: Exhibit, at: str = "") -> None:
        guide = exhibit.content
        assert isinstance(guide, Steps)
        self._exhibit = exhibit
        if guide.oath:
            self._view = None
            self.oath.open(exhibit.key, exhibit.title, guide)
            return
        steps = tuple(map(_step, guide.steps))
        self._view = StepsView(exhibit.title, steps)
        self.choose(next((number for number, step in enumerate(steps) if step.title == at), 0))
        self._around.slips.show(_leaflet(exhibit, steps), self._slip)

    def renewed(self) -> None:
        exhibit = self._exhibit
        page = self._around.stage.now()[0]
        if exhibit is None or page not in (STEPS, OATH):
            return
        now = self._around.desk.find(exhibit.key)
        if now is None or now.content is None:
            self.leave()
        elif now.content != exhibit.content:
            self.open(now, self._view.step.title if self._view else "")

    def wipe(self) -> None:
        self._exhibit = self._view = None
        self.oath.wipe()

    # -- the guide -----------------------------------------------------------------------------------------------------

    def choose(self, number: int) -> None:
        """A step: tapped in the list, or the one before or after."""
        view = self._view
        if view is None or not 0 <= number < len(view.steps):
            return
        self._show(replace(view, at=number, seen=view.seen | {number}, picture=None))
        if view.steps[number].has_picture:
            self._decode(number)

    def on(self) -> None:
        """下一步; after the last one the guide is left."""
        if self._view is None:
            return
        if self._view.at + 1 < len(self._view.steps):
            self.choose(self._view.at + 1)
        else:
            self.leave()

    def step_back(self) -> None:
        """上一步."""
        if self._view:
            self.choose(self._view.at - 1)

    def print_it(self) -> None:
        self._around.slips.print_it()

    def read_whole(self) -> None:
        """看全文: of a step with more to say than its place holds."""
        if self._view:
            self._around.whole.open(self._view.title, self._view.step.blocks, self._show_again)

    def leave(self) -> None:
        self.wipe()
        self._around.back()

    def back(self) -> bool:
        self.leave()
        return True

    def _show_again(self) -> None:
        if self._view:
            self._show(self._view)

    def _decode(self, number: int) -> None:
        exhibit = self._exhibit
        if exhibit is None or not isinstance(exhibit.content, Steps):
            return
        wide, high = STEP_PICTURE_LYING if look.landscape() else STEP_PICTURE
        name = exhibit.content.steps[number].picture
        job = partial(beside_frame, exhibit.path, name, look.px(wide), look.px(high), "contain")
        self._around.stage.work(job, partial(self._decoded, number), partial(self._broke, exhibit))

    def _decoded(self, number: int, picture: Frame) -> None:
        if self._view and self._view.at == number:
            self._redraw(replace(self._view, picture=picture))

    def _broke(self, exhibit: Exhibit, error: Exception) -> None:
        """A step is told without its picture."""
        self._around.desk.broke(exhibit, error)

    def _slip(self, slip: SlipView) -> None:
        if self._view:
            self._redraw(replace(self._view, slip=slip))

    def _redraw(self, view: StepsView) -> None:
        """Unless the visitor has gone elsewhere meanwhile."""
        self._view = view
        if self._around.stage.now()[0] == STEPS:
            self._around.stage.show(STEPS, view)

    def _show(self, view: StepsView) -> None:
        self._view = view
        self._around.stage.show(STEPS, view)


def _step(step: Step) -> StepView:
    things = step.things()
    return StepView(step.title, "" if things else step.note, things, step.hint, bool(step.picture))


def _leaflet(exhibit: Exhibit, steps: tuple[StepView, ...]) -> Leaflet:
    lines: list[str] = []
    for number, step in enumerate(steps, start=1):
        lines.append(Strong(words.step_line(number, step.title)))
        lines += [text for kind, text in step.blocks if kind != "heading"]
    return Leaflet("guide", exhibit.title, tuple(lines))
