"""The voice of a visit: reads the page in front while 语音 is on, ticks, chimes, and rings before the end.

The shell tells it what happens on the screen; it decides what is heard. On Kivy's thread only, and never waits: the
announcer's events come back through `post`. Needs no Kivy.

A finger on the glass silences the reading; what its touch changed is said after that. Nothing is remembered longer
than the visit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import ceil
from typing import Any, Literal

from kiosk.ui import language
from kiosk.ui.voice import words
from kiosk.ui.voice.announcer import Announcer
from kiosk.ui.voice.orders import Kind, Trouble, VoiceEvent
from kiosk.ui.voice.spoken import fresh, said
from kiosk.ui.voice.spoken_forms import reading_of

BELL_SECONDS = 5  # a soft bell every 5 s while the visit is about to end

Page = Any  # kiosk.ui.page.Page, which Kivy leaves untyped
SwitchState = Literal["off", "on", "mute", "private"]


class Narrator:
    """`changed` redraws the switch and shows `note`; `touched` keeps a visit alive that is being listened to."""

    def __init__(
        self,
        announcer: Announcer,
        *,
        post: Callable[[Callable[[], None]], None],
        changed: Callable[[], None],
        touched: Callable[[], None],
        private_by: str = "headphones",
        clicks: bool = True,
        chimes: bool = True,
    ) -> None:
        self._announcer, self._changed, self._touched = announcer, changed, touched
        self._private_by, self._clicks, self._chimes = private_by, clicks, chimes
        self.note = ""  # one sentence for the visitor about the voice, to be shown for a while
        self._bell = -1
        self._forget()
        announcer.on_event = lambda event: post(partial(self._told, event))

    def _forget(self) -> None:
        self._wanted = self._withheld = self._private = False
        self._page, self._lines = "", list[str]()
        self._saying = 0
        self._aloud: Callable[[int | None], None] | None = None  # who listens to a text that was asked for

    # -- what the shell asks --------------------------------------------------------------------------------------

    @property
    def state(self) -> SwitchState:
        """How the switch in the dock stands: `on` only while something can be heard."""
        if not self._wanted:
            return "off"
        if self._announcer.trouble not in (None, Trouble.STARTING):
            return "mute"
        return "private" if self._withheld else "on"

    # -- what the shell tells -------------------------------------------------------------------------------------

    def switch(self, page: Page) -> None:
        """The visitor tapped 语音 while `page` was in front."""
        if self._wanted:
            self.reset()
            self._changed()
        else:
            self.hear(page)

    def hear(self, page: Page) -> None:
        """The visitor asked to hear `page`: 语音 is on from now, and the page is read from its beginning."""
        self._wanted = True
        self.note = words.MUTE_NOTE if self.state == "mute" else ""
        self._read(page)
        self._changed()

    def came(self, page: Page) -> None:
        """`page` came to the front. The same page in another mode is not read again."""
        self._bell = -1
        self._end_aloud()
        if page.sound and self._chimes and page.name != self._page:
            self._announcer.sound(page.sound)
        if not self._wanted:
            self._page = page.name
        elif page.name == self._page:
            self.redrawn(page)
        else:
            self._read(page)

    def redrawn(self, page: Page) -> None:
        """`page` is in front and tells something else now: say what is new, after what is being said."""
        if not self._wanted:
            return
        self._private, lines = bool(page.heard_alone), reading_of(page)
        news, self._lines = fresh(self._lines, lines), lines
        if news and not self._aloud:  # a text that is being read turns its own pages
            self._say(news, more=True)

    def warned(self, seconds: float) -> None:
        """The visit ends in `seconds`: a bell now and every 5 s, also while 语音 is off."""
        bell = ceil(seconds / BELL_SECONDS)
        if bell != self._bell:
            self._bell = bell
            self._announcer.sound("bell")

    def pressed(self) -> None:
        """A finger came down on something: silence, and a tick."""
        if self._wanted or self._aloud:
            self._announcer.stop()
        self._end_aloud()
        if self._clicks:
            self._announcer.sound("tap")

    def remind(self, text: str) -> None:
        """What a visitor must not forget: a chime and the words, also while 语音 is off; after what is being said."""
        if self._chimes:
            self._announcer.sound("notice")
            self._announcer.say([said(text)], language=language.current(), private=False, more=True)

    def reset(self) -> None:
        """The visit is over, or 语音 was switched off: nothing is read, nothing remembered."""
        if self._wanted or self._aloud:
            self._announcer.stop()
        self._end_aloud()
        page = self._page
        self._forget()
        self._page, self.note = page, ""

    def read_aloud(self, parts: Sequence[str], told: Callable[[int | None], None]) -> None:
        """Read `parts` one after the other, also while 语音 is off; `told` which one begins, and None at the end.

        A finger, another page or the end of the visit ends it.
        """
        self._end_aloud()
        if self._announcer.trouble not in (None, Trouble.STARTING):
            self.note = words.MUTE_NOTE
            self._changed()
            told(None)
            return
        self._aloud, self._private = told, False
        self._say([said(part) for part in parts], more=False)

    def _end_aloud(self) -> None:
        told, self._aloud = self._aloud, None
        if told:
            told(None)

    # -- speaking -------------------------------------------------------------------------------------------------

    def _read(self, page: Page) -> None:
        self._page, self._private, self._lines = page.name, bool(page.heard_alone), reading_of(page)
        was, self._withheld = self._withheld, False
        self._say(self._lines, more=False)
        if was:
            self._changed()

    def _say(self, lines: list[str], *, more: bool) -> None:
        self._saying = self._announcer.say(lines, language=language.current(), private=self._private, more=more)

    def _told(self, event: VoiceEvent) -> None:
        """What the announcer heard of its process."""
        if self._aloud and event.id == self._saying:
            if event.kind is Kind.STARTED:
                self._aloud(event.part)
            elif event.kind in (Kind.FINISHED, Kind.STOPPED):
                self._end_aloud()
        if event.kind is Kind.STARTED and event.id == self._saying and not self._private:
            self._touched()
        elif event.kind is Kind.WITHHELD and event.id == self._saying and not self._withheld:
            self._withheld, self.note = True, words.PRIVATE_NOTE[self._private_by]
            self._changed()
        elif event.kind in (Kind.TROUBLE, Kind.GONE) and self._aloud:
            self.note = words.MUTE_NOTE
            self._end_aloud()
            self._changed()
        elif event.kind in (Kind.TROUBLE, Kind.WELL, Kind.READY) and self._wanted:
            self._on_state(event)

    def _on_state(self, event: VoiceEvent) -> None:
        self.note = words.MUTE_NOTE if self.state == "mute" else ""
        if event.kind is Kind.READY and self.state != "mute":
            self._say(self._lines, more=False)  # the process is back: the visitor heard half a page
        self._changed()
