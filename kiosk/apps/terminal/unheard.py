"""What the shell tells of a screen to whoever makes it heard (`kiosk.ui.voice.narrator`); and nobody who hears it."""

from __future__ import annotations

from typing import Any, Protocol

Page = Any  # kiosk.ui.page.Page, which Kivy leaves untyped


class Voice(Protocol):
    """Told on Kivy's thread. `state`: how the switch in the dock stands, "" where there is none; `note`: one sentence
    about the voice for the visitor."""

    note: str

    @property
    def state(self) -> str: ...

    def switch(self, page: Page) -> None: ...

    def hear(self, page: Page) -> None: ...

    def came(self, page: Page) -> None: ...

    def redrawn(self, page: Page) -> None: ...

    def warned(self, seconds: float) -> None: ...

    def remind(self, text: str) -> None: ...

    def reset(self) -> None: ...


class _Unheard:
    """A terminal without a loudspeaker."""

    note, state = "", ""

    def switch(self, page: Page) -> None: ...

    def hear(self, page: Page) -> None: ...

    def came(self, page: Page) -> None: ...

    def redrawn(self, page: Page) -> None: ...

    def warned(self, seconds: float) -> None: ...

    def remind(self, text: str) -> None: ...

    def reset(self) -> None: ...


UNHEARD: Voice = _Unheard()
