"""What an item may be at all: limits that every reader keeps to, and how its parts must fit. Standard library only."""

from __future__ import annotations

import re

from content import words
from content.banks import words as bank_words
from content.banks.model import JUDGE_OPTIONS, Kind

LONGEST = {
    "stem": 300, "option": 120, "explanation": 1000, "tag": 20, "source": 120, "number": 40, "picture": 200,
    "blank": 60,
}  # fmt: skip
"""Letters that find room on a screen, a field."""
MOST_MEGABYTES = 30
MOST_FINDINGS = 5_000
"""More are counted only: who has them mends the first ones and looks again."""
MOST_OPTIONS = 8
MOST_BLANKS = 9
MOST_WAYS = 20
MOST_TAGS = 8
_PICTURE = re.compile(r"(?!.*(?:^|/)\.)[^\\:*?\"<>|\x00-\x1f]+\.(?:jpg|jpeg|png|webp|bmp)", re.IGNORECASE)


class Unclear(Exception):
    """A row that cannot be made into an item; ``field`` names the column, the message is for the keeper."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


def problem_of(
    kind: Kind, options: tuple[str, ...], answer: tuple[int, ...], blanks: tuple[tuple[str, ...], ...]
) -> tuple[str, str] | None:
    """What makes such an item impossible, as field and reason; None where it is sound."""
    if kind is Kind.FILL:
        if options or answer or not blanks:
            return "blanks", bank_words.UNFIT_BLANKS
        return ("blanks", bank_words.too_many_blanks(MOST_BLANKS)) if len(blanks) > MOST_BLANKS else None
    if blanks:
        return "blanks", bank_words.UNFIT_BLANKS
    if len(options) > MOST_OPTIONS:
        return "options", bank_words.too_many_options(MOST_OPTIONS)
    if len(options) < 2 or "" in options or len(set(options)) < len(options):
        return "options", bank_words.UNFIT_OPTIONS
    if kind is Kind.JUDGE and options != JUDGE_OPTIONS:
        return "options", words.JUDGE_OPTIONS_UNCLEAR
    return _problem_of_answer(kind, len(options), answer)


def _problem_of_answer(kind: Kind, options: int, answer: tuple[int, ...]) -> tuple[str, str] | None:
    if not answer or min(answer) < 0 or max(answer) >= options or len(set(answer)) < len(answer):
        return "answer", bank_words.UNFIT_ANSWER
    if kind is Kind.ORDER:
        return None if len(answer) == options else ("answer", bank_words.ORDER_NOT_ALL)
    if list(answer) != sorted(answer) or (len(answer) > 1 and kind is not Kind.MULTIPLE):
        return "answer", bank_words.UNFIT_ANSWER
    return None


def is_picture(name: str) -> bool:
    """Whether it is the name of a picture below a pack's folder."""
    return (
        len(name) <= LONGEST["picture"]
        and _PICTURE.fullmatch(name) is not None
        and not name.startswith(("/", " "))
        and "//" not in name
    )
