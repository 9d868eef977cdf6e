"""Invented people on invented cards: area code 000000, which no real number has, and a valid check digit."""

from dataclasses import dataclass, field, replace
from enum import StrEnum


class CardLayout(StrEnum):
    """The four text layouts, by the names that DEVICES and the driver's JSON use."""

    RESIDENT = "resident"
    HMT_PERMIT = "hmt_permit"
    FOREIGNER_2017 = "foreigner_2017"
    FOREIGNER_2023 = "foreigner_2023"


def demo_number(serial: int, birth: str = "19900101") -> str:
    """An 18-character number: 000000, the birth date YYYYMMDD, a serial of three digits, and its check character.

    The check is computed by the recursion of ISO 7064 MOD 11-2, not by the table of weights that the driver uses.
    """
    digits = f"000000{birth}{serial:03d}"
    product = 0
    for digit in digits:
        product = (product + int(digit)) * 2 % 11
    check = (12 - product) % 11
    return digits + ("X" if check == 10 else str(check))


@dataclass(frozen=True, slots=True)
class DemoCard:
    """What is written on one card. Dates are YYYYMMDD; `valid_until` may be 长期."""

    layout: CardLayout = CardLayout.RESIDENT
    name: str = "演示甲"
    latin_name: str = ""
    sex: str = "1"
    nation: str = "01"
    birth: str = "19900101"
    address: str = "演示省演示市演示路 1 号"
    id_number: str = field(default_factory=lambda: demo_number(1))
    authority: str = "演示市公安局"
    valid_from: str = "20200101"
    valid_until: str = "20400101"
    pass_number: str = ""
    issue_count: str = ""
    country: str = ""
    version: str = ""
    old_number_link: str = ""
    newest_address: str = ""

    def but(self, **changes: str) -> "DemoCard":
        """The same card with other fields."""
        return replace(self, **changes)  # type: ignore[arg-type]
