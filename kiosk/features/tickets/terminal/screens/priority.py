"""取优先号: who may have one, the card that shows an age, and the way to a clerk for every other case."""

from __future__ import annotations

from math import ceil
from typing import Any

from kivy.uix.widget import Widget

from kiosk.features.tickets.rules.words import GROUP_ICON, GROUP_ICONS
from kiosk.features.tickets.terminal import sizes, words
from kiosk.features.tickets.terminal.flow import TicketFlow
from kiosk.features.tickets.terminal.priority_flow import LOOKING, PAGE, PriorityFlow, PriorityView
from kiosk.ui import look
from kiosk.ui.page import Page, titles
from kiosk.ui.tokens import CARD_GAP, CELL_RADIUS, Air, High, IconSize, Stroke
from kiosk.ui.widgets.busy_mark import BusyMark
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.card_reader import CardReader
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.steps import Steps
from kiosk.ui.widgets.text import Text

GROUPS_SHOWN = 5
IN_A_ROW = 3


class Priority(Page):
    """The reader is armed exactly while this page is in front (`enter` to `leave`)."""

    name = PAGE
    drop = sizes.PRIORITY_DROP

    def __init__(self, flow: TicketFlow, priority: PriorityFlow) -> None:
        super().__init__()
        self._flow, self._priority = flow, priority
        self._view: PriorityView | None = None
        self._turning = BusyMark()
        self._place_of_card = CardReader(size_hint_y=1)
        self._waiting = Text("", "body" if look.large() else "label", bold=False, fit=True)
        self.set_actions(
            PushButton(words.PRIORITY_NORMAL, flow.start, tap="tickets.normal"),
            PushButton(words.PRIORITY_LEAVE, flow.leave, tap="tickets.leave", icon="x", icon_bold=True),
        )
        for button in self.actions.children:
            button.size_hint_x = 1 if isinstance(button, PushButton) else button.size_hint_x

    def enter(self) -> None:
        self._turning.start()
        self._sway()
        self._priority.card_page_up()

    def leave(self) -> None:
        self._turning.stop()
        self._place_of_card.stop()
        self._priority.card_page_down()

    def on_back(self) -> bool:
        self._flow.start()
        return True

    def count_down(self, seconds: float) -> None:
        """Told by the shell: what is left until the wipe."""
        if self._view and self._view.state in ("waiting", "unread", "lying", "young"):
            self._waiting.text = words.card_awaited(ceil(seconds))

    def show(self, view: PriorityView) -> None:
        if view == self._view:
            return
        self._view = view
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self.speak.add_widget(titles(words.PRIORITY_TITLE, words.lanes(view.normal_per_priority)))
        self.speak.add_widget(Steps(words.PRIORITY_STEPS, 0))
        self.speak.add_widget(_who(view))
        reader, clerk = self._reader(view), self._clerk(view)
        self._sway()
        if look.landscape():
            self.body.add_widget(Row(reader, clerk, gap=CARD_GAP, size_hint_y=1))
            return
        self.body.add_widget(reader)
        self.body.add_widget(clerk)

    # -- the reader -----------------------------------------------------------------------------------------------

    def _reader(self, view: PriorityView) -> Card:
        kind = "warn" if view.state in ("unread", "lying", "offline", "unheard") else "plain"
        title, note = words.PRIORITY_SAYS[view.state]
        if view.state in LOOKING and not self._pictured(view):
            note = f"{words.PRIORITY_WHERE}\n{note}"  # what the picture shows
        token = "title" if look.landscape() else "head"
        head = Text(title, token, "warn" if kind == "warn" else "ink", halign="center", serif=token == "head")
        return Card(
            *self._above(view), head, Text(note, "body", "ink_2", halign="center"), *self._middle(view),
            edge="warn_edge" if kind == "warn" else "primary", border=Stroke.MAIN, padding=(Air.XL, Air.L), gap=Air.S,
            fill="warn_tint" if kind == "warn" else "surface", lift=kind == "plain",
        )  # fmt: skip

    def _above(self, view: PriorityView) -> list[Widget]:
        """Room that keeps the words in the middle where there is no picture."""
        return [] if self._pictured(view) else [Gap()]

    def _middle(self, view: PriorityView) -> list[Widget]:
        for part in (self._turning, self._waiting, self._place_of_card):
            if part.parent:
                part.parent.remove_widget(part)
        if view.state in ("offline", "unheard"):
            return [Gap()]
        looking = view.state in (*LOOKING, "young")
        self._waiting.text = (self._waiting.text or " ") if looking else ""
        line = Row(Gap(), self._turning, *([self._waiting] if looking else []), Gap(), gap=Air.M, size_hint_y=None)
        line.height = look.px(High.LINE_L)
        self._place_of_card.point(away=view.state == "lying")
        return [self._place_of_card if self._pictured(view) else Gap(), line]

    def _pictured(self, view: PriorityView) -> bool:
        return view.state in ("waiting", "unread", "lying") and not look.contrast() and not look.large()

    def _sway(self) -> None:
        """The arrow moves while there is a card to put down."""
        if self._place_of_card.parent:
            self._place_of_card.start()
        else:
            self._place_of_card.stop()

    # -- the clerk ------------------------------------------------------------------------------------------------

    def _clerk(self, view: PriorityView) -> Card:
        asked = {"calling": words.PRIORITY_CALLING, "called": words.PRIORITY_ON_THE_WAY}
        call = PushButton(
            asked.get(view.state, words.PRIORITY_CALL), self._priority.call_clerk,
            tap="tickets.call_clerk", height=High.ROW_S if not look.landscape() else None, off=view.state == "called",
        )  # fmt: skip
        call.busy = view.state == "calling"
        text = Column(
            Text(words.PRIORITY_OTHER, "title"),
            Text(words.PRIORITY_OTHER_NOTE, "body", "ink_2"), gap=Air.HAIR, fit=True,
        )  # fmt: skip
        if look.landscape():
            return Card(Gap(), text, Gap(), call, padding=(Air.XL, Air.L), gap=Air.M)
        call.size_hint_x, call.width = None, call.natural_width
        text.pos_hint = {"center_y": 0.5}
        sign = [] if look.large() else [Icon("user-circle", IconSize.XXL, "pine")]
        high = look.px(High.BLOCK)
        return Card(*sign, text, call, across=True, padding=(Air.XL, 0), gap=Air.XL, size_hint_y=None, height=high)


def _who(view: PriorityView) -> Flat:
    """The groups in boxes; in large type the age and a line of names."""
    boxes = [("user", words.elders(view.age))]
    boxes += [(GROUP_ICONS.get(name, GROUP_ICON), words.group(name)) for name in view.groups[:GROUPS_SHOWN]]
    gold: dict[str, Any] = {"fill": "gold_tint", "edge": "gold_line", "border": Stroke.HAIR}
    if look.landscape():
        return Flat(*(_box(*box) for box in boxes), across=True, padding=Air.M, gap=Air.S, **gold)
    rows = [boxes[i : i + IN_A_ROW] for i in range(0, len(boxes), IN_A_ROW)]
    high = look.px(High.BAND)  # at most: on a large panel they would look like the largest buttons there
    lines = [
        Row(*(_box(*box) for box in row), *[Gap()] * (IN_A_ROW - len(row)), gap=Air.S, size_hint_max_y=high)
        for row in rows
    ]
    title = [] if look.large() else [Text(words.PRIORITY_WHO, "label", "gold_ink")]
    return Flat(*title, *lines, padding=Air.L if not look.large() else Air.M, gap=Air.S, **gold)


def _box(icon: str, text: str) -> Card:
    sign = [] if look.large() else [Icon(icon, IconSize.L, "gold")]
    small = look.large() and look.landscape()
    word = Text(text, "note" if small else "body", halign="center" if look.large() else "left")
    word.pos_hint = {"center_y": 0.5}
    return Flat(
        *sign, word, across=True, fill="gold_tint", edge="gold_line", border=1, radius=CELL_RADIUS, padding=(Air.M, 0),
        gap=Air.S,
    )  # fmt: skip
