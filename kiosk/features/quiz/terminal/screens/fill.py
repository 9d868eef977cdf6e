"""Filling a blank: the stem above with its blanks as fields, the keys below, 改成选择题 beside them.

A stem too long to stand above the keys is read first, on a screen of its own, and is one tap away.
"""

from __future__ import annotations

from functools import partial

from kivy.uix.widget import Widget

from content.banks.blanks import parts_of
from kiosk.features.quiz.terminal import words
from kiosk.features.quiz.terminal.asking import FILL, Asking
from kiosk.features.quiz.terminal.screens import stem
from kiosk.features.quiz.terminal.screens.blank_stem import Blank, BlankStem, stands
from kiosk.features.quiz.terminal.screens.measuring import body_room, card_high, text_width
from kiosk.features.quiz.terminal.screens.redrawn import Redrawn
from kiosk.features.quiz.terminal.sizes import CHIPS_HIGH, NOTE_HIGH
from kiosk.features.quiz.terminal.views import Press, QuestionView
from kiosk.ui import look
from kiosk.ui.page import Way
from kiosk.ui.pages.typing_page import ROUND, ROUND_GAP, KeysPage, RoundKey
from kiosk.ui.tokens import ACTION_COLUMN, CARD_GAP, Air, Stroke
from kiosk.ui.touch import HAND
from kiosk.ui.typing.composer import Composer
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.typing.key_panel import KeyPanel
from kiosk.ui.widgets.typing.nine_key_panel import NineKeyPanel
from kiosk.ui.widgets.typing.pinyin_panel import PinyinPanel

AROUND = 24  # characters of a long stem before and after its blank, above the keys


class Fill(KeysPage):
    """Shows a ``QuestionView`` with its `Writing`; the composers change under the keys. The page is kept, since a
    keyboard takes long to build; nothing that was written stays in it (`leave`).
    """

    name = FILL
    reading = True
    heard_alone = False

    def __init__(self, asking: Asking) -> None:
        super().__init__()
        self._asking = asking
        self._view: QuestionView | None = None
        self._drawn: object = None
        self._reads = False  # the stem, on a screen of its own
        self._panel: KeyPanel = (NineKeyPanel if look.large() else PinyinPanel)(Composer(None), self._typed)
        self._stem: BlankStem | None = None
        self._head: Widget | None = None
        self._kept = Redrawn()
        self._long: tuple[object, bool] = (None, False)
        self._primary: PushButton  # of what is drawn

    def on_back(self) -> bool:
        return self._asking.back()

    def on_leave(self, way: Way) -> bool:
        return self._asking.leave(way)

    def leave(self) -> None:
        """Draw over what was written: the page may live on for a moment."""
        if self._stem:
            self._stem.wipe()
        self._panel.use(Composer(None))
        self._panel.wipe()
        self._drawn = self._view = None

    def show(self, view: QuestionView) -> None:
        before, self._view = self._view, view
        if before is None or before.asked.key != view.asked.key:
            self._reads = self._is_long(view)
            if before:
                HAND.screen_changed()  # another question on the same page: a double tap must not skip it
        blank = view.writing.blank if view.writing else 0
        drawn = (
            view.asked, blank, view.frame.presses, view.foot_presses, view.primary.key, self._reads,
            self._reads and (view.picture is None, view.awaits_picture),
        )  # fmt: skip
        if drawn != self._drawn:
            self._drawn = drawn
            self._draw(view)
        elif before and before.frame != view.frame:
            self._head = stem.reframed(self.speak, self._head, view)
        self._refresh(view)

    def read(self, reads: bool) -> None:
        """再看题目, and back to the keys."""
        self._reads = reads
        if self._view:
            self.show(self._view)

    def _typed(self) -> None:
        view = self._asking.typed()
        if view:
            if self._view and view.primary.key != self._view.primary.key:
                self._swap_primary(view)
            self._view = view
            self._refresh(view)

    # -- drawing ------------------------------------------------------------------------------------------------------

    def _refresh(self, view: QuestionView) -> None:
        if self._stem:
            self._stem.show(self._blanks(view))
        if self.has_keys:
            self._panel.show()
        if not self._reads:
            self._primary.off, self._primary.busy = bool(view.missing), view.waiting
            self._primary.text = view.missing or view.primary.word

    def _blanks(self, view: QuestionView) -> tuple[Blank, ...]:
        every = stem.blanks_of(view)
        if self._stem and self._stem.blanks < len(every):  # a part of the stem, around the blank in front
            return (every[view.writing.blank if view.writing else 0],)
        return every

    def _draw(self, view: QuestionView) -> None:
        for place in (self.speak, self.body, self.actions):
            place.clear_widgets()
        self._kept.begin()
        self._stem = None
        self.above_keys: Widget | None = None
        self.has_keys = not self._reads
        self._head = stem.head(view.frame, view.asked, asking=True)
        for part in (self._head, *stem.segments(view.frame, self._kept), Gap(Air.XS)):
            self.speak.add_widget(part)
        if self._reads:
            self._draw_long(view)
        else:
            self.speak.add_widget(self._card(view))
            self._draw_keys(view)
        self._place()

    def _draw_long(self, view: QuestionView) -> None:
        high = card_high() + max(0.0, body_room() - look.px(NOTE_HIGH if not look.landscape() else 2 * NOTE_HIGH))
        self.speak.add_widget(stem.long_card(view, view.asked.stem, high, last=True))
        begin = PushButton(
            words.BEGIN_TO_FILL, partial(self.read, False), tap="quiz.screen.next", kind="primary", icon="keyboard",
            icon_bold=True,
        )  # fmt: skip
        self.set_actions(*map(self._button, view.frame.presses), begin)

    def _card(self, view: QuestionView) -> Card:
        text = _around(view) if self._is_long(view) else view.asked.stem
        count = view.asked.blanks if text == view.asked.stem else 1
        self._stem = BlankStem(parts_of(text, count), text_width(), self._stem_room())
        top = [] if look.large() and not look.landscape() else [stem.chips(view, self._kept, hint=True)]
        return Card(
            *top, Gap(), self._stem, Gap(), padding=(Air.XXL, Air.M), gap=Air.XS, edge="primary", border=Stroke.MAIN
        )  # fmt: skip

    def _stem_room(self) -> float:
        large = look.large() and not look.landscape()
        used = Air.M * 2 + (0 if large else CHIPS_HIGH + Air.XS) + Air.XS * 2
        return card_high() - look.px(used)

    def _is_long(self, view: QuestionView) -> bool:
        if self._long[0] is not view.asked:
            parts = parts_of(view.asked.stem, view.asked.blanks)
            self._long = view.asked, not stands(parts, text_width(), self._stem_room())
        return self._long[1]

    def _draw_keys(self, view: QuestionView) -> None:
        assert view.writing
        self._panel.use(view.writing.composers[view.writing.blank])
        self._asking.spell_by(nine=self._panel.nine, shelf=self._panel.shelf())
        high = ROUND[look.large()]
        keys = [self._round(one, high) for one in view.foot_presses]
        if self._is_long(view):
            keys.append(RoundKey(words.STEM_AGAIN, partial(self.read, True), tap="quiz.screen.previous", high=high))
        self.body.spacing = 0
        if keys and not look.landscape():
            margin = look.theme().spaces.margin
            self.above_keys = Row(*keys, Gap(), gap=Air.M, padding=(margin, 0), size_hint_y=None, height=look.px(high))
            self.body.add_widget(self.above_keys)
            self.body.add_widget(Gap(ROUND_GAP[look.large()]))
        self.body.add_widget(self._panel)
        self._draw_actions(view, keys)

    def _draw_actions(self, view: QuestionView, keys: list[RoundKey]) -> None:
        others = list(map(self._button, view.frame.presses))
        self._make_primary(view.primary)
        if not look.landscape():
            self.set_actions(*others, self._primary)
            return
        self.actions.clear_widgets()
        for at in range(0, len(keys), 2):
            pair = keys[at : at + 2]
            for key in pair:
                key.size_hint_x = 1 if len(pair) > 1 else None
            self.actions.add_widget(Row(*pair, gap=Air.M, size_hint_y=None, height=pair[0].height))
        self.actions.add_widget(Gap())
        for other in others:
            other.size_hint_x, other.width = None, other.natural_width
        self.actions.add_widget(Row(*others, self._primary, gap=Air.M, size_hint_y=None, height=self._primary.height))

    def _round(self, one: Press, high: int) -> RoundKey:
        tapped = partial(self._asking.press, one.key)
        make = partial(RoundKey, one.word, tapped, tap=f"quiz.{one.key}", high=high, icon=one.icon)
        key = self._kept.take(("round", one), make)
        key.size_hint_x, key.width = None, min(key.natural_width, look.px(ACTION_COLUMN - CARD_GAP))
        if one.on:
            key.edge, key.fill = "primary", "primary_tint"
        return key

    def _button(self, press: Press) -> PushButton:
        tapped = partial(self._asking.press, press.key)
        make = partial(
            PushButton, press.word, tapped, tap=f"quiz.{press.key}", icon=press.icon, icon_bold=True, off=press.off
        )
        return self._kept.take(("press", press), make)

    def _make_primary(self, press: Press) -> None:
        tapped = partial(self._asking.press, press.key)
        make = partial(PushButton, press.word, tapped, tap=f"quiz.{press.key}", kind="primary")
        self._primary = self._kept.take(("primary", press.key), make)

    def _swap_primary(self, view: QuestionView) -> None:
        """It leads to the next blank, or hands in."""
        old = self._primary
        self._make_primary(view.primary)
        if old.parent:
            place = old.parent.children.index(old)
            parent, hint, wide = old.parent, old.size_hint_x, old.width
            parent.remove_widget(old)
            self._primary.size_hint_x, self._primary.width = hint, wide
            self._primary.pos_hint = dict(old.pos_hint)
            parent.add_widget(self._primary, index=place)
        self._drawn = (view.asked, view.writing.blank if view.writing else 0, view.frame.presses, view.foot_presses,
                       view.primary.key, self._reads, False)  # fmt: skip


def _around(view: QuestionView) -> str:
    """The part of a long stem around the blank in front; the rest is one tap away."""
    blank = view.writing.blank if view.writing else 0
    parts = parts_of(view.asked.stem, view.asked.blanks)
    before, after = parts[blank], parts[blank + 1]
    cut_before = before if len(before) <= AROUND else f"…{before[-AROUND:]}"
    return f"{cut_before}____{after if len(after) <= AROUND else after[:AROUND] + '…'}"
