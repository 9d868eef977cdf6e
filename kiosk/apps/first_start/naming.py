"""Questions that are written: the hall's name, the keeper's, and where the hall is that this machine joins."""

from __future__ import annotations

from kiosk.apps.first_start import rules, words
from kiosk.apps.first_start.views import Button, LatinView, Notice
from kiosk.apps.first_start.walk import HALL, KEEPER, LATIN, Question, Walk
from kiosk.ui.typing.session import Ask, TypingSession

KEEPER_LETTERS = 20  # kiosk.core.access.accounts.NAME_LETTERS, which brings SQLAlchemy (tests hold them together)
URL_LETTERS, CODE_LETTERS = 60, 80


class _Named(Question):
    """A name by the pinyin keyboard, or a ready one where there is none."""

    page = ""
    field = ""

    def __init__(self, walk: Walk, typing: TypingSession) -> None:
        super().__init__(walk)
        self._typing, self._draft = typing, ""

    def start(self, trouble: str = "") -> None:
        text = self._draft or self.said()
        self._typing.write(self.page, self.ask(trouble), self._written, back=self.walk.back, text=text)

    def ask(self, trouble: str) -> Ask:
        raise NotImplementedError

    def said(self) -> str:
        return str(getattr(self.walk.answers, self.field))

    def keep(self, written: str) -> None:
        self._draft = written

    def _written(self, name: str) -> None:
        self._draft = ""
        self._typing.wipe()
        self.walk.put(**{self.field: name})
        self.walk.next()


class HallName(_Named):
    """It heads the screen; up to 30 characters."""

    key, page, field = "name", HALL, "hall_name"

    def ask(self, trouble: str) -> Ask:
        return Ask(
            words.HALL, trouble or words.HALL_NOTE, words.HALL_PHRASES, limit=rules.HALL_LETTERS, done_word=words.NEXT,
            missing_note=words.NAME_MISSING,
        )  # fmt: skip


class KeeperName(_Named):
    """Written at the log-in of the keeper's pages."""

    key, page, field = "keeper", KEEPER, "keeper_name"

    def ask(self, trouble: str) -> Ask:
        return Ask(
            words.KEEPER, trouble or words.KEEPER_NOTE, words.KEEPER_PHRASES, limit=KEEPER_LETTERS,
            done_word=words.NEXT, missing_note=words.NAME_MISSING,
        )  # fmt: skip


class Joining(Question):
    """Address, then code; or later. What was written stays when one goes back."""

    key = "join"

    def __init__(self, walk: Walk) -> None:
        super().__init__(walk)
        self._url, self._code, self._at_code, self._trouble = "", "", False, ""

    def start(self, trouble: str = "") -> None:
        self._at_code = bool(trouble) and not rules.hall_url(self.walk.answers.hall_url)
        self._trouble = trouble
        self._show()

    def said(self) -> str:
        return self.walk.answers.hall_url or words.LATER

    def press(self, key: str) -> None:
        text, limit = (self._code, CODE_LETTERS) if self._at_code else (self._url, URL_LETTERS)
        text = "" if key == "clear" else text[:-1] if key == "back" else (text + key)[:limit]
        if self._at_code:
            self._code = text.upper()
        else:
            self._url = text
        self._trouble = ""
        self._show()

    def act(self, key: str) -> None:
        if key == "clear":
            self.press(key)
        elif key == "later":
            self._url = self._code = ""
            self.walk.put(hall_url="", code="")
            self.walk.next()
        elif self._at_code:
            self._check_code()
        else:
            self._check_url()

    def back(self) -> None:
        if self._at_code:
            self._at_code, self._trouble = False, ""
            self._show()
        else:
            self.walk.back()

    def _check_url(self) -> None:
        url = rules.full_url(self._url)
        self._trouble = rules.hall_url(url)
        if not self._trouble:
            self._url, self._at_code = url, True
        self._show()

    def _check_code(self) -> None:
        self._trouble = rules.code(self._code, self._url)
        if self._trouble:
            self._show()
            return
        self.walk.put(hall_url=self._url, code=self._code)
        self.walk.next()

    def _show(self) -> None:
        title, note = (words.HALL_CODE, words.HALL_CODE_NOTE) if self._at_code else (words.URL, words.URL_NOTE)
        text = self._code if self._at_code else self._url
        buttons = (
            Button("clear", words.CLEAR, "quiet", off=not text),
            Button("later", words.LATER),
            Button("next", words.NEXT, "primary", off=not text),
        )
        notice = Notice(self._trouble, "warn") if self._trouble else None
        limit = CODE_LETTERS if self._at_code else URL_LETTERS
        self.walk.stage.show(LATIN, LatinView(title, note, text, limit, buttons, notice))
