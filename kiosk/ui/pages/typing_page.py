"""The page on which a visitor writes: title and field above, ready phrases, keys, 清空 and 下一步 below.

    class WishWrite(TypingPage):
        name = "wish.write"

    def pages(flow): return {"wish.write": partial(WishWrite, flow.typing)}

The flow opens it by `TypingSession.write`. Standard mode has the full keyboard, 大字 the nine-key pad; where pinyin is
not to be had, the page says so and offers the phrases and a person. `KeysPage` is what every page with keys has of it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.page import Page, _put, titles
from kiosk.ui.theme import Theme
from kiosk.ui.tokens import ACTION_COLUMN, CARD_GAP, ROW_GAP, Air, IconSize, Inside
from kiosk.ui.typing import words
from kiosk.ui.typing.session import Ask, TypingSession, TypingView
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.typing.key_panel import KeyPanel
from kiosk.ui.widgets.typing.nine_key_panel import NineKeyPanel
from kiosk.ui.widgets.typing.pinyin_panel import PinyinPanel
from kiosk.ui.widgets.typing.text_field import TextField

PANEL = {False: 820, True: 800}  # dpx, standard and elder, as drawn
KEYS_LEAST = {False: 480, True: 640}  # of them; below it letters leave their keys
ROUND = {False: 88, True: 108}
ROUND_GAP = {False: 24, True: 20}  # between the round keys and the panel
ACROSS = {False: 4, True: 3}  # phrases in a row
BESIDE = {False: 6, True: 4}  # phrases in the action column of a wide panel
MISSING_ACROSS, MISSING_HIGH = 2, 132
MISSING_MOST = {False: 6, True: 4}  # upright, lying


class RoundKey(PushButton):
    """A key above the keyboard that is no letter."""

    def __init__(
        self, text: str, on_tap: Callable[[], None], *, tap: str, high: int, token: str = "body", icon: str = ""
    ) -> None:
        super().__init__(text, on_tap, tap=tap, token=token, height=high, icon=icon)
        self.radius = look.px(high / 2)
        self._label.set_bold(False)


class KeysPage(Page):
    """The panel over the whole width, round keys above it, the words on top; in landscape the panel stands beside the
    action column, and what would be above it in the column.

    Subclasses put the panel into `body`, under ``above_keys`` and a gap where there are such keys. ``has_keys`` False:
    the page is an ordinary one, for where pinyin is not to be had.
    """

    def __init__(self) -> None:
        super().__init__()
        self.above_keys: Widget | None = None
        self.has_keys = False

    def room_above_keys(self) -> bool:
        """Whether round keys and letters of the least size both fit between the action band and the reach line."""
        theme, large = look.theme(), look.large()
        tap = theme.spaces.tap
        least = 5 * tap + 4 * Air.M + 2 * ROW_GAP
        low = theme.px(theme.spaces.dock) + theme.px(theme.spaces.action)
        return keys_line(theme) - low >= look.px(least + ROUND[large] + ROUND_GAP[large])

    def _divide(self, ceiling: float) -> float:
        return min(super()._divide(ceiling), keys_line(look.theme()))

    def _place(self, *_: object) -> None:
        super()._place()
        if not self.has_keys:
            return
        theme, margin = look.theme(), look.px(look.theme().spaces.margin)
        if look.landscape():
            wide = self.width - margin - look.px(ACTION_COLUMN) - look.px(CARD_GAP)
            _put(self.body, self.x, self.y, wide, keys_line(theme) - self.y)
            return
        low, large = self.y + look.px(theme.spaces.action), look.large()
        above_keys = look.px(ROUND[large] + ROUND_GAP[large]) if self.above_keys else 0
        high = min(look.px(PANEL[large]) + above_keys, keys_line(theme) - low)
        _put(self.body, self.x, low, self.width, high)
        above = low + high + look.px(CARD_GAP)
        ceiling = self.y + self.height - look.px(ROW_GAP)
        _put(self.speak, self.x + margin, above, self.width - 2 * margin, ceiling - above)


class Phrase(RoundKey):
    """A ready sentence."""

    def __init__(self, text: str, page: TypingPage, place: int, high: int) -> None:
        token = "label" if look.large() or high == MISSING_HIGH else "body"
        super().__init__(text, partial(page.say, text), tap=f"typing.phrase.{place}", high=high, token=token)


class TypingPage(KeysPage):
    """Subclasses give `name`. All state is the composer's, in the view."""

    private = True

    def __init__(self, session: TypingSession) -> None:
        super().__init__()
        self._session = session
        self._view: TypingView | None = None
        self._panel: KeyPanel | None = None
        self._field: TextField | None = None
        self._aside: Column | None = None
        self._clear = PushButton(words.CLEAR_ALL, self._clear_all, tap="typing.clear", kind="quiet")
        self._done = PushButton(
            words.DONE, session.finish, tap="typing.done", kind="primary", note=words.NOTHING_YET, off=True
        )

    def show(self, view: TypingView) -> None:
        if self._view is None or self._view.composer is not view.composer or self._view.missing != view.missing:
            self._view = view
            self._build(view)
        self._view = view
        self._refresh()

    def on_back(self) -> bool:
        return self._session.go_back()

    def say(self, phrase: str) -> None:
        """A ready phrase was tapped."""
        if self._view:
            self._view.composer.put(phrase)
            self._refresh()

    def leave(self) -> None:
        """Draw over what was written: the page may live on for a moment."""
        if self._field:
            self._field.show("")
        if self._panel:
            self._panel.wipe()

    def _build(self, view: TypingView) -> None:
        ask = view.ask
        self.speak.clear_widgets()
        self.body.clear_widgets()
        note = "" if look.large() else ask.note
        self._field = TextField(ask.limit, hint=ask.note if look.large() else "")
        self.speak.add_widget(titles(ask.title, note))
        self.speak.add_widget(self._field)
        self.body.spacing = 0
        self._done.text = ask.done_word or (words.DONE_SHORT if look.landscape() else words.DONE)
        self.has_keys = not view.missing
        if view.missing:
            self._build_missing(ask)
        else:
            self._build_panel(view)
        self._build_actions(ask, view.missing)
        self._place()

    def _build_panel(self, view: TypingView) -> None:
        phrases = view.ask.phrases
        beside = bool(phrases) and not look.landscape() and self.room_above_keys()
        self.above_keys = self._phrase_row(phrases) if beside else None
        spare = () if beside or look.landscape() else phrases
        panel = NineKeyPanel if look.large() else PinyinPanel
        self._panel = panel(view.composer, self._refresh, phrases=spare)
        self._session.use(nine=panel.nine, shelf=self._panel.shelf())
        if self.above_keys:
            self.body.add_widget(self.above_keys)
            self.body.add_widget(Gap(ROUND_GAP[look.large()]))
        self.body.add_widget(self._panel)

    def _build_missing(self, ask: Ask) -> None:
        self._panel = None
        said = ask.missing_note or (words.MISSING_PHRASES if ask.phrases else words.MISSING_NO_PHRASES)
        inner = Column(Text(words.MISSING_TITLE, "title", "warn"), Text(said, "body", "warn"), gap=Air.XS, fit=True)
        card = Card(
            Icon("keyboard", IconSize.SIGN, "warn"), inner, across=True, fill="warn_tint", edge="warn_edge", lift=False,
            gap=Inside.HIGH, padding=(Inside.ROW, Inside.HIGH), size_hint_y=None,
        )  # fmt: skip
        card.bind(minimum_height=card.setter("height"))
        self.body.spacing = look.px(CARD_GAP)
        self.body.add_widget(card)
        too_high = keys_line(look.theme()) < look.theme().line_px
        phrases = ask.phrases[: MISSING_ACROSS if too_high else MISSING_MOST[look.landscape()]]
        for start in range(0, len(phrases), MISSING_ACROSS):
            keys = [
                Phrase(phrase, self, start + place, MISSING_HIGH)
                for place, phrase in enumerate(phrases[start : start + MISSING_ACROSS])
            ]
            self.body.add_widget(Row(*keys, gap=CARD_GAP, size_hint_y=None, height=look.px(MISSING_HIGH)))
        self.body.add_widget(Gap())

    def _build_actions(self, ask: Ask, missing: bool) -> None:
        for button in (self._clear, self._done):  # in landscape they stand in a row of their own
            if button.parent:
                button.parent.remove_widget(button)
        if missing and ask.instead:
            another = PushButton(ask.instead, self._session.go_instead, tap="typing.instead", icon="list-bullets")
            self.set_actions(another, self._done)
            return
        if not look.landscape():
            self.set_actions(self._clear, self._done)
            return
        self.actions.clear_widgets()
        self._clear.size_hint_x, self._clear.width = None, self._clear.natural_width
        if ask.phrases and not missing:
            for row in self._phrase_rows(ask.phrases):
                self.actions.add_widget(row)
        self.actions.add_widget(Gap())
        buttons = Row(self._clear, self._done, gap=Air.M, size_hint_y=None, height=self._done.height)
        self.actions.add_widget(buttons)

    def _phrase_rows(self, phrases: tuple[str, ...]) -> list[Row]:
        """Two across and three high beside the keys of a wide panel."""
        high = ROUND[look.large()]
        keys = [Phrase(phrase, self, place, high) for place, phrase in enumerate(phrases[: BESIDE[look.large()]])]
        gap = look.theme().spaces.gap
        pairs = [keys[start : start + 2] for start in range(0, len(keys), 2)]
        return [Row(*pair, gap=gap, size_hint_y=None, height=look.px(high)) for pair in pairs]

    def _phrase_row(self, phrases: tuple[str, ...]) -> Row:
        high = ROUND[look.large()]
        row = Row(gap=look.theme().spaces.gap, padding=(look.theme().spaces.margin, 0), size_hint_y=None)
        row.height = look.px(high)
        for place, phrase in enumerate(phrases[: ACROSS[look.large()]]):
            key = Phrase(phrase, self, place, high)
            key.size_hint_x = key.natural_width
            row.add_widget(key)
        return row

    def _refresh(self) -> None:
        view = self._view
        if not view or not self._field:
            return
        composer = view.composer
        self._field.show(composer.text, composer.composing)
        if self._panel:
            self._panel.show()
        empty = not (composer.text.strip() or composer.spelled or composer.chosen)
        self._clear.off = not (composer.text or composer.spelled or composer.chosen)
        self._done.off = empty and not view.ask.may_be_empty
        self._done.note = words.NOTHING_YET if self._done.off else ""
        if look.landscape() and self._done.natural_width > look.px(ACTION_COLUMN - Air.M) - self._clear.width:
            self._done.note = ""  # no room for the reason in it: the empty field and the keys' hint say it

    def _clear_all(self) -> None:
        if self._view:
            self._view.composer.wipe()
            self._refresh()


def keys_line(theme: Theme) -> float:
    """As `Theme.line_px`, and lower on a panel that hangs too high: keys shrink better than choices do."""
    below = theme.spaces.dock + (0 if theme.landscape else theme.spaces.action)
    return min(theme.line_px, max(theme.reach_px, theme.px(below + KEYS_LEAST[theme.mode.large])))
