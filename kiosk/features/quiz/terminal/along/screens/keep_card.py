"""放身份证, to keep a result or to see those kept."""

from __future__ import annotations

from typing import Any

from kiosk.features.quiz.terminal.along import words
from kiosk.features.quiz.terminal.along.keeping import CARD, Keeping
from kiosk.features.quiz.terminal.along.screens.purpose import told
from kiosk.ui import language
from kiosk.ui.pages.card_page import CardPage, CardWords
from kiosk.ui.pages.card_state import CardState
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.purposes import purposes_agreed


class KeepCard(CardPage):
    """``KeepCardView``."""

    name = CARD

    def __init__(self, flow: Keeping) -> None:
        self._flow = flow
        super().__init__(flow)

    def on_back(self) -> bool:
        return self._flow.on_back()

    def words(self, view: Any) -> CardWords:
        said: dict[CardState, tuple[str, str]] = {
            "waiting": (words.PUT_CARD, words.PUT_CARD_NOTE),
            "reading": (words.CARD_READING, words.CARD_READING_NOTE),
            "unread": (words.CARD_UNREAD, words.CARD_UNREAD_NOTE),
            "lying": (words.CARD_LYING, words.CARD_LYING_NOTE),
            "offline": (words.CARD_OFFLINE, words.desk(language.named(view.desk_place))),
        }
        title, steps = (words.KEEP_TITLE, words.KEEP_STEPS) if view.keeps else (words.SEE_KEPT, words.SEE_STEPS)
        return CardWords(title, steps, said, words.CARD_ASKING)

    def purposes(self, view: Any) -> Card:
        return purposes_agreed(told(keeps=view.keeps), words.agreed(view.agreed_at))

    def waiting(self, seconds: int) -> str:
        return words.waiting(seconds)

    def buttons(self) -> list[PushButton]:
        return [PushButton(words.NOT_NOW, self._flow.leave, tap="quiz.keep.not", icon="x", icon_bold=True)]
