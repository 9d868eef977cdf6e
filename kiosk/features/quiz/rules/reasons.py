"""What a visitor may say of a question: the whole list, in the order of the page."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    ANSWER = "answer"  # the answer is not right
    WORDING = "wording"  # it cannot be understood
    OUTDATED = "outdated"
    OPTIONS = "options"  # something is wrong with an option
