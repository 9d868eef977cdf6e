"""出了问题怎么办 knows every sentence that the product says when something goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.apps.board import words as board
from kiosk.apps.doctor import words as doctor
from kiosk.apps.refused import words as refused
from kiosk.apps.terminal.care.words import zh as care
from kiosk.core.web import words as web
from kiosk.features.exhibition.terminal.words import zh as exhibition
from kiosk.features.membership.console import words as records
from kiosk.features.membership.terminal.words import zh as membership
from kiosk.features.quiz.terminal.words import zh as quiz
from kiosk.features.tickets.console import words as clerk
from kiosk.features.tickets.rules import words as queue
from kiosk.features.tickets.terminal.words import zh as tickets
from kiosk.ui.typing.words import zh as typing
from kiosk.ui.words import zh as frame

TOLD = (Path(__file__).parents[1] / "docs/trouble.md").read_text(encoding="utf-8")
SAID = {
    "tickets on the terminal": [title for title, *_ in tickets.TROUBLE.values()],
    "why there is no number": list(tickets.CLOSED.values()),
    "priority numbers": [tickets.PRIORITY_SAYS[one][0] for one in ("unread", "lying", "offline", "young", "unheard")],
    "a slip nobody knows of": [tickets.UNSURE_TITLE],
    "the record": [
        *(title for title, _ in membership.AWAY.values()), membership.REFUSED_TITLE, membership.LOCKED_TITLE,
        membership.CARD_OFFLINE, membership.CARD_LYING, membership.CARD_UNREAD, membership.LETTER_LOST,
        membership.WRONG_DATES_TITLE,
    ],
    "other rooms": [quiz.EMPTY, exhibition.FIND_NOTHING, exhibition.BROKEN, typing.MISSING_TITLE, frame.OFFLINE],
    "settings": [refused.TITLE],
    "maintenance": [
        *care.REASONS.values(), *care.STICK_NOT.values(), care.NOT_PRINTED, care.NOT_SETTABLE, care.NEVER_DARK,
    ],
    "the pages of clerks and keepers": [
        web.AWAY, web.LATE, web.LOST, web.NO_SCRIPT, web.login_refused(0), web.NOT_HERE["NotAllowed"],
        clerk.UNSAID, clerk.DISK_FULL, records.SHUT, records.UNSOUND,
    ],
    "devices": list(clerk.DEVICE_STATES.values()),
    "what the hall refuses": list(queue.REFUSED.values()),
    "the board": [board.AWAY, board.SILENT, board.NOT_ENROLLED],
    "the doctor": list(doctor.TITLES.values()),
}  # fmt: skip


@pytest.mark.parametrize("place", SAID)
def test_every_sentence_has_its_row(place: str) -> None:
    assert SAID[place] and not [sentence for sentence in SAID[place] if sentence not in TOLD]
