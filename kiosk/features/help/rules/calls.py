"""A call for help: how long boards and clerks see it, and how much of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class HelpCall:
    """A terminal whose visitor asked for somebody; ``screen``: the page that was open. Nothing about the visitor."""

    event_id: int
    terminal_id: int | None
    terminal: str
    screen: str
    at: str


@dataclass(frozen=True, slots=True)
class Shown:
    """How old a call may be that is still shown, and among how many of the newest it is looked for."""

    lasts: timedelta
    looked_back: int


ON_BOARDS = Shown(timedelta(minutes=10), 12)  # a public screen
TO_CLERKS = Shown(timedelta(hours=2), 30)
UNANSWERED = timedelta(minutes=2)  # then it stands on the board and on the keeper's page as well
GONE_SHOWN = timedelta(minutes=1)  # so long the clerks' pages say who went


@dataclass(frozen=True, slots=True)
class HelpGone:
    """Somebody went to a terminal whose visitor had asked; ``by`` is the account, as ``#12``."""

    terminal: str
    by: str
    at: str


def room_on_boards(screen: str) -> str:
    """The room the board names on the wall; which page of it the visitor is on stays between them and the clerk.

    忆初心 is not named: who stands there is a member, and the wall is read by everybody (docs/privacy.md).
    """
    room = screen.partition(".")[0]
    return "" if room == "membership" else room
