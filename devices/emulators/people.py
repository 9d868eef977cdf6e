"""Invented people on invented cards: area code 000000, which no real number has, and a valid check digit."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final, Self


class CardLayout(StrEnum):
    """The four text layouts in use; the same names as the driver's JSON."""

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
    """What is written on one card. Dates are YYYYMMDD; `valid_until` may be 长期. Fields that the layout lacks are
    ignored."""

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

    def but(self, **changes: Any) -> Self:
        """The same card with other fields."""
        return replace(self, **changes)

    def text(self) -> bytes:
        """The 256 bytes of text, as the SAM sends them."""
        parts = _WRITERS[self.layout](self)
        text = b"".join(_padded(value, size) for value, size in parts)
        if len(text) != 256:
            raise ValueError(f"layout {self.layout} makes {len(text)} bytes")
        return text


def _padded(value: str, size: int) -> bytes:
    data = value.encode("utf-16-le")
    if len(data) > size:
        raise ValueError(f"{len(data)} bytes do not fit a field of {size}")
    return data + b" \0" * ((size - len(data)) // 2)


def _resident(card: DemoCard) -> list[tuple[str, int]]:
    return [
        *((card.name, 30), (card.sex, 2), (card.nation, 4), (card.birth, 16), (card.address, 70), (card.id_number, 36)),
        *((card.authority, 30), (card.valid_from, 16), (card.valid_until, 16), ("", 36)),
    ]


def _hmt_permit(card: DemoCard) -> list[tuple[str, int]]:
    return [
        *((card.name, 30), (card.sex, 2), ("", 4), (card.birth, 16), (card.address, 70), (card.id_number, 36)),
        *((card.authority, 30), (card.valid_from, 16), (card.valid_until, 16)),
        *((card.pass_number, 18), (card.issue_count, 4), ("", 6), ("J", 2), ("", 6)),
    ]


def _foreigner_2017(card: DemoCard) -> list[tuple[str, int]]:
    return [
        *((card.latin_name, 120), (card.sex, 2), (card.id_number, 30), (card.country, 6), (card.name, 30)),
        *((card.valid_from, 16), (card.valid_until, 16), (card.birth, 16)),
        *((card.version, 4), (card.authority, 8), ("I", 2), ("", 6)),
    ]


def _foreigner_2023(card: DemoCard) -> list[tuple[str, int]]:
    return [
        *((card.name, 30), (card.sex, 2), (card.issue_count, 4), (card.birth, 16), (card.latin_name[:35], 70)),
        *((card.id_number, 36), ("", 30), (card.valid_from, 16), (card.valid_until, 16)),
        *((card.latin_name[35:], 22), (card.country, 6), ("Y", 2), (card.old_number_link, 6)),
    ]


_WRITERS: Final = {
    CardLayout.RESIDENT: _resident,
    CardLayout.HMT_PERMIT: _hmt_permit,
    CardLayout.FOREIGNER_2017: _foreigner_2017,
    CardLayout.FOREIGNER_2023: _foreigner_2023,
}


def demo_card(layout: CardLayout = CardLayout.RESIDENT, serial: int = 1, **changes: Any) -> DemoCard:
    """An invented card of that layout; `serial` (0–999) makes its number, `changes` replace fields."""
    number = demo_number(serial, changes.get("birth", "19900101"))
    card = DemoCard(layout=layout, name=f"演示{serial}", id_number=number)
    match layout:
        case CardLayout.HMT_PERMIT:
            card = card.but(nation="", pass_number=f"H{serial:08}", issue_count="01")
        case CardLayout.FOREIGNER_2017:
            card = card.but(
                latin_name="DEMO, PERSON ANNA", id_number=f"UTO{number[6:18]}", country="UTO", version="01",
                authority="0000", name=f"演示{serial}", nation="", address="",
            )  # fmt: skip
        case CardLayout.FOREIGNER_2023:
            card = card.but(
                latin_name="DEMO, PERSON ANNA MARIA CHRISTINE OF UTOPIA", country="UTO", issue_count="01",
                nation="", address="", authority="", old_number_link="01",
            )  # fmt: skip
    return card.but(**changes)
