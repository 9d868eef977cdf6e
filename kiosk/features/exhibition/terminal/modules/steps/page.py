"""A guide: the step in front large, with its number; the others below, those that were seen ticked."""

from __future__ import annotations

from functools import partial

from kivy.graphics import Color, SmoothEllipse, SmoothRoundedRectangle
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from kiosk.features.exhibition.terminal.modules.steps import words
from kiosk.features.exhibition.terminal.modules.steps.flow import STEPS, StepsFlow
from kiosk.features.exhibition.terminal.modules.steps.views import StepsView, StepView
from kiosk.features.exhibition.terminal.screens.choosing import ChoosingPage, Places, choice_tap, paired
from kiosk.features.exhibition.terminal.screens.code_beside import CodeBeside
from kiosk.features.exhibition.terminal.screens.slip_parts import PrintButton
from kiosk.features.exhibition.terminal.screens.things import Things
from kiosk.features.exhibition.terminal.sizes import (
    ROW_DISC,
    STEP_BAR,
    STEP_DISC,
    STEP_PICTURE,
    STEP_PICTURE_LYING,
    STEPS_DROP,
)
from kiosk.ui import look
from kiosk.ui.pixels import Frame
from kiosk.ui.texture_upload import Upload
from kiosk.ui.tokens import CELL_RADIUS, HERO_RADIUS, Air, IconSize, Inside
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.choice import ChoiceRow
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.told import Part, Told

TITLE_SHARE, HINT_SHARE = 0.36, 0.34  # of the card's height, at most


class StepsPage(ChoosingPage):
    name = STEPS
    tap = "steps"
    places = Places(640, 104, (640, 150))
    drop = STEPS_DROP
    always_acts = True

    def __init__(self, flow: StepsFlow) -> None:
        super().__init__()
        self._flow = flow
        self._print = PrintButton(words.PRINT, flow.print_it, tap="steps.print", kind="second")
        self._card: _StepCard | None = None
        self._picture: Frame | None = None
        self._upload: Upload | None = None

    def show(self, view: StepsView) -> None:
        self.head(view.title, words.step_of(view.at, len(view.steps)))
        listed = tuple((step.title, number in view.seen, number == view.at) for number, step in enumerate(view.steps))
        self.choose_from(listed, view.at, partial(self._row, view), self._flow.choose)
        self.tell((view.step, view.at, len(view.steps)), partial(self._large, view))
        self._hang(view.picture)
        assert self._card
        self._card.code.show(view.slip)
        self._print.show(view.slip)
        self._act(view, self._card.is_cut)

    def leave(self) -> None:
        """The pictures go with the page."""
        self._hang(None)
        if self._card:
            self._card.code.drop()

    def on_back(self) -> bool:
        return self._flow.back()

    def _large(self, view: StepsView) -> Widget:
        wide, high = self.chosen_room
        self._card = _StepCard(view.step, view.at, (wide, high - look.px(STEP_BAR + Air.M)))
        self._picture = None
        return Column(_Bars(view.at, len(view.steps)), self._card, gap=Air.M)

    def _row(self, view: StepsView, number: int) -> ChoiceRow:
        seen = number in view.seen and number != view.at
        lead = Disc(number + 1, ROW_DISC, done=seen, now=number == view.at)
        end = words.SEEN if seen else ""
        tap = choice_tap(self._flow.choose, self.tap, number)
        return ChoiceRow(view.steps[number].title, lead=lead, end=end, caret=False, **tap)

    def _act(self, view: StepsView, cut: bool) -> None:
        if not self.acts_anew(view.at, len(view.steps), cut):
            return
        room = not (cut and look.large())  # four words without signs are what large type has room for
        last = view.at + 1 == len(view.steps)
        back = PushButton(words.PREVIOUS, self._flow.step_back, tap="steps.previous", off=view.at == 0)
        whole = PushButton(words.READ_WHOLE, self._flow.read_whole, tap="steps.whole")
        on = PushButton(
            words.LAST if last else words.NEXT, self._flow.on, tap="steps.next", kind="primary",
            icon="" if not room else "check" if last else "arrow-right", icon_bold=True,
        )  # fmt: skip
        if self._print.parent:
            self._print.parent.remove_widget(self._print)
        buttons = (back, *([whole] if cut else []), self._print, on)
        self.set_actions(*(paired(*buttons) if look.landscape() else buttons))

    def _hang(self, frame: Frame | None) -> None:
        if frame is self._picture:
            return
        if self._upload:
            self._upload.cancel()
        self._picture = frame
        self._upload = Upload(frame, self._hung) if frame is not None else None
        if frame is None and self._card:
            self._card.picture.texture = None

    def _hung(self, texture: Texture) -> None:
        if self._card:
            self._card.picture.texture = texture


class _StepCard(Card):
    """`is_cut`: there is more to read than stands in it."""

    def __init__(self, step: StepView, at: int, room: tuple[float, float]) -> None:
        wide, high = room
        lying = look.landscape()
        pad_x, pad_y = look.px(Inside.CARD), look.px(Air.L if lying else Inside.HIGH)
        self.code = CodeBeside()
        self.picture = Picture()
        inner = wide - 2 * pad_x
        pictured = STEP_PICTURE_LYING if lying else STEP_PICTURE
        beside = self._side(step, pictured, high - 2 * pad_y)
        left = inner - beside.width - look.px(Air.L)
        body = self._said(step, at, (left, high - 2 * pad_y))
        super().__init__(
            body, beside, across=True, radius=HERO_RADIUS, padding=(Inside.CARD, Air.L if lying else Inside.HIGH),
            gap=Air.L,
        )  # fmt: skip

    def _side(self, step: StepView, pictured: tuple[int, int], high: float) -> Widget:
        """The picture and the code: under one another, on a wide panel side by side."""
        wide, most = map(look.px, pictured)
        self.picture.size_hint = (None, None)
        code = self.code.wide
        if look.landscape():
            self.picture.size = (wide, min(most, high)) if step.has_picture else (0, 0)
            parts = [self.picture, self.code] if step.has_picture else [self.code]
            total = code + ((wide + look.px(Air.L)) if step.has_picture else 0)
            return Row(*parts, gap=Air.L, size_hint_x=None, width=total)
        wide = max(wide if step.has_picture else 0, code)
        self.picture.size = (wide, max(0, min(most, high - self.code.high - look.px(Air.M))))
        self.code.pos_hint = self.picture.pos_hint = {"right": 1}
        parts = [self.picture, Gap(), self.code] if step.has_picture else [Gap(), self.code]
        return Column(*parts, size_hint_x=None, width=wide)

    def _said(self, step: StepView, at: int, room: tuple[float, float]) -> Widget:
        wide, high = room
        gap = look.px(Air.M)
        disc = Disc(at + 1, STEP_DISC)
        beside = look.landscape() and bool(step.things or step.note)
        whole = (wide - look.px(Air.XXL)) / 2 if beside else wide  # as wide as it is laid out, or a line stays empty
        title = Told(
            (Part(step.title, ("head", "name", "title", "label"), serif=True, bold=True, gives=True),),
            (whole - disc.width - look.px(Air.L) - 1, high * TITLE_SHARE),
        )
        self.is_cut = title.is_cut
        head_high = max(disc.height, _taken(title))
        title.size_hint_y, title.height = None, _taken(title)
        title.pos_hint = {"center_y": 0.5}
        head = Row(disc, title, gap=Air.L, size_hint_y=None, height=head_high)
        if beside:
            return self._said_beside(step, head, (wide, high))
        hint, hint_high = self._hint(step.hint, wide, high * HINT_SHARE)
        rest = high - head_high - gap - ((hint_high + gap) if hint else 0)
        things = Things(step.things, (wide, rest), text=step.note)
        self.is_cut = self.is_cut or things.is_cut
        return Column(head, things, *([hint] if hint else []), gap=Air.M)

    def _said_beside(self, step: StepView, head: Row, room: tuple[float, float]) -> Widget:
        """On a wide panel: the title over the hint, and what there is to have beside them."""
        wide, high = room
        gap = look.px(Air.XXL)
        half = (wide - gap) / 2
        hint, _ = self._hint(step.hint, half, high - head.height - look.px(Air.M))
        things = Things(step.things, (half, high), text=step.note)
        self.is_cut = self.is_cut or things.is_cut
        first = Column(head, Gap(), *([hint] if hint else []), gap=0, size_hint_x=None, width=half)
        return Row(first, things, gap=Air.XXL)

    def _hint(self, text: str, wide: float, most: float) -> tuple[Widget | None, float]:
        if not text:
            return None, 0
        bulb = Icon("lightbulb", IconSize.M, "gold_ink")
        room = (wide - bulb.width - look.px(Air.M + 2 * Air.L), most - look.px(2 * Air.M))
        said = Told((Part(text, ("body", "note"), "gold_ink", gives=True),), room)
        self.is_cut = self.is_cut or said.is_cut
        said.size_hint_y, said.height = None, _taken(said)
        high = said.height + look.px(2 * Air.M)
        said.pos_hint = {"center_y": 0.5}
        strip = Flat(
            bulb, said, fill="gold_tint", across=True, gap=Air.M, padding=(Air.L, Air.M), radius=CELL_RADIUS,
            size_hint_y=None, height=high,
        )  # fmt: skip
        return strip, high


def _taken(told: Told) -> float:
    return float(sum(child.height for child in told.children if child.size_hint_y is None))


class Disc(Widget):
    """The number of a step in a red disc; grey in the list, ticked where it was seen."""

    def __init__(self, number: int, side: int, *, done: bool = False, now: bool = True) -> None:
        self.spoken = "" if done else str(number)
        fill, ink = ("ok_tint", "ok_ink") if done else ("primary", "on_primary") if now else ("sunken", "ink_2")
        pixels = look.icon_px(side)
        super().__init__(size_hint=(None, None), size=(pixels, pixels), pos_hint={"center_y": 0.5})
        with self.canvas.before:
            Color(*look.color(fill))
            self._disc = SmoothEllipse(size=self.size)
        token = "head" if side == STEP_DISC else "label"
        self._sign: Widget = (
            Icon("check", IconSize.TICK, ink, bold=True) if done
            else Text(str(number), token, ink, serif=False, halign="center", fill=True, size_hint=(None, None))
        )  # fmt: skip
        self._sign.size = self.size
        self.add_widget(self._sign)
        self.bind(pos=self._place)

    def _place(self, *_: object) -> None:
        self._disc.pos = self._sign.pos = self.pos


class _Bars(Widget):
    """How far one is: a bar a step, those before in green, the one in front in red."""

    spoken = ""

    def __init__(self, at: int, count: int) -> None:
        super().__init__(size_hint_y=None, height=look.px(STEP_BAR))
        self._bars: list[SmoothRoundedRectangle] = []
        with self.canvas:
            for number in range(count):
                Color(*look.color("pine" if number < at else "primary" if number == at else "sunken"))
                self._bars.append(SmoothRoundedRectangle(radius=[look.px(STEP_BAR / 2)]))
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_: object) -> None:
        gap = look.px(Air.XS)
        wide = (self.width - gap * (len(self._bars) - 1)) / len(self._bars)
        for number, bar in enumerate(self._bars):
            bar.pos, bar.size = (self.x + number * (wide + gap), self.y), (wide, self.height)
