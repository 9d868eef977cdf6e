"""Names of people: shown masked, compared kindly, never half-guessed."""

from __future__ import annotations

import hmac
import re
import unicodedata

# Two characters each, as a run: a set of literals would fill the page.
_COMPOUND = (
    "欧阳上官司马司徒司空诸葛皇甫尉迟公孙公冶令狐慕容夏侯东方端木百里南宫西门独孤长孙宇文轩辕赫连呼延澹台钟离申屠太史"
    "闻人淳于单于濮阳公羊宗政仲孙鲜于闾丘亓官拓跋夹谷乐正漆雕公西壤驷东郭南门万俟第五梁丘左丘"
)
_COMPOUND_SURNAMES = frozenset(_COMPOUND[at : at + 2] for at in range(0, len(_COMPOUND), 2))
_MIDDOTS = re.compile("[·•‧∙⋅・･．.﹒●˙。｡⸱ꞏ․▪◦]+")
"""Whatever is typed for the dot of a minority name; folded first, since NFKC makes `˙` a blank and `．` a full stop."""
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_SEPARATORS = re.compile(r"[、，,；;/／|]")
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003ffff"
"""With the private area: cards of rare names hold characters of it."""
_ON_A_CARD = re.compile(rf"[{_HAN}]+(?:·[{_HAN}]+)*|[A-Za-z][A-Za-z .,'-]*")
_ALL_HAN = re.compile(rf"[{_HAN}]+")


def mask(name: str) -> str:
    """`张*`: the family name stays, everything else is one star whatever its length (GB/T 35273).

    A name of one character is all star: showing it would show the whole name.
    """
    plain = tidy(name)
    if len(plain) < 2:
        return "*"
    kept = 2 if len(plain) > 2 and plain[:2] in _COMPOUND_SURNAMES else 1
    return plain[:kept] + "*"


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name: spaces, width and middle dots, of any kind or left out, do not count.

    The ID number found the record already. Takes the same time wherever they differ.
    """
    left, right = (tidy(name).replace("·", "").casefold().encode() for name in (one, other))
    return hmac.compare_digest(left, right)


def tidy(name: str) -> str:
    """The name without the spaces ledgers use for alignment (`张　三`), in plain forms, with one kind of middle dot.

    Latin names keep one space between their words.
    """
    if _ALL_HAN.fullmatch(name):  # nearly always
        return unicodedata.normalize("NFKC", name)
    plain = unicodedata.normalize("NFKC", _MIDDOTS.sub("·", name))
    if plain.replace("·", ".").isascii():
        return " ".join(unicodedata.normalize("NFKC", name).split())
    return _INVISIBLE.sub("", plain).strip("·")


def with_dots(name: str) -> str | None:
    """`买买提 演示` -> `买买提·演示`: the blanks of a name that is too long for an aligned one; None for others."""
    parts = name.split()
    if len(parts) < 2 or parts[0] in _COMPOUND_SURNAMES:
        return None
    spaced = all(len(part) > 1 and _ALL_HAN.fullmatch(part) for part in parts)
    return "·".join(map(tidy, parts)) if spaced else None


def can_be_on_a_card(name: str) -> bool:
    """False for what no ID card prints: brackets, stars, digits, two people. `name` is tidy."""
    return _ON_A_CARD.fullmatch(name) is not None


def split_names(text: str) -> tuple[str, ...]:
    """`林某、周某` -> two names; blanks separate only when each part is a name by itself."""
    if _SEPARATORS.search(text):
        parts = _SEPARATORS.split(text)
    else:
        parts = text.split()
        if any(len(part) < 2 for part in parts):
            parts = [text]
    return tuple(name for name in (tidy(part) for part in parts) if name)
