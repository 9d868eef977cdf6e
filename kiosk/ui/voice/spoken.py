"""Written text -> text that can be said: ticket numbers digit by digit, ranges, times and years in words.

    said("A015，约 8–14 分钟，8:30 开门")   # A 零 一 五，约 8 到 14 分钟，8 点 30 分 开门

Rules only, standard library only; words come from the catalogue of the language in force.
"""

from __future__ import annotations

import re

from kiosk.ui.voice import words

LONG_NUMBER = 5  # digits: from here on a number is a telephone, card or postal number, said digit by digit

_TICKET = re.compile(r"(?<![A-Za-z0-9])([A-Z])(\d{3,4})(?![A-Za-z0-9])")
_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-4]):([0-5]\d)(?!\d)")
_AMOUNT = r"(?:[1-9]\d{0,3}|0)(?::\d\d)?"  # not 0571-88880000, which is a telephone number
_RANGE = re.compile(rf"(?<![\d-])({_AMOUNT})\s*[–—~～-]\s*({_AMOUNT})(?![\d-])")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?=\s*年)")
_MASKED_END = re.compile(r"[*＊●]{2,}\s*(\d{3,4}[Xx]?)")
_MASKED_NAME = re.compile(r"(?<=[\u3400-\u9fff\U00020000-\U0003ffff])[*＊]+")
_LONG = re.compile(rf"(?<![\d.])(?:\d{{{LONG_NUMBER},}}|0\d{{2,}})[Xx]?(?![\d.])")
_JOINT = re.compile(r"(?<=\d)-(?=\d)")
_SILENT = re.compile(r"[“”‘’「」『』《》〈〉（）()\[\]●*＊·…→←↑↓✓✕_　|]+")
_SAYABLE = re.compile(r"\w")
_STOP_BEFORE_BREAK = re.compile(r"(?<=[，。、；：？！])\s*\n\s*")
_POINT_BEFORE_BREAK = re.compile(r"(?<=[,.;:?!])\s*\n\s*")
_SHARE = re.compile(r"(\d+)\s*[/／]\s*(\d+)")
_SENTENCE = re.compile(r"(?<=[。？！；!?;])\s*")


def said(text: str) -> str:
    """`text` as the voice should say it; empty when nothing of it can be said (a dash, a bullet)."""
    text = _POINT_BEFORE_BREAK.sub(" ", _STOP_BEFORE_BREAK.sub("", text.strip()))
    text = re.sub(r"\s*\n\s*", words.AND, text)
    text = _MASKED_END.sub(lambda found: words.ID_END + digits(found[1]), text)
    text = _MASKED_NAME.sub(words.MASKED_NAME, text)
    text = _TICKET.sub(lambda found: f"{found[1]} {digits(found[2])}", text)
    text = _DATE.sub(lambda found: words.day(found[1], int(found[2]), int(found[3])), text)
    text = _SHARE.sub(lambda found: words.of(found[1], found[2]), text)
    text = _RANGE.sub(lambda found: words.to_range(found[1], found[2]), text)
    text = _TIME.sub(lambda found: words.time_of_day(int(found[1]), int(found[2])), text)
    text = _YEAR.sub(lambda found: "".join(words.DIGITS[int(digit)] for digit in found[1]), text)
    text = _JOINT.sub("，", text)
    text = _LONG.sub(lambda found: digits(found[0]), text)
    for written, spoken in words.SAID_AS.items():
        text = text.replace(written, spoken)
    text = _SILENT.sub(" ", text).replace(" / ", words.AND).strip()
    return re.sub(r" {2,}", " ", text) if _SAYABLE.search(text) else ""


def digits(number: str) -> str:
    """ "015" -> 零 一 五; letters stay."""
    return words.DIGIT_GAP.join(words.DIGITS[int(mark)] if mark.isdigit() else mark for mark in number)


def sentences(line: str) -> list[str]:
    """A line in pieces that are rendered one after the other, so that the first is heard at once."""
    return [piece for piece in _SENTENCE.split(line) if piece.strip()]


def fresh(before: list[str], now: list[str]) -> list[str]:
    """What of a redrawn page was not said before.

    A number alone that counts (12 秒后返回) is no news, nor is a state that fell away (another option was chosen).
    """
    known = [_without_numbers(line) for line in before]
    return [line for line in now if not any(said.startswith(_without_numbers(line)) for said in known)]


def _without_numbers(line: str) -> str:
    return re.sub(r"\d+", "", line)
