"""The blanks of a fill item: how many its stem has, and which texts count in each.

A sheet writes them in one cell: blanks parted by ``；`` (or ``|``, a line break), several ways of writing one blank by
``/``.
"""

from __future__ import annotations

import re

from content import words
from content.banks import words as bank_words
from content.banks.sound import LONGEST, MOST_BLANKS, MOST_WAYS, Unclear

_BLANK = re.compile(
    r"[_＿﹍]{2,}|(?<![A-Za-z0-9])_(?![A-Za-z0-9])|[(（\[【]\s*[_＿]*\s*[)）\]】]|[(（]\s*[0-9]\s*[)）](?=[_＿])"
)
_STRONG = re.compile(r"\s*(?:\n|[;；])\s*")
_WEAK = (re.compile(r"\s*[|｜]\s*"), re.compile(r"\s*、\s*"), re.compile(r"\s*[,，]\s*"), re.compile(r"\s+"))
_OR = re.compile(r"(?<![A-Za-z0-9])\s*[/／]\s*|\s*[/／]\s*(?![A-Za-z0-9])")
_SLASH_KEPT = re.compile(r"[A-Za-z0-9]\s*[/／]\s*[A-Za-z0-9]")
_NUMBERED = re.compile(r"^[(（]?([1-9])(?:[)）][.、．]?|[.、．](?![0-9]))\s*")


def blanks_in(stem: str) -> int:
    """How many places of a stem are left to fill."""
    return len(_BLANK.findall(stem))


def parts_of(stem: str, blanks: int) -> tuple[str, ...]:
    """What stands around the blanks: one part more than there are. A stem that shows fewer has the rest at its end."""
    parts = _BLANK.split(stem)[: blanks + 1]
    return (*parts, *[""] * (blanks + 1 - len(parts)))


def read_blanks(stem: str, answer: str) -> tuple[tuple[tuple[str, ...], ...], str]:
    """Of each blank the texts that count, the first to be shown; and what a keeper should look at, or nothing.

    Raises Unclear: not as many answers as blanks, or an answer is empty.
    """
    wanted = blanks_in(stem)
    if wanted > MOST_BLANKS:
        raise Unclear("stem", bank_words.too_many_blanks(MOST_BLANKS))
    parts = [part for part in _STRONG.split(answer.strip()) if part]
    remark = ""
    if len(parts) == 1 and wanted > 1:
        parts = _weakly_parted(answer, wanted)
    elif len(parts) == 1 and re.search(r"[|｜]", answer):
        return (checked(tuple(part for part in re.split(r"\s*[|｜]\s*", answer.strip()) if part)),), ""
    elif len(parts) == 1 and re.search("[、,，]", answer):
        remark = bank_words.COMMA_IN_ONE_BLANK
    if wanted <= 1 and len(parts) > 1:
        raise Unclear("answer", bank_words.BLANKS_IN_ONE)
    if len(parts) != max(wanted, 1):
        raise Unclear("answer", bank_words.blanks_differ(wanted, len(parts)))
    parts = _without_numbers(parts)
    if _SLASH_KEPT.search(answer):
        remark = remark or bank_words.SLASH_KEPT
    return tuple(checked(ways_of(part)) for part in parts), remark


def checked(ways: tuple[str, ...]) -> tuple[str, ...]:
    """Raises Unclear: nothing, too much or too many."""
    if not ways or not all(ways):
        raise Unclear("answer", bank_words.NO_BLANK_ANSWER)
    if any(len(way) > LONGEST["blank"] for way in ways):
        raise Unclear("answer", words.too_long(LONGEST["blank"]))
    if len(ways) > MOST_WAYS:
        raise Unclear("answer", bank_words.too_many_options(MOST_WAYS))
    return tuple(dict.fromkeys(ways))


def _weakly_parted(answer: str, wanted: int) -> list[str]:
    for joint in _WEAK:
        parts = [part for part in joint.split(answer.strip()) if part]
        if len(parts) == wanted:
            return parts
    return [answer]


def _without_numbers(parts: list[str]) -> list[str]:
    """``1. 甲；2. 乙``: numbers go where each part has its own."""
    matches = [_NUMBERED.match(part) for part in parts]
    if len(parts) > 1 and all(match and int(match[1]) == number for number, match in enumerate(matches, start=1)):
        return [part[match.end() :] for part, match in zip(parts, matches, strict=True) if match]
    return parts


def ways_of(part: str) -> tuple[str, ...]:
    """The ways of writing one blank, parted by ``/`` that stands in no fraction and no unit: ``1/2``, ``km/h``."""
    return tuple(way.strip() for way in _OR.split(part))
