"""The first moment: a name, a day, what happened then, and how long ago. Nothing else yet, and no hurry."""

from __future__ import annotations

from functools import partial

from kivy.uix.widget import Widget

from kiosk.features.membership.terminal import sizes, words
from kiosk.features.membership.terminal.flow import ARRIVAL
from kiosk.features.membership.terminal.screens.private_page import PrivatePage
from kiosk.features.membership.terminal.views import RecordPageView
from kiosk.ui import look
from kiosk.ui.motion import Rising
from kiosk.ui.tokens import HERO_RADIUS, Air
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Gap
from kiosk.ui.widgets.notice_strip import NoticeStrip
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text


class ArrivalPage(PrivatePage):
    """It waits: people may look round first."""

    name = ARRIVAL
    sound = "done"

    def show(self, view: RecordPageView) -> None:
        self.whole.clear_widgets()
        card, said = _first_words(view)
        self._rising = Rising(said)
        self.whole.add_widget(card)
        self.whole.add_widget(NoticeStrip(words.ARRIVAL_NOTE, "users", "pine"))
        self.set_actions(
            PushButton(
                words.NOT_NOW_CLEAR, self.flow.finish, tap="membership.clear", icon="x", icon_bold=True
            ),
            PushButton(
                words.SEE_RECORD, partial(self.flow.see_record, view), tap="membership.see", kind="primary",
                icon="caret-right", icon_bold=True,
            ),
        )  # fmt: skip

    def enter(self) -> None:
        self._rising.start()

    def leave(self) -> None:
        self._rising.stop()


def _first_words(view: RecordPageView) -> tuple[Card, Widget]:
    when, what, ago = words.arrival(view.record, view.today.isoformat())
    side = look.px(sizes.ARRIVAL_PICTURE)
    picture = Picture("m_letter", size_hint=(None, None), size=(side, side), pos_hint={"center_x": 0.5})
    shown: list[Widget] = [] if look.contrast() or look.large() or look.landscape() else [picture, Gap(Air.XL)]
    said = Text(what or words.ARRIVAL_FOUND, "head", serif=True, halign="center", balanced=True)
    above = [Text(when, "title", "ink_2", serif=True, halign="center"), Gap(Air.XS)] if when else []
    below = [Gap(Air.XS), Text(ago, "name", "primary_ink", serif=True, halign="center")] if ago else []
    name = Text(words.greeting(view.record.masked_name), "title", halign="center")
    card = Card(
        Gap(),
        *shown,
        name,
        Gap(Air.XL),
        *above,
        said,
        *below,
        Gap(),
        radius=HERO_RADIUS,
        padding=(Air.XXL, Air.XL),
        gap=Air.XS,
    )
    return card, said
