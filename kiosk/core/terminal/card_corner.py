"""A flow's card page, from the visitor's consent to the hall's answer; plain Python on Kivy's thread.

    corner = CardCorner(stage, question, CARD, view=card_view, answered=answered, late=close, remind=lambda: words.TAKE)
    corner.ask()          # the page is shown; its `enter` and `leave` call `card_page_up` and `card_page_down`
    corner.leave()        # the visitor went another way, or the visit is over

A card that was read well is not seen again by the reader (docs/protocols.md): nobody can know when it is taken away. So
whoever had a card read is told to take it along, and nothing is made to depend on its lying there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

from kiosk.core.terminal.card_news import CardNews, Lying, ReaderChanged, Unread
from kiosk.core.terminal.card_question import CardQuestion, CardSeen
from kiosk.ui.pages.card_state import CardState
from kiosk.ui.stage import Stage

A = TypeVar("A")

BUSY_AFTER_SECONDS = 0.3


class CardCorner(Generic[A]):
    """``view`` makes the page's view of a state; ``answered`` hears what the hall said, ``late`` what it said after the
    visitor had gone on; ``remind`` are the words of 请收好身份证.
    """

    def __init__(
        self,
        stage: Stage,
        question: CardQuestion[A],
        page: str,
        *,
        view: Callable[[CardState], object],
        answered: Callable[[A], None],
        late: Callable[[A], None],
        remind: Callable[[], str],
    ) -> None:
        self._stage, self._question, self._page = stage, question, page
        self._view, self._answered, self._late, self._remind = view, answered, late, remind
        self._state: CardState | None = None  # None: nobody is asked for a card
        self._page_up = False
        self._card_lies = False  # as far as anybody can know
        question.listen(self._heard)

    def ask(self) -> None:
        """The visitor agreed: show the page that asks for a card."""
        self._state = "waiting" if self._question.reader_online else "offline"
        self._show()

    def leave(self) -> None:
        """No card is asked for any more; an answer under way is dropped."""
        self._question.cancel()
        self._state = None
        self.remind()

    def remind(self) -> None:
        """Once for each card: it may still lie there."""
        if self._card_lies:
            self._card_lies = False
            self._stage.remind(self._remind())

    def card_page_up(self) -> None:
        """The card page came to the front (again, after the idle warning): only now may the reader look for a card."""
        self._page_up = True
        if self._state and not self._question.asking:
            self._question.begin()
            if self._state != "offline":
                self._say("waiting")

    def card_page_down(self) -> None:
        """The card page was covered or left, by whatever way: no card is looked for."""
        self._page_up = False
        self._question.pause()

    def _heard(self, outcome: CardSeen | CardNews | A) -> None:
        self._stage.post(partial(self._told, outcome))

    def _told(self, outcome: CardSeen | CardNews | A) -> None:
        wanted = self._state is not None and self._page_up
        match outcome:
            case CardSeen():
                if wanted:
                    self._lies(True)
                    self._stage.after(BUSY_AFTER_SECONDS, partial(self._say, "reading"))
            case Unread():
                if wanted:
                    self._lies(True)
                    self._say("unread")
            case Lying(still):
                if wanted:
                    self._lies(still)
                    self._say("lying" if still else "waiting")
            case ReaderChanged(online):
                if wanted:
                    self._say("waiting" if online else "offline")
            case _ if wanted:
                self._state = None
                self._stage.touched()
                self._answered(outcome)
                self.remind()
            case _:
                self._late(outcome)

    def _lies(self, still: bool) -> None:
        self._card_lies = still
        self._stage.touched()

    def _say(self, state: CardState) -> None:
        if self._state:
            self._state = state
            self._show()

    def _show(self) -> None:
        assert self._state
        self._stage.show(self._page, self._view(self._state))
