"""What stands on a page of something that can be taken along: the button, why it is off, and the code beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kiosk.core.terminal import words as slip_said
from kiosk.core.terminal.slips import SlipState, said
from kiosk.features.exhibition.terminal import words
from kiosk.features.exhibition.terminal.sizes import CODE
from kiosk.features.exhibition.terminal.slips import SlipView
from kiosk.ui import look
from kiosk.ui.pixels import Frame
from kiosk.ui.texture_upload import texture_of
from kiosk.ui.tokens import Air, High
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.notice_strip import NoticeStrip
from kiosk.ui.widgets.picture import Picture


class PrintButton(PushButton):
    """`text` until something comes of it; off while there is no paper for it, and when it is done."""

    def __init__(self, text: str, on_tap: Callable[[], None], *, tap: str, **rest: Any) -> None:
        super().__init__(text, on_tap, tap=tap, icon="printer", **{"kind": "primary", **rest})
        self._asks = text

    def show(self, slip: SlipView) -> None:
        state = slip.news.state
        done = state is SlipState.PRINTED
        self.text = (
            slip_said.SLIP_PRINTING if slip.busy else slip_said.SLIP_PRINTED if done
            else slip_said.SLIP_AGAIN if state is SlipState.UNSURE else self._asks
        )  # fmt: skip
        self.busy, self.off = slip.busy, done or (slip.off and not slip.busy)


def slip_line(slip: SlipView, height: int = High.STRIP) -> list[NoticeStrip]:
    """What became of it, or why there is none now; nothing while there is nothing to say."""
    if slip.told.state is SlipState.NONE:
        return []
    done = slip.told.state is SlipState.PRINTED
    icon = "warning" if slip.told.is_trouble else "check-circle" if done else "printer"
    tint = "warn" if slip.told.is_trouble else "ok" if done else "plain"
    return [NoticeStrip(said(slip.told), icon, tint, height=height)]


class CodeCard(Card):
    """The text as a QR code, as large as the fullest one at its largest; `side` is its own, in dpx."""

    side = CODE + 2 * Air.S

    def __init__(self, **rest: Any) -> None:
        self._picture = Picture(spoken=words.CODE_SPOKEN)
        self._shown: Frame | None = None
        super().__init__(
            Gap(), self._picture_row(), Gap(), gap=0, size_hint=(None, None),
            size=(look.px(self.side), look.px(self.side)), **rest,
        )  # fmt: skip

    def _picture_row(self) -> Row:
        self._picture.size_hint = (None, None)
        row = Row(Gap(), self._picture, Gap(), gap=0, size_hint_y=None)
        self._picture.bind(height=row.setter("height"))
        return row

    def show(self, slip: SlipView) -> None:
        if slip.code is self._shown:
            return
        self._shown = slip.code
        self._picture.texture = None
        if slip.code is not None:
            self._picture.size = (slip.code.width, slip.code.height)
            self._picture.texture = texture_of(slip.code)

    def drop(self) -> None:
        """The page went."""
        self._shown = self._picture.texture = None
