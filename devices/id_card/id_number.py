"""Citizen identity numbers (GB 11643-1999): 17 digits and a check character.

The area code is not checked against a table: valid permits of Hong Kong, Macau and Taiwan residents begin with 81, 82
and 83, and permits of foreigners with 9, which tables such as python-stdnum's `cn.ric` reject.
"""

from datetime import date
from typing import Final

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_DIGITS: Final = frozenset("0123456789")
LENGTH: Final = 18


class IdNumberWrong(ValueError):
    """The number cannot be a citizen identity number. `field` is 'length', 'digits', 'birth' or 'check'."""

    def __init__(self, field: str) -> None:
        super().__init__(f"identity number refused: {field}")
        self.field = field


def normalise(number: str) -> str:
    """The number as it is stored and compared: no blanks around it, `X` in upper case."""
    return number.strip().upper()


def check_digit(first_17: str) -> str:
    """The check character (`0`–`9` or `X`) for the first 17 digits; raises IdNumberWrong for anything else."""
    if len(first_17) != LENGTH - 1:
        raise IdNumberWrong("length")
    if not _DIGITS.issuperset(first_17):  # str.isdigit would accept full-width and Arabic-Indic digits
        raise IdNumberWrong("digits")
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True)) % 11]


def birth_date(number: str) -> date:
    """The date of birth in an 18-character number; raises IdNumberWrong when the calendar has no such day."""
    digits = number[6:14]
    if len(digits) != 8 or not _DIGITS.issuperset(digits):
        raise IdNumberWrong("birth")
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError as error:
        raise IdNumberWrong("birth") from error


def parse(number: str, *, today: date | None = None) -> str:
    """The normalised number, or IdNumberWrong naming the field. With `today`, a birth date after it is refused."""
    number = normalise(number)
    if len(number) != LENGTH:
        raise IdNumberWrong("length")
    expected = check_digit(number[:17])
    born = birth_date(number)
    if today is not None and born > today:
        raise IdNumberWrong("birth")
    if number[17] != expected:
        raise IdNumberWrong("check")
    return number


def is_valid(number: str, *, today: date | None = None) -> bool:
    """Whether `parse` accepts the number."""
    try:
        parse(number, today=today)
    except IdNumberWrong:
        return False
    return True
