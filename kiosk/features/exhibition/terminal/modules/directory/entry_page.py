"""One service, place or question: what is said of it by parts, the chosen one large; and from a service to a number."""

from __future__ import annotations

from functools import partial

from kivy.uix.widget import Widget

from kiosk.features.exhibition.terminal.modules.directory import words
from kiosk.features.exhibition.terminal.modules.directory.flow import ENTRY, DirectoryFlow
from kiosk.features.exhibition.terminal.modules.directory.views import EntryView
from kiosk.features.exhibition.terminal.screens.choosing import ChoosingPage, Places, choice_tap, paired
from kiosk.features.exhibition.terminal.screens.code_beside import CodeBeside
from kiosk.features.exhibition.terminal.screens.slip_parts import PrintButton
from kiosk.features.exhibition.terminal.screens.things import Things
from kiosk.features.exhibition.terminal.sizes import ENTRY_DROP
from kiosk.ui import look
from kiosk.ui.tokens import HERO_RADIUS, Air, High, IconSize, Inside
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.choice import ChoiceRow
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.notice_strip import NoticeStrip
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.told import Part, Told

LONGEST_CHIP = 14  # letters


class EntryPage(ChoosingPage):
    name = ENTRY
    tap = "service"
    places = Places(640, 104, (640, 150))
    drop = ENTRY_DROP
    always_acts = True

    def __init__(self, flow: DirectoryFlow) -> None:
        super().__init__()
        self._flow = flow
        self._print = PrintButton(words.PRINT, flow.print_it, tap="service.print", kind="second")
        self._code = CodeBeside()
        self._card: _SectionCard | None = None

    def show(self, view: EntryView) -> None:
        queued = view.queue is not None and not look.landscape()
        self.aside = High.STRIP + look.theme().spaces.gap if queued else 0
        self.head(view.title, _where(view))
        sections = tuple(section.head for section in view.sections)
        self.choose_from((*sections,), view.at, partial(self._row, view), self._flow.choose)
        self.tell((view.title, view.section, view.queue is None), partial(self._large, view))
        self._code.show(view.slip)
        self._print.show(view.slip)
        self.strip.clear_widgets()
        if queued:
            self.strip.add_widget(_queue_strip(view))
            self.strip.add_widget(Gap())
        self._act(view)

    def leave(self) -> None:
        self._code.drop()

    def on_back(self) -> bool:
        return self._flow.back()

    def _large(self, view: EntryView) -> Widget:
        if self._code.parent:
            self._code.parent.remove_widget(self._code)
        self._card = _SectionCard(view, self.chosen_room, self._code)
        return self._card

    def _row(self, view: EntryView, number: int) -> ChoiceRow:
        section = view.sections[number]
        tap = choice_tap(self._flow.choose, self.tap, number)
        return ChoiceRow(section.head, lead=Icon(section.icon, IconSize.M, "pine"), **tap)

    def _act(self, view: EntryView) -> None:
        assert self._card
        whole = PushButton(words.READ_WHOLE, self._flow.read_whole, tap="service.whole")
        if self._print.parent:
            self._print.parent.remove_widget(self._print)
        others = [*([whole] if self._card.is_cut else []), self._print]
        if view.queue is None:
            leads = PushButton(words.OTHERS, self._back, tap="service.others", kind="primary", icon="list-bullets")
        else:
            leads = PushButton(
                words.TAKE_NUMBER, self._flow.take_number, tap="service.number", kind="primary", icon="ticket",
                off=not view.queue.is_open,
            )  # fmt: skip
        if self.pages > 1:
            others.insert(0, PushButton(words.MORE, self._turn_round, tap="service.more"))
        if look.landscape():
            strip = [_queue_strip(view)] if view.queue is not None else []
            self.set_actions(*strip, *paired(*others, leads))
        else:
            self.set_actions(*others, leads)

    def _turn_round(self) -> None:
        """更多: the next page of the parts, and from the last one to the first."""
        self._flow.choose(((self.page + 1) % self.pages) * self.a_page)

    def _back(self) -> None:
        self._flow.back()


class _SectionCard(Card):
    """`is_cut`: there is more to read than stands in it."""

    def __init__(self, view: EntryView, room: tuple[float, float], code: CodeBeside) -> None:
        wide, high = room
        section = view.section
        pad = Air.L if look.landscape() else Inside.HIGH
        inner, tall = wide - look.px(2 * Inside.CARD), high - look.px(2 * pad)
        left = inner - code.wide - look.px(Air.L)
        head = Told(
            (Part(section.head, ("name", "title", "label"), serif=True, bold=True, gives=True),), (left, tall / 2)
        )
        head.size_hint_y = None
        head.height = sum(child.height for child in head.children if child.size_hint_y is None)
        facts = [_facts(view.facts, left)] if view.facts and section.head != words.WHERE else []
        rest = tall - head.height - look.px(Air.M) - sum(one.height + look.px(Air.M) for one in facts)
        things = Things(section.things, (left, rest), text=section.text)
        self.is_cut = head.is_cut or things.is_cut
        code.pos_hint = {"top": 1}
        super().__init__(
            Column(head, things, *facts, gap=Air.M),
            code,
            across=True,
            radius=HERO_RADIUS,
            padding=(Inside.CARD, pad),
            gap=Air.L,
        )


def _where(view: EntryView) -> str:
    """In a chip beside the title; what is long stands in its own part alone."""
    both = words.where(view.area, view.place)
    return next((one for one in (both, view.place, view.area) if len(one) <= LONGEST_CHIP), "")


def _facts(text: str, wide: float) -> Row:
    sign = Icon("clock", IconSize.S, "pine_ink")
    said = Text(text, "body", "pine_ink", max_lines=2, width=wide - sign.width - look.px(Air.M))
    return Row(sign, said, gap=Air.M, size_hint_y=None, height=max(sign.height, said.height))


def _queue_strip(view: EntryView) -> NoticeStrip:
    assert view.queue
    return NoticeStrip(
        view.queue_said, "ticket" if view.queue.is_open else "clock", "pine" if view.queue.is_open else "plain",
        height=High.STRIP,
    )  # fmt: skip
