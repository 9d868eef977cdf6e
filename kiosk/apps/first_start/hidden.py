"""Questions whose answer is never shown: the staff's PIN and the keeper's password, each twice, in digits.

A password of digits alone is what a keeper of a village can enter without a keyboard, and the rules of
`kiosk.core.access.accounts` ask for length, not kinds of letters (NIST SP 800-63B); it can be changed on the pages.
"""

from __future__ import annotations

from functools import partial

from kiosk.apps.first_start import rules, words
from kiosk.apps.first_start.views import Button, DigitsView
from kiosk.apps.first_start.walk import DIGITS, Question, Walk
from kiosk.apps.terminal.maintenance import PIN_DIGITS

PASSWORD_DIGITS = range(10, 21)  # accounts.PASSWORD_LETTERS begins at 10; more than 20 dots do not stand in the field


class _Twice(Question):
    """Digits, checked by the rules, then the same again."""

    field = ""
    digits = range(0)

    def __init__(self, walk: Walk) -> None:
        super().__init__(walk)
        self._first, self._entered, self._trouble, self._busy = "", "", "", False

    def start(self, trouble: str = "") -> None:
        self._first, self._entered, self._trouble, self._busy = "", "", trouble, False
        self._show()

    def said(self) -> str:
        return words.SET

    def press(self, key: str) -> None:
        if self._busy:
            return
        self._trouble = ""
        if key == "clear":
            self._entered = ""
        elif key == "back":
            self._entered = self._entered[:-1]
        elif len(self._entered) < self.digits.stop - 1:
            self._entered += key
        self._show()

    def act(self, key: str) -> None:
        """下一步; with nothing entered, what was set before stands."""
        entered, self._entered = self._entered, ""
        if not entered:
            if self._is_set() and not self._first:
                self.walk.next()
        elif self._first:
            self._compare(entered)
        else:
            self._check(entered)

    def back(self) -> None:
        if self._first:
            self.start()
        else:
            self._entered = ""
            self.walk.back()

    def wrong(self, digits: str) -> str:
        """Why the rules refuse these digits, or ""; on a worker."""
        raise NotImplementedError

    def titles(self, again: bool) -> tuple[str, str]:
        raise NotImplementedError

    def _check(self, entered: str) -> None:
        self._busy = True
        self._show()
        self.walk.stage.work(partial(self.wrong, entered), partial(self._checked, entered))

    def _checked(self, entered: str, trouble: str) -> None:
        self._busy = False
        if self.walk.front is not self:
            return
        self._trouble = trouble
        self._first = "" if trouble else entered
        self._show()

    def _compare(self, entered: str) -> None:
        if entered == self._first:
            self._first = ""
            self.walk.put(**{self.field: entered})
            self.walk.next()
        else:
            self.start(words.NOT_SAME)

    def _is_set(self) -> bool:
        return bool(getattr(self.walk.answers, self.field))

    def _show(self) -> None:
        kept = self._is_set() and not (self._first or self._entered)
        title, note = self.titles(bool(self._first))
        prompt = self._trouble or (words.SET if kept else words.ENTER_DIGITS)
        enough = kept or len(self._entered) >= self.digits.start
        button = Button("next", words.NEXT, "primary", off=not enough, busy=self._busy)
        view = DigitsView(title, note, prompt, len(self._entered), bool(self._trouble), (button,))
        self.walk.stage.show(DIGITS, view)


class StaffPin(_Twice):
    """Behind the hidden corner of the terminal."""

    key, field, digits = "pin", "maintenance_pin", PIN_DIGITS

    def wrong(self, digits: str) -> str:
        return rules.pin(digits)

    def titles(self, again: bool) -> tuple[str, str]:
        return (words.PIN_AGAIN, words.AGAIN_NOTE) if again else (words.PIN, words.PIN_NOTE)


class KeeperPassword(_Twice):
    """Of the first keeper."""

    key, field, digits = "password", "keeper_password", PASSWORD_DIGITS

    def wrong(self, digits: str) -> str:
        return rules.keeper_password(digits, self.walk.answers.keeper_name)

    def titles(self, again: bool) -> tuple[str, str]:
        return (words.PASSWORD_AGAIN, words.AGAIN_NOTE) if again else (words.PASSWORD, words.PASSWORD_NOTE)
