"""The four text layouts: 256 bytes of UTF-16LE, padded with U+0020, the layout's flag at byte 248."""

import re
import unicodedata
from datetime import date
from typing import Final

from devices.id_card.card import SEX_NAMES, CardKind, IdCard

TEXT_BYTES: Final = 256
_FLAG_AT: Final = 248
_FLAGS: Final = {
    " ": CardKind.RESIDENT,
    "\0": CardKind.RESIDENT,  # a reserved field that was never written
    "J": CardKind.HMT_PERMIT,
    "I": CardKind.FOREIGNER_2017,
    "Y": CardKind.FOREIGNER_2023,
}
_PADDING: Final = " \0"
# No card holds these; on a screen or a slip they would turn, hide or break what stands beside them. Characters that
# this Python's Unicode does not know yet stay allowed: names are written with the newest extensions.
_UNWRITTEN: Final = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
_NUMBER: Final = re.compile("[0-9]{17}[0-9Xx]")
_NUMBER_2017: Final = re.compile("[0-9A-Z]{15}")

# Field and length in bytes, in the order on the card; names beginning with "_" are reserved or flags.
_RESIDENT_HEAD: Final = {"name": 30, "sex_code": 2, "nation_code": 4, "birth": 16, "address": 70, "id_number": 36}
_PERMIT_HEAD: Final = {"name": 30, "sex_code": 2, "_reserved": 4, "birth": 16, "address": 70, "id_number": 36}
_OFFICE_AND_DATES: Final = {"authority": 30, "valid_from": 16, "valid_until": 16}
_FIELDS: Final[dict[CardKind, dict[str, int]]] = {
    CardKind.RESIDENT: {**_RESIDENT_HEAD, **_OFFICE_AND_DATES},
    CardKind.HMT_PERMIT: {**_PERMIT_HEAD, **_OFFICE_AND_DATES, "pass_number": 18, "issue_count": 4},
    CardKind.FOREIGNER_2017: {
        "latin_name": 120,
        "sex_code": 2,
        "id_number": 30,
        "country": 6,
        "name": 30,
        "valid_from": 16,
        "valid_until": 16,
        "birth": 16,
        "version": 4,
        "authority": 8,
    },
    CardKind.FOREIGNER_2023: {
        "name": 30,
        "sex_code": 2,
        "issue_count": 4,
        "birth": 16,
        "_latin_first": 70,
        "id_number": 36,
        "_reserved": 30,
        "valid_from": 16,
        "valid_until": 16,
        "_latin_rest": 22,
        "country": 6,
        "_flag": 2,
        "old_number_link": 6,
    },
}


class CardTextBroken(ValueError):
    """The text follows no layout. `field` names the first field that is wrong, never its content."""

    def __init__(self, field: str) -> None:
        super().__init__(f"card text refused: {field}")
        self.field = field


def decode(text: bytes) -> IdCard:
    """The card whose 256 bytes of text these are; raises CardTextBroken."""
    if len(text) != TEXT_BYTES:
        raise CardTextBroken("length")
    kind = _FLAGS.get(_characters(text[_FLAG_AT : _FLAG_AT + 2], "flag"))
    if kind is None:
        raise CardTextBroken("flag")
    fields = _split(text, kind)
    if not (_NUMBER_2017 if kind is CardKind.FOREIGNER_2017 else _NUMBER).fullmatch(fields["id_number"]):
        raise CardTextBroken("id_number")
    if fields["sex_code"] not in SEX_NAMES:
        raise CardTextBroken("sex_code")
    until = fields.pop("valid_until")
    return IdCard(
        kind=kind,
        birth=_day(fields.pop("birth"), "birth"),
        valid_from=_day(fields.pop("valid_from"), "valid_from"),
        valid_until=None if until == "长期" else _day(until, "valid_until"),
        **fields,
    )


def _split(text: bytes, kind: CardKind) -> dict[str, str]:
    raw: dict[str, str] = {}
    start = 0
    for name, size in _FIELDS[kind].items():
        raw[name] = _characters(text[start : start + size], name)
        start += size
    if kind is CardKind.FOREIGNER_2023:  # a space at the end of the first part belongs to the name
        raw["latin_name"] = raw["_latin_first"] + raw["_latin_rest"]
    # Only the right side is stripped: names and addresses contain spaces.
    return {name: _clean(value, name) for name, value in raw.items() if not name.startswith("_")}


def decode_newest_address(data: bytes) -> str:
    """The text of the separate read; raises CardTextBroken."""
    return _clean(_characters(data, "newest_address"), "newest_address")


def _clean(value: str, field: str) -> str:
    value = value.rstrip(_PADDING)
    if any(unicodedata.category(one) in _UNWRITTEN or _is_noncharacter(ord(one)) for one in value):
        raise CardTextBroken(field)
    return value


def _is_noncharacter(code: int) -> bool:
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def _characters(part: bytes, field: str) -> str:
    try:
        return part.decode("utf-16-le")
    except UnicodeDecodeError:
        raise CardTextBroken(field) from None  # the original error would carry the bytes


def _day(digits: str, field: str) -> date:
    if len(digits) != 8 or not (digits.isascii() and digits.isdigit()):
        raise CardTextBroken(field)
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise CardTextBroken(field) from None
