"""Who is told what happens in a visit, as far as it is counted; nothing of what a visitor sees or writes."""

from __future__ import annotations

from typing import Protocol


class VisitWatch(Protocol):
    """Told on Kivy's thread; times are those of Kivy's clock."""

    def began(self, now: float) -> None:
        """A visitor touched the attract screen."""

    def by_staff(self) -> None:
        """It is no visitor: staff came in at the corner."""

    def came(self, page: str) -> None:
        """A page is in front; the same one again after a change of size or language."""

    def called_help(self) -> None:
        """请人帮忙 was tapped."""

    def used(self, mode: str) -> None:
        """Large type, contrast, voice or another language was switched on."""

    def ended(self, now: float, *, left: bool) -> None:
        """The visit is over; `left`: nobody touched anything any more, since `now`. Told once more it means nothing."""


class _Unwatched:
    """Nobody counts."""

    def began(self, now: float) -> None: ...

    def by_staff(self) -> None: ...

    def came(self, page: str) -> None: ...

    def called_help(self) -> None: ...

    def used(self, mode: str) -> None: ...

    def ended(self, now: float, *, left: bool) -> None: ...


UNWATCHED: VisitWatch = _Unwatched()
