"""放身份证, for the own record."""

from __future__ import annotations

from typing import Any

from kiosk.features.membership.terminal import words
from kiosk.features.membership.terminal.flow import CARD, MembershipFlow
from kiosk.features.membership.terminal.screens.purpose import told
from kiosk.ui import language
from kiosk.ui.pages import card_page
from kiosk.ui.pages.card_page import CardWords
from kiosk.ui.pages.card_state import CardState
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.purposes import purposes_agreed


class CardPage(card_page.CardPage):
    name = CARD

    def __init__(self, flow: MembershipFlow) -> None:
        self._flow = flow
        super().__init__(flow.card)

    def on_back(self) -> bool:
        return self._flow.back_to_notice()

    def words(self, view: Any) -> CardWords:
        said: dict[CardState, tuple[str, str]] = {
            "waiting": (words.PUT_CARD, words.PUT_CARD_NOTE),
            "reading": (words.CARD_READING, words.CARD_READING_NOTE),
            "unread": (words.CARD_UNREAD, words.CARD_UNREAD_NOTE),
            "lying": (words.CARD_LYING, words.CARD_LYING_NOTE),
            "offline": (words.CARD_OFFLINE, words.desk(language.named(view.desk_place))),
        }
        return CardWords(words.TITLE, words.STEPS, said, words.CARD_ASKING)

    def purposes(self, view: Any) -> Card:
        return purposes_agreed(told(), words.agreed(view.agreed_at))

    def waiting(self, seconds: int) -> str:
        return words.waiting(seconds)

    def buttons(self) -> list[PushButton]:
        return [
            PushButton(words.NO_CARD, self._flow.without_card, tap="membership.no_card", icon="keyboard"),
            PushButton(words.NOT_NOW, self._flow.leave, tap="membership.not_now", icon="x", icon_bold=True),
        ]
