"""What a clerk types to find a number of the day: ``A014``, ``a14``, ``14``. Pure."""

import re
import unicodedata
from dataclasses import dataclass

from kiosk.features.tickets.rules import words

LONGEST = 12  # letters typed
_WRITTEN = re.compile(r"([A-Z]?)([0-9]{1,3})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Wanted:
    """``series`` empty: of whatever letter."""

    series: str
    number: int


def wanted(typed: str) -> Wanted | None:
    """What was meant, also in full-width letters and with blanks or a dash between; None: no number at all."""
    plain = unicodedata.normalize("NFKC", typed[:LONGEST]).upper()
    found = _WRITTEN.fullmatch(re.sub(r"[\s\-]", "", plain).removesuffix(words.NUMBER))
    return Wanted(found[1], int(found[2])) if found and int(found[2]) else None
