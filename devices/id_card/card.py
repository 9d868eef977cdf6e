"""The fields of one card, as the kiosk sees them. The photo is never among them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from devices.id_card.nations import nation_name


class CardKind(StrEnum):
    """The four text layouts in use; the value is stable and may be stored."""

    RESIDENT = "resident"
    HMT_PERMIT = "hmt_permit"  # residence permit for residents of Hong Kong, Macau and Taiwan, flag J
    FOREIGNER_2017 = "foreigner_2017"  # permanent residence card, flag I
    FOREIGNER_2023 = "foreigner_2023"  # permanent residence card, flag Y


SEX_NAMES = {"0": "未知", "1": "男", "2": "女", "9": "未说明"}


@dataclass(frozen=True, slots=True, weakref_slot=True, repr=False, kw_only=True)
class IdCard:
    """One card. Text is right-stripped only; a field that the layout lacks is an empty string.

    `repr` shows the kind and nothing else, so that no log line can carry a person. Weak references are allowed, so
    that a test can prove the card is gone after a visit.
    """

    kind: CardKind
    name: str  # Chinese name; may be empty on foreigner_2017
    latin_name: str = ""  # foreigners only
    sex_code: str  # 0, 1, 2 or 9
    nation_code: str = ""  # 01–56, 97, 98; residents only
    birth: date
    address: str = ""
    id_number: str  # 18 characters; 15 on foreigner_2017
    authority: str = ""  # issuing office; its code on foreigner_2017
    valid_from: date
    valid_until: date | None  # None: 长期
    pass_number: str = ""  # hmt_permit only
    issue_count: str = ""  # hmt_permit: times issued; foreigner_2023: renewals
    country: str = ""  # three letters; foreigners only
    version: str = ""  # foreigner_2017 only
    old_number_link: str = ""  # foreigner_2023 only
    newest_address: str = ""  # from the separate read; empty when the card holds none

    def __repr__(self) -> str:
        return f"<IdCard {self.kind.value}>"

    @property
    def sex(self) -> str:
        """男, 女, 未知 or 未说明."""
        return SEX_NAMES[self.sex_code]

    @property
    def nation(self) -> str:
        """The nation's name, or an empty string where the card has none."""
        return nation_name(self.nation_code)

    def as_json(self) -> dict[str, str]:
        """Every field as text (dates as YYYY-MM-DD, 长期 for no end). Personal: for the field tool only."""
        return {
            "kind": self.kind.value,
            "name": self.name,
            "latin_name": self.latin_name,
            "sex_code": self.sex_code,
            "sex": self.sex,
            "nation_code": self.nation_code,
            "nation": self.nation,
            "birth": self.birth.isoformat(),
            "address": self.address,
            "id_number": self.id_number,
            "authority": self.authority,
            "valid_from": self.valid_from.isoformat(),
            "valid_until": self.valid_until.isoformat() if self.valid_until else "长期",
            "pass_number": self.pass_number,
            "issue_count": self.issue_count,
            "country": self.country,
            "version": self.version,
            "old_number_link": self.old_number_link,
            "newest_address": self.newest_address,
        }
