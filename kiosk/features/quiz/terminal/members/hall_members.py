"""Whether a card is a member's, as this terminal asks its hall. Asked once a card: never queued, stored or repeated."""

from __future__ import annotations

from typing import Any

from kiosk.core.link.answers import HallAway, HallRefused, content_of
from kiosk.core.link.line import Line
from kiosk.features.quiz.terminal.members.views import Why
from kiosk.features.quiz.wire_members import PATH, Membership, membership_from_json, question

ASK_SECONDS = 5.0
_REASONS = {"OutsideHours": Why.OUTSIDE_HOURS, "TooManyLookUps": Why.TOO_MANY}

MemberAnswer = Membership | Why
"""What came of it: yes or no; or why nothing was asked."""


class HallMembers:
    """Blocks; call it on a worker thread."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def by_card(self, name: str, id_number: str) -> MemberAnswer:
        """For `CardQuestion`."""
        body = question(name, id_number)
        try:
            answer: Membership = self._line.ask("POST", PATH, ASK_SECONDS, body, again=False, content=_told)
        except HallAway:
            return Why.AWAY
        except HallRefused as refused:
            return _REASONS.get(refused.name, Why.AWAY)
        return answer


def _told(answer: Any) -> Membership:
    return membership_from_json(content_of(answer))
