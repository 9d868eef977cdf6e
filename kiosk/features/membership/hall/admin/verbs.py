"""The verbs on single people: `kiosk records erase|export`."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import Any

from devices.id_card import id_number as id_numbers
from kiosk.core.sealing import words
from kiosk.core.sealing.rotation import Progress
from kiosk.core.sealing.verbs import Said, VerbSet
from kiosk.features.membership.hall import person_words
from kiosk.features.membership.hall.person import Nobody, PersonDesk
from kiosk.features.membership.rules.record import RecordUnreadable

_SAID: Said = {
    Nobody: person_words.NOBODY,
    RecordUnreadable: words.RECORD_UNSOUND,
    id_numbers.IdNumberWrong: person_words.ID_NUMBER_WRONG,
}


def person_verbs(people: Callable[[], PersonDesk]) -> VerbSet:
    """`people`: the verbs on single people; raises RecordsShut."""

    def erase(given: dict[str, Any], progress: Progress) -> dict[str, Any]:
        return dict(people().erase(_number(given), by=None))

    def export(given: dict[str, Any], progress: Progress) -> dict[str, Any]:
        return {"archive": b64encode(people().export(_number(given), by=None)).decode()}

    return VerbSet({"erase": erase, "export": export}, _SAID)


def _number(given: dict[str, Any]) -> str:
    """Raises IdNumberWrong: a slip of the finger must not be written down as somebody's erasure."""
    number = id_numbers.normalise(str(given["id_number"]))
    id_numbers.parse(number)
    return number
