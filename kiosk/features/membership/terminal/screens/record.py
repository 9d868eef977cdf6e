"""The own record: who, how long, the way there, and the letters. Everything is masked; nothing of it is printed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from kivy.uix.widget import Widget

from kiosk.features.membership.rules.record import RecordView
from kiosk.features.membership.terminal import sizes, words
from kiosk.features.membership.terminal.flow import COURSE, RECORD, MembershipFlow
from kiosk.features.membership.terminal.screens.identity import (
    Identity,
    PartyAge,
    fact_lines,
    further_facts,
    kind_words,
    who,
)
from kiosk.features.membership.terminal.screens.letter_card import LetterCard, LetterRow, Thumb
from kiosk.features.membership.terminal.screens.milestones import course_card, course_rows, one_line_events
from kiosk.features.membership.terminal.screens.private_page import PrivatePage
from kiosk.features.membership.terminal.screens.record_room import (
    course_fits,
    facts_go_on,
    left_wide,
    room_is_short,
    told_much,
)
from kiosk.features.membership.terminal.views import RecordPageView
from kiosk.ui import look
from kiosk.ui.tokens import CARD_GAP, Air, High, IconSize
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.notice_strip import NoticeStrip
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import RowTile

COURSE_SHARE, LETTERS_SHARE = 560, 400  # of the page's width


class RecordPage(PrivatePage):
    """Upright: who above, the way there beside the letters. Wide: three columns."""

    name = RECORD

    def __init__(self, flow: MembershipFlow) -> None:
        super().__init__(flow)
        self._view: RecordPageView | None = None
        self._thumb = Thumb()

    def show(self, view: RecordPageView) -> None:
        if self._view and replace(view, thumb=None) == replace(self._view, thumb=None):
            self._thumb.show(view.thumb)  # only the small picture has come
            return
        self._view = view
        self.whole.clear_widgets()
        self.set_actions(*self._buttons(view))
        if look.landscape():
            self._show_landscape(view)
        else:
            self._show_portrait(view)
        self._thumb.show(view.thumb)

    def leave(self) -> None:
        """The small picture goes with the page."""
        self._thumb.drop()
        self._view = None

    def _buttons(self, view: RecordPageView) -> tuple[PushButton, PushButton]:
        return (
            PushButton(
                words.WRONG_DATES, partial(self.flow.wrong_dates, view), tap="membership.wrong_dates",
            ),
            PushButton(
                words.FINISH, self.flow.finish, tap="membership.finish", kind="primary", icon="check", icon_bold=True
            ),
        )  # fmt: skip

    # -- upright --------------------------------------------------------------------------------------------------

    def _show_portrait(self, view: RecordPageView) -> None:
        record = view.record
        self.whole.add_widget(Identity(record, short=facts_go_on(record)))
        for strip in _strips(record):
            self.whole.add_widget(strip)
        if not record.letters or (not look.large() and not one_line_events(record)):
            self._show_side_by_side(view)
        else:
            self._show_stacked(view)

    def _show_side_by_side(self, view: RecordPageView) -> None:
        record, letters = view.record, self._letter_card(view)
        if not course_fits(record, beside=letters is not None):
            self._show_way_on(view)
            return
        course = course_card(record, narrow=letters is not None)
        if letters is None:
            self.whole.add_widget(course)
            return
        course.size_hint_x, letters.size_hint_x = COURSE_SHARE, LETTERS_SHARE
        self.whole.add_widget(Row(course, letters, gap=CARD_GAP))

    def _show_stacked(self, view: RecordPageView) -> None:
        if course_fits(view.record, beside=False):
            self.whole.add_widget(course_card(view.record))
        else:
            self._show_way_on(view)
        row = LetterRow(view.record.letters, partial(self.flow.letters.open, view), self._thumb)
        self.whole.add_widget(Row(row, *self._hear(tall=True), gap=CARD_GAP, size_hint_y=None, height=row.height))

    def _show_way_on(self, view: RecordPageView) -> None:
        for part in self._way_on(view):
            self.whole.add_widget(part)

    def _way_on(self, view: RecordPageView) -> list[Widget]:
        """The way there has a page of its own; here it is one sentence, where there is room for it."""
        said = words.course(view.record, a_line_each=True)
        calm = Card(Gap(), Text(said, "title", serif=True, halign="center"), Gap(), padding=(Air.L, Air.L))
        room = said and (look.landscape() or not _strips(view.record))
        return [calm if room else Gap(), self._course_tile(view)]

    def _course_tile(self, view: RecordPageView) -> Widget:
        return RowTile(
            words.COURSE, words.SEE_COURSE_NOTE, icon="flag", tap="membership.course",
            on_tap=partial(self.flow.see_course, view),
        )  # fmt: skip

    def _hear(self, *, tall: bool = False) -> list[Widget]:
        """戴耳机听, where there is a voice; `tall`: beside a row, as high as it."""
        if self.flow.hear is None or (look.landscape() and look.large()):  # there the dock's 语音 has to do
            return []
        button = PushButton(words.HEAR, self.flow.hear, tap="membership.hear", icon="headphones")
        if tall:
            button.size_hint, button.width = (None, 1), button.natural_width
        return [button]

    # -- wide -----------------------------------------------------------------------------------------------------

    def _show_landscape(self, view: RecordPageView) -> None:
        record = view.record
        room = 0.0 if told_much(record) else left_wide() - look.px(2 * Air.M)
        age = PartyAge(record, beside=False, line=room_is_short(record), room=room)
        left = Card(who(record, short=facts_go_on(record)), age, gap=0, size_hint_x=0.72)
        strips = _strips(record) if record.letters else _kind_strips(record)
        way = [course_card(record)] if course_fits(record, beside=False) else self._way_on(view)
        self.whole.add_widget(Row(left, Column(*strips, *way, gap=CARD_GAP), gap=CARD_GAP))
        self.actions.remove_widget(self.actions.children[-1])  # the room above the buttons
        above = self._letter_card(view) or _thought(record)
        self.actions.add_widget(above, index=len(self.actions.children))

    def _letter_card(self, view: RecordPageView) -> LetterCard | None:
        if not view.record.letters:
            return None
        return LetterCard(view.record.letters, partial(self.flow.letters.open, view), self._thumb, self._hear())


class CoursePage(PrivatePage):
    """入党经过 alone, where the record has no room for it."""

    name = COURSE

    def __init__(self, flow: MembershipFlow) -> None:
        super().__init__(flow)
        self._view: RecordPageView | None = None

    def on_back(self) -> bool:
        if self._view is None:
            return False
        self.flow.see_record(self._view)
        return True

    def show(self, view: RecordPageView) -> None:
        self._view = view
        self.whole.clear_widgets()
        told = further_facts(view.record) if facts_go_on(view.record) else []
        further = Card(Column(*fact_lines(told), gap=Air.HAIR, fit=True), padding=(Air.XXL, Air.L), size_hint_y=None)
        further.bind(minimum_height=further.setter("height"))
        if told and not look.landscape():
            self.whole.add_widget(further)
        self.whole.add_widget(course_rows(view.record))
        back = PushButton(
            words.BACK_HERE, partial(self.flow.see_record, view), tap="membership.back_to_record", kind="primary"
        )
        self.set_actions(back)
        if told and look.landscape():  # the room above the button
            self.actions.add_widget(further, index=len(self.actions.children))


def _strips(record: RecordView) -> list[Widget]:
    return [*_day_strips(record), *_kind_strips(record)]


def _day_strips(record: RecordView) -> list[Widget]:
    """N 年前的今天."""
    told = words.anniversary(record.milestones)
    if told is None:
        return []
    token = "body" if look.landscape() and look.large() else "label"  # there it has one narrow line
    row = [Icon("flag", IconSize.M, "gold"), Text(words.that_day(*told), token, "gold_ink", bold=True, serif=True)]
    return [
        Card(
            *row, fill="gold_tint", lift=False, across=True, padding=(Air.XXL, 0), gap=Air.L, size_hint_y=None,
            height=look.px(sizes.DAY_STRIP),
        )
    ]  # fmt: skip


def _kind_strips(record: RecordView) -> list[Widget]:
    return [NoticeStrip(text, icon, "pine", height=High.STRIP) for text, icon in kind_words(record)]


def _thought(record: RecordView) -> Card:
    """Landscape's third column without letters: what the dates say, in one calm sentence."""
    told = words.anniversary(record.milestones)
    if told:
        when, what = words.that_day_lines(*told)
        lines = [
            Icon("flag", IconSize.XL, "gold", pos_hint={"center_x": 0.5}),
            Text(when, "name", "gold_ink", halign="center"),
            Text(what, "label", "gold_ink", serif=True, halign="center"),
        ]
        return Card(Gap(), *lines, Gap(), fill="gold_tint", lift=False, padding=(Air.L, Air.L), gap=Air.M)
    said = Text(words.course(record, a_line_each=True), "title", serif=True, halign="center")
    side = look.px(sizes.COURSE_PICTURE)
    picture = Picture("m_letter", size_hint=(None, None), size=(side, side), pos_hint={"center_x": 0.5})
    shown: list[Widget] = [] if look.contrast() or look.large() else [picture]
    return Card(Gap(), *shown, said, Gap(), padding=(Air.L, Air.L), gap=Air.L)
