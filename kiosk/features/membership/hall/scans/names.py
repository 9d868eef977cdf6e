"""What a scan's folders and file name say: whose it is, which paper, where among its pages. Rules only, no file.

    said = read_name("第一党支部/张三/入党申请书_2.jpg")
    said.id_number, said.possible_names(), said.order

Nothing is guessed here, and nothing is left out: every letter is kept with what stands before it, so that who matches
the path (`matching`) can ask that each of its words is understood.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from pathlib import PurePosixPath

from devices.id_card import id_number as id_numbers
from kiosk.features.membership.hall.scans.branches import MARKER
from kiosk.features.membership.hall.scans.plain_words import FILLERS, LATIN, LONGEST
from kiosk.features.membership.rules.record import LetterKind

Order = tuple[tuple[int, int | str], ...]

TOGETHER, BLANK, DOT, APART = range(4)
"""What stands before a letter: nothing; a blank; a dot or a dash, which names have too; anything else."""

_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?![\dXx])")
_KINDS = (  # the first that is found: 转正申请书 holds 申请书
    ("转正", LetterKind.FULL_APPLICATION),
    ("志愿", LetterKind.VOLUNTEER),
    ("申请", LetterKind.APPLICATION),
)
_COUNTED = re.compile(
    r"第?\d{1,4}[页张份稿版批]|共\d{1,4}[页张]|\d{4}年度|\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?"
    r"|第[一二三四五六七八九十]{1,3}[页张份]|(?:申请书|志愿书|申请表|扫描件|复印件|材料|转正)[一二三四五六七八九十]{1,2}"
)
_LONGEST_COUNTED = 11
_FIRST = frozenset(word[0] for word in FILLERS) | frozenset("0123456789第共")
_ORDINAL = re.compile(r"^\s*(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])")
_PAGE_IN_BRACKETS = re.compile(r"(?<=[书表件正])\s*[(（\[【]\s*([一二三四五六七八九十]{1,3})\s*[)）\]】]")
_CHINESE_PAGE = re.compile(r"第([一二三四五六七八九十]+)页")
_DOTS = frozenset("·•‧∙⋅・･．.﹒●˙。'’-－—–~～")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
_UNREADABLE = "\N{REPLACEMENT CHARACTER}"
_DIGITS = "零一二三四五六七八九"
_LONGEST_NAME = 30
_PLAIN_NAME = re.compile("[\u4e00-\u9fff]+")
"""Nearly every name of a store, of which each is asked: nothing to fold in it."""


class NameUnclear(Exception):
    """The path does not say enough; the message is a key of `scan_words.PROBLEMS`."""


@dataclass(frozen=True, slots=True)
class Part:
    """One folder's or the file's name: its letters in one spelling, and of each what stands before it."""

    letters: str
    gaps: tuple[int, ...]

    def joined(self, start: int, end: int, widest: int = DOT) -> bool:
        """Whether these letters may be one word: nothing wider lies between them."""
        return max(self.gaps[start + 1 : end], default=TOGETHER) <= widest

    def fillers(self, start: int) -> Iterator[int]:
        """The ends of words that begin here and say nothing about a person: a paper, a page, a year."""
        if self.letters[start] not in _FIRST:
            return
        for end in range(start + 1, min(len(self.letters), start + max(_LONGEST_COUNTED, LONGEST)) + 1):
            text = self.letters[start:end]
            if self.joined(start, end, TOGETHER) and (text in FILLERS or _COUNTED.fullmatch(text)):
                yield end

    def noise(self, start: int) -> int:
        """The end of a number, or of a scanner's own word, that begins here; `start` where none does."""
        end = start
        while end < len(self.letters) and self.letters[end].isascii() and (end == start or not self.gaps[end]):
            end += 1
        word = self.letters[start:end]
        return end if word in LATIN or any(map(str.isdecimal, word)) else start

    def branch_ends(self, start: int) -> Iterator[int]:
        """Where what begins here may end as a branch."""
        for found in MARKER.finditer(self.letters, start):
            if self.joined(start, found.end()):
                yield found.end()

    def text(self, start: int, end: int) -> str:
        """These letters; what parts two numbers stays between them."""
        shown = [("-" if gap and at > start else "") + self.letters[at]
                 for at, gap in enumerate(self.gaps[start:end], start)]  # fmt: skip
        return "".join(shown)

    def possible_names(self) -> frozenset[str]:
        return _possible_names(self)


@dataclass(frozen=True, slots=True)
class ScanName:
    """`number_at` is the part that holds the ID number; `order` sorts pages as people count."""

    id_number: str | None
    parts: tuple[Part, ...]
    order: Order
    number_at: int = 0

    def __repr__(self) -> str:
        return "ScanName(hidden)"

    def possible_names(self) -> frozenset[str]:
        """Every spelling in `name_key` that may be a person's name here, and more."""
        return frozenset(name for part in self.parts for name in part.possible_names())

    def places(self) -> Iterator[tuple[Part, bool]]:
        """The parts, each with whether it is the file's own name."""
        return zip(self.parts, [*[False] * (len(self.parts) - 1), True], strict=True)

    def kind(self, name: str) -> LetterKind:
        """Which paper, where `name` (a `name_key`) is its owner's: 王志愿's 申请书 is no 志愿书. Raises NameUnclear."""
        for part in reversed(self.parts):  # the file's own name says it best
            text = part.letters.replace(name, "|", 1) if name else part.letters
            for word, kind in _KINDS:
                if word in text:
                    return kind
        raise NameUnclear("no_kind")


def read_name(path: str) -> ScanName:
    """`path` is relative to the folder that was given, with `/`. Raises NameUnclear."""
    parts = [_UNSEEN.sub("", part) for part in PurePosixPath(path).parts]
    if parts:
        parts[-1] = PurePosixPath(parts[-1]).stem
    number, at = _number(parts)
    said = ScanName(number, tuple(map(_part, parts)), natural(path), at)
    said.kind("")
    return said


@lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """A name as paths are compared with it: without blanks and dots, in one width and case."""
    if _PLAIN_NAME.fullmatch(name):
        return name
    return _part(_UNSEEN.sub("", name)).letters


def natural(path: str) -> Order:
    """`p2` before `p10`, 第二页 before 第十页."""
    text = _CHINESE_PAGE.sub(lambda found: f"第{_counted(found[1])}页", unicodedata.normalize("NFKC", path))
    pieces = re.split(r"(\d+)", text.casefold())
    return tuple((0, int(piece)) if piece.isdecimal() else (1, piece) for piece in pieces if piece)


def _number(parts: list[str]) -> tuple[str | None, int]:
    """The ID number and the first part that holds it."""
    plain = [unicodedata.normalize("NFKC", part) for part in parts]
    found = [(number.upper(), at) for at, part in enumerate(plain) for number in _NUMBER.findall(part)]
    if len({number for number, _ in found}) > 1:
        raise NameUnclear("two_numbers")
    for number, at in found:
        try:
            return id_numbers.parse(number), at
        except id_numbers.IdNumberWrong:
            raise NameUnclear("wrong_number") from None
    return None, 0


@lru_cache(maxsize=20_000)
def _part(text: str) -> Part:
    text = _PAGE_IN_BRACKETS.sub(r"\1", _ORDINAL.sub("", text))
    letters: list[str] = []
    gaps: list[int] = []
    gap = TOGETHER
    for letter in _spread(text):
        if letter in _DOTS:
            gap = max(gap, DOT)
        elif letter.isspace():
            gap = max(gap, BLANK)
        elif unicodedata.category(letter)[0] in "LNM" or letter == _UNREADABLE:
            letters.append(letter)
            gaps.append(gap)
            gap = TOGETHER
        else:
            gap = APART
    return Part("".join(letters), tuple(gaps))


def _spread(text: str) -> Iterator[str]:
    """Dots are told before NFKC turns them into something else; a whole ID number stands for a gap."""
    folded = "".join("·" if letter in "．﹒●˙。" else letter for letter in text)
    plain = unicodedata.normalize("NFKC", folded)
    for letter in _NUMBER.sub("|", plain):
        yield from letter.casefold()


@lru_cache(maxsize=20_000)
def _possible_names(part: Part) -> frozenset[str]:
    size = len(part.letters)
    starts = {at for at in range(size) if at == 0 or part.gaps[at]}
    ends = {at for at in range(1, size) if part.gaps[at]} | {size}
    for at in range(size):
        after = [*part.fillers(at), *part.branch_ends(at)]
        noise = part.noise(at)
        starts.update(after)
        if noise > at:
            starts.add(noise)
        if len(after) > 0 or noise > at:
            ends.add(at)
    spans = ((a, b) for a in starts for b in ends if 1 < b - a <= _LONGEST_NAME)
    return frozenset(part.letters[a:b] for a, b in spans if part.joined(a, b))


def _counted(text: str) -> int:
    """一 to 九十九."""
    tens = "".join(takewhile(lambda letter: letter != "十", text))
    if "十" not in text:
        return _DIGITS.index(text[-1])
    rest = text.partition("十")[2]
    return 10 * (_DIGITS.index(tens[-1]) if tens else 1) + (_DIGITS.index(rest[-1]) if rest else 0)
