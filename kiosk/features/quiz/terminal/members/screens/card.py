"""放身份证, before a paper for members."""

from __future__ import annotations

from typing import Any

from kiosk.features.quiz.terminal.members import words
from kiosk.features.quiz.terminal.members.gate import CARD, MemberGate
from kiosk.features.quiz.terminal.members.screens.notice import told
from kiosk.ui import language
from kiosk.ui.pages.card_page import CardPage, CardWords
from kiosk.ui.pages.card_state import CardState
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.purposes import purposes_agreed


class MemberCard(CardPage):
    """``MemberCardView``."""

    name = CARD

    def __init__(self, gate: MemberGate) -> None:
        self._gate = gate
        super().__init__(gate)

    def on_back(self) -> bool:
        return self._gate.on_back()

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
        return [PushButton(words.NOT_NOW, self._gate.leave, tap="quiz.member.not", icon="x", icon_bold=True)]
