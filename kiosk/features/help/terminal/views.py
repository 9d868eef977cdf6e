"""What the page of 请人帮忙 shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HelpView:
    """`sent`: the hall service has the call; otherwise the visitor is told to walk over. `coming`: somebody is on the
    way."""

    sent: bool
    desk_place: str
    coming: bool = False
