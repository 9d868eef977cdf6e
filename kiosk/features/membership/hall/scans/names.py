"""What a scan's folders and file name say: whose it is, which paper, where among its pages. Rules only, no file.

    said = read_name("第一党支部/张三/入党申请书_2.jpg")
    said.id_number, said.names, said.branches, said.kind, said.order

Nothing is guessed: who is not named by number, or by name and branch, is left to the keeper.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from pathlib import PurePosixPath

from devices.id_card import id_number as id_numbers
from kiosk.features.membership.rules.names import tidy
from kiosk.features.membership.rules.record import LetterKind

Order = tuple[tuple[int, int | str], ...]

_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?![\dXx])")
_KINDS = (  # the first that is found: 转正申请书 holds 申请书
    ("转正", LetterKind.FULL_APPLICATION),
    ("志愿", LetterKind.VOLUNTEER),
    ("申请", LetterKind.APPLICATION),
)
_FILLER = re.compile(
    r"(?:入党|转正)?(?:志愿|申请)(?:书|表|材料)?|转正|扫描件?|复印件?|原件|党员|档案|材料|同志"
    r"|第?(?:\d+|[一二三四五六七八九十]+)页"
)
_BRANCH_END = re.compile(r"(?<=支部)|(?<=党委)|(?<=总支)|(?<=党组)")
_BETWEEN = re.compile(r"[\s_\-—~,，、;；:：()（）\[\]【】《》<>+&#@.|]+")
_IS_BRANCH = re.compile(r"(?:支部|党委|总支|党组)$")
_CHINESE_PAGE = re.compile(r"第([一二三四五六七八九十]+)页")
_DIGITS = "零一二三四五六七八九"


class NameUnclear(Exception):
    """The path does not say enough; the message is a key of `scan_words.PROBLEMS`."""


@dataclass(frozen=True, slots=True)
class ScanName:
    """`names` and `branches` are what may be a person's and a branch's name; `order` sorts pages as people count."""

    id_number: str | None
    names: frozenset[str]
    branches: frozenset[str]
    kind: LetterKind
    order: Order

    def __repr__(self) -> str:
        return f"ScanName(hidden, {self.kind})"


def read_name(path: str) -> ScanName:
    """`path` is relative to the folder that was given, with `/`. Raises NameUnclear."""
    parts = [unicodedata.normalize("NFKC", part) for part in PurePosixPath(path).parts]
    if parts:
        parts[-1] = PurePosixPath(parts[-1]).stem
    number = _number(parts)
    tokens = {token for part in parts for token in _tokens(part)}
    branches = frozenset(token for token in tokens if _IS_BRANCH.search(token))
    return ScanName(number, frozenset(map(tidy, tokens - branches)), branches, _kind(parts), natural(path))


def belongs(said: ScanName, branches: Iterable[str]) -> bool:
    """Whether one of a record's branches is named: whole, or by its end (`第二党支部` of `云溪里第二党支部`)."""
    known = ["".join(branch.split()) for branch in branches if branch]
    return any(own.endswith(told) or told.endswith(own) for own in known for told in said.branches if len(told) > 3)


def natural(path: str) -> Order:
    """`p2` before `p10`, 第二页 before 第十页."""
    text = _CHINESE_PAGE.sub(lambda found: f"第{_counted(found[1])}页", unicodedata.normalize("NFKC", path))
    pieces = re.split(r"(\d+)", text.casefold())
    return tuple((0, int(piece)) if piece.isdecimal() else (1, piece) for piece in pieces if piece)


def _number(parts: list[str]) -> str | None:
    found = {number.upper() for part in parts for number in _NUMBER.findall(part)}
    if len(found) > 1:
        raise NameUnclear("two_numbers")
    for number in found:
        try:
            return id_numbers.parse(number)
        except id_numbers.IdNumberWrong:
            raise NameUnclear("wrong_number") from None
    return None


def _kind(parts: list[str]) -> LetterKind:
    for part in reversed(parts):  # the file's own name says it best
        for word, kind in _KINDS:
            if word in part:
                return kind
    raise NameUnclear("no_kind")


def _tokens(part: str) -> Iterable[str]:
    plain = _BRANCH_END.sub(" ", _FILLER.sub(" ", _NUMBER.sub(" ", part)))
    for token in _BETWEEN.split(plain):
        bare = token.strip("0123456789")
        if len(bare) > 1:
            yield bare


def _counted(text: str) -> int:
    """一 to 九十九."""
    tens = "".join(takewhile(lambda letter: letter != "十", text))
    if "十" not in text:
        return _DIGITS.index(text[-1])
    rest = text.partition("十")[2]
    return 10 * (_DIGITS.index(tens[-1]) if tens else 1) + (_DIGITS.index(rest[-1]) if rest else 0)
