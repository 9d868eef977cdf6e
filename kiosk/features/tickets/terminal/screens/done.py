"""号已取好: the number first, then how long, the slip, what to do next."""

from __future__ import annotations

from kivy.uix.widget import Widget

from kiosk.features.tickets.rules.queue import PRIORITY
from kiosk.features.tickets.terminal import sizes, words
from kiosk.features.tickets.terminal.flow import TicketFlow
from kiosk.features.tickets.terminal.screens.paper import Slip
from kiosk.features.tickets.terminal.views import DoneView
from kiosk.ui import language, look
from kiosk.ui.motion import Rising
from kiosk.ui.page import Page
from kiosk.ui.tokens import CARD_GAP, Air, High, IconSize
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.icon import Badge, Icon
from kiosk.ui.widgets.layout import Column, Gap, Layers, Row
from kiosk.ui.widgets.name import Name, NameRow
from kiosk.ui.widgets.text import Run, Runs, Text, with_figure


class Done(Page):
    """Counts down by itself; only the word on the button changes then."""

    name = "tickets.done"
    sound = "done"
    nav = ("end",)
    drop = sizes.DONE_DROP

    def __init__(self, flow: TicketFlow) -> None:
        super().__init__()
        self._ok = PushButton(words.OK, flow.finish, tap="tickets.ok", kind="primary", note=" ")
        self._missing = PushButton(words.SLIP_MISSING, flow.slip_missing, tap="tickets.missing")
        self._wrong = PushButton(words.WRONG_ONE, flow.wrong_one, tap="tickets.wrong")
        self.set_actions(self._missing, self._wrong, self._ok)
        self._shown: object = None
        self._rising: Rising | None = None

    def enter(self) -> None:
        if self._rising:
            self._rising.start()

    def leave(self) -> None:
        if self._rising:
            self._rising.stop()

    def show(self, view: DoneView) -> None:
        self._ok.note = words.returns(view.seconds, short=look.large())
        key = (view.ticket, view.reprinted, view.without_slip)
        if key == self._shown:
            return
        self._shown = key
        self._missing.text = words.SLIP_AFTER_ALL if view.without_slip else words.SLIP_MISSING
        self.speak.clear_widgets()
        self.body.clear_widgets()
        number = _number_text(view)
        self._rising = Rising(number)
        self.speak.add_widget(_number(view, number))
        if look.landscape():
            slip = [] if look.large() or view.without_slip else [_printer(view)]
            wait, steps = Column(*_wait(view), gap=Air.M), _steps(view)
            wait.size_hint_x, steps.size_hint_x = (0.75, 1.25) if slip else (1, 1)
            self.body.add_widget(Row(wait, *slip, steps, gap=CARD_GAP))
            return
        self.body.add_widget(Row(*_wait(view), gap=CARD_GAP, size_hint_y=None, height=look.px(High.BAND)))
        with_picture = not look.large() and not view.without_slip
        lower = [_printer(view), _steps(view)] if with_picture else [_steps(view)]
        self.body.add_widget(Row(*lower, gap=CARD_GAP))


def _number_text(view: DoneView) -> Text:
    return Text(view.ticket.number, "num" if not look.landscape() else "count", "primary", halign="center")


def _number(view: DoneView, number: Text) -> Card:
    taken = words.done(language.named(view.ticket.service), view.ticket.lane == PRIORITY)
    head = NameRow(
        Gap(), Icon("check-circle", IconSize.L, "ok"), Name(taken, ("label", "body", "note")), Gap(), size_hint_y=None,
    )  # fmt: skip
    head.bind(minimum_height=head.setter("height"))
    windows = tuple(map(language.named, view.ticket.windows))
    where = Name(words.windows(windows), ("body", "note"), "ink_2", halign="center")
    card = Card(Gap(), head, number, where, Gap(), padding=(Air.XL, Air.M), gap=Air.S)
    card.bind(minimum_height=card.setter("size_hint_min_y"))  # names of two lines: the page makes room
    return card


def _wait(view: DoneView) -> list[Widget]:
    ticket = view.ticket
    ahead = _fact("users-three", words.AHEAD_LABEL, Runs(*with_figure(words.people(ticket.ahead), "head")))
    if ticket.wait_high_minutes == 0:
        return [ahead, _fact("clock", words.NOW_LABEL, Runs(Run(words.NO_WAIT, "title")))]
    minutes = words.minutes(ticket.wait_low_minutes, ticket.wait_high_minutes)
    return [ahead, _fact("clock", words.WAIT_LABEL, Runs(*with_figure(minutes, "head")))]


def _fact(icon: str, label: str, value: Runs) -> Card:
    text = Column(Text(label, "body", "ink_2"), value, gap=0, fit=True, pos_hint={"center_y": 0.5})
    return Card(Icon(icon, IconSize.XL, "pine"), text, across=True, padding=(Air.XL, 0), gap=Air.L)


def _printer(view: DoneView) -> Layers:
    """The printer's mouth with the slip hanging from it."""
    mouth = Card(
        Row(
            Gap(), Icon("printer", IconSize.M, "ground"), Text(words.SLIP_READY, "body", "ground", fit=True), Gap(),
            gap=Air.S,
        ),
        fill="ink", lift=False, size_hint_y=None, height=look.px(High.STRIP), pos_hint={"x": 0, "top": 1},
    )  # fmt: skip
    lip = Flat(border=0, size_hint_y=None, height=look.px(sizes.LIP), pos_hint={"x": 0, "top": 1}, edge="")
    paper = Slip(view, size_hint_x=0.9, pos_hint={"center_x": 0.5})
    layers = Layers(lip, mouth, paper, size_hint_x=0.9)

    def hang(*_: object) -> None:
        paper.y = layers.y + layers.height - look.px(sizes.MOUTH) - paper.height

    layers.bind(pos=hang, size=hang)
    paper.bind(height=hang)
    return layers


def _steps(view: DoneView) -> Card:
    texts = words.STEPS_NO_SLIP if view.without_slip else words.STEPS
    rows = []
    for i, text in enumerate(texts, 1):
        if look.landscape() or look.large():
            text = text.replace("\n", "")
        mark = _Mark(str(i))
        rows.append(Row(mark, Text(text, "label", bold=False), gap=Air.L, size_hint_y=None))
        rows[-1].bind(minimum_height=rows[-1].setter("height"))
    keep = []
    if view.keep_note:
        kept = language.named(view.keep_note)
        keep = [Flat(Text(kept, "note", "ink_2", balanced=True), padding=(Air.L, Air.M), size_hint_y=None)]
        keep[0].bind(minimum_height=keep[0].setter("height"))
    tight = look.landscape()
    return Card(
        Text(words.NEXT_STEPS, "title"),
        *rows,
        Gap(),
        *keep,
        padding=Air.L if tight else Air.XL,
        gap=Air.M if tight else Air.XL,
    )


class _Mark(Badge):
    """A step's number in a round tint."""

    def __init__(self, digit: str) -> None:
        super().__init__("circle", "pine", sizes.STEP_MARK)
        self.remove_widget(self._icon)
        self._icon = Text(
            digit, "label", "pine_ink", halign="center", fill=True, size_hint=(None, None), size=self.size
        )
        self.add_widget(self._icon)
        self._place()
