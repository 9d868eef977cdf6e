"""Typing an ID number and a PIN on the digit pad. Rules only; what was typed is here and nowhere else."""

from __future__ import annotations

from devices.id_card import id_number as id_numbers
from kiosk.features.membership.terminal.views import Field

NUMBER_LENGTH, PIN_LENGTH = id_numbers.LENGTH, 6
TAIL = 4


class PinEntry:
    """`press` takes the pad's keys: "0".."9", "X" (the last place of a number only) and "back"."""

    def __init__(self) -> None:
        self.field: Field = "number"
        self.newest = ""
        self._typed: dict[Field, str] = {"number": "", "pin": ""}

    def __repr__(self) -> str:
        return "PinEntry(hidden)"

    def press(self, key: str) -> None:
        typed = self._typed[self.field]
        if key == "back":
            self._typed[self.field], self.newest = typed[:-1], ""
        elif self.missing and (key != "X" or self.takes_x):
            self._typed[self.field], self.newest = typed + key, key

    @property
    def count(self) -> int:
        return len(self._typed[self.field])

    @property
    def number(self) -> str:
        """As far as it is typed."""
        return self._typed["number"]

    @property
    def missing(self) -> int:
        """Digits still to come in the field in front."""
        return (NUMBER_LENGTH if self.field == "number" else PIN_LENGTH) - self.count

    @property
    def takes_x(self) -> bool:
        """An X stands for the check digit 10: at the end of a number, nowhere else."""
        return self.field == "number" and self.missing == 1

    @property
    def wrong(self) -> bool:
        """All 18 are there and cannot be a number: a slip of the finger, told at once; it says nothing of a record."""
        number = self._typed["number"]
        return len(number) == NUMBER_LENGTH and not id_numbers.is_valid(number)

    @property
    def tail(self) -> str:
        """The last four of a number that is complete."""
        number = self._typed["number"]
        return number[-TAIL:] if len(number) == NUMBER_LENGTH else ""

    def to_pin(self) -> None:
        """下一步, once the number is complete and can be one."""
        if self.field == "number" and not self.missing and not self.wrong:
            self.field, self.newest = "pin", ""

    def to_number(self) -> None:
        """改证号: the PIN is typed again afterwards."""
        self._typed["pin"], self.field, self.newest = "", "number", ""

    def take(self) -> tuple[str, str]:
        """Number and PIN, forgotten here at once."""
        typed = self._typed["number"], self._typed["pin"]
        self.forget()
        return typed

    def forget(self) -> None:
        self._typed, self.field, self.newest = {"number": "", "pin": ""}, "number", ""
