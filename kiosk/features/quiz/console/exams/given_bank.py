"""The files with which a keeper opens an exam -> its bank, the pictures it names, and what is lacking of them.

    given = given_bank(form)                    # raises NotDone; blocks
    given.bank, given.pictures, given.lacking

The bank is a file, or a .zip that has it and its pictures; pictures may stand beside it in the same form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from content.banks.model import Bank, BankRejected
from kiosk.core.banks.pictured import Picture, apart
from kiosk.core.banks.reading import read_file
from kiosk.core.web.forms import FileForm
from kiosk.core.web.keeper_room import NotDone
from kiosk.features.quiz.console.exams import words
from kiosk.features.quiz.rules.exams.pictures import matched
from kiosk.features.quiz.wire_exams import MOST_PICTURE_BYTES

BANK, PICTURES = "file", "pictures"
"""The fields of the form."""
MOST_BYTES = 60_000_000
"""Of all files together: they are held in memory."""
MOST_PICTURES = 200
MOST_FILES = 300
"""Of the form: who brings more pictures than that is told so."""


class BankFaulty(NotDone):
    """Items of the file could not be read: an exam without them is not what its keeper meant."""

    def __init__(self, bank: Bank) -> None:
        super().__init__(words.BANK_PROBLEMS)
        self.findings = [str(one) for one in bank.refused()]


class PicturesLacking(NotDone):
    """Items name pictures that are not there, or cannot be shown: without them these cannot be asked."""

    def __init__(self, given: GivenBank) -> None:
        super().__init__(words.pictures_lacking(given.unasked, len(given.lacking)))
        self.findings = [words.lacking(name, count, why) for name, (count, why) in given.lacking.items()]


@dataclass(frozen=True, slots=True)
class GivenBank:
    """``pictures``: by the name that items write, as they may be shown. ``lacking``: of each of the other names how
    many items write it, and why it is not there, in words.
    """

    bank: Bank
    pictures: Mapping[str, bytes]
    lacking: Mapping[str, tuple[int, str]]

    @property
    def unasked(self) -> int:
        """Items that cannot be asked."""
        return sum(count for count, _ in self.lacking.values())


def given_bank(form: FileForm) -> GivenBank:
    """Raises NotDone; blocks."""
    banks = [one for one in form.files if one.field == BANK and one.content]
    if not banks:
        raise NotDone(words.NO_BANK)
    pictures = [(one.name, one.content) for one in form.files if one.field == PICTURES]
    try:
        brought = apart([(banks[0].name or "bank", banks[0].content), *pictures], MOST_PICTURES, MOST_PICTURE_BYTES)
        bank = read_file(Path(brought.bank), brought.content)
    except BankRejected as rejected:
        raise NotDone(rejected.reason) from None
    if bank.refused():
        raise BankFaulty(bank)
    return _joined(bank, brought.pictures)


def _joined(bank: Bank, pictures: tuple[Picture, ...]) -> GivenBank:
    named = Counter(item.picture for item in bank.items if item.picture)
    found = matched(named, [one.name for one in pictures])
    shown = {name: pictures[place] for name, place in found.given.items()}
    lacking = {name: (named[name], words.WHY_LACKING[why]) for name, why in found.lacking.items()}
    lacking |= {name: (named[name], one.refused) for name, one in shown.items() if one.refused}
    return GivenBank(bank, {name: one.content for name, one in shown.items() if one.content}, lacking)
