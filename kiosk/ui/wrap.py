"""Chinese line breaking, since Kivy has none and its own layout is quadratic in text without spaces.

Rules only: widths come from the caller. Kept: no line starts with closing marks or ends with opening ones
(GB/T 15834 行首行末), Latin words, numbers with their unit, 第二十五条, and where a line is long a whole date stay in
one piece, no last line of one character.

    lines = wrap("从2026年1月1日起，", 320, widths)   # widths[character] -> pixels

`lines_of` is the same a line at a time, for a document too long to be broken in one go. `balance` is for headings:
there the words of `terms.txt` stay whole as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

LINE_START_FORBIDDEN = "，。、；：？！）》」』】〕〉”’…—·％℃,.;:?!)]}%°～~"
LINE_END_FORBIDDEN = "（《「『【〔〈“‘([{￥$#"

_WORD = r"A-Za-z0-9À-ɏ"
_CLOSE = re.escape(LINE_START_FORBIDDEN)
_OPEN = re.escape(LINE_END_FORBIDDEN)
_COUNTED = r"(?:个工作日|个月|分钟|小时|平方米|[㐀-鿿])(?:以[上下内外前后])?"  # 3 个月, 5000 元以上
_NUMBER = r"(?:[0-9]+|[零〇一二三四五六七八九十百千]+)"
_DATE = r"(?:[0-9]{4} ?年 ?)?[0-9]{1,2} ?月(?: ?[0-9]{1,2} ?[日号])?|"


def _pieces(date: str) -> re.Pattern[str]:
    """What must stay together: opening marks, one word or one character, closing marks.

    A number keeps the unit after it: 3 个, 8–15 分, 第三条.
    """
    return re.compile(
        rf"[{_OPEN}]*(?:{date}第 ?{_NUMBER} ?[编章节条款项届次件步屏页句题个号]"
        rf"|[{_WORD}]+(?:[-–./:@_+&'’,][{_WORD}]+)*(?:(?<=[0-9]) ?{_COUNTED})?|[^\s])[{_CLOSE}]*"
        r"|\s+",
    )


_CHUNK, _CHUNK_DATED = _pieces(""), _pieces(_DATE)
DATES_WHOLE_EM = 18  # characters a line has, at least, for a date to stay whole: twice its own length
_CLAUSE = re.compile(r"[^，：；。？]*[，：；。？]+[”’》）」]*|[^，：；。？]+")
_MARKS = frozenset(LINE_START_FORBIDDEN + LINE_END_FORBIDDEN + " \u3000")
_TERMS = Path(__file__).with_name("terms.txt")
LONGEST_TERM = 6  # characters; a longer one is a phrase, which may be parted
EVENED_IN = 8  # halvings of the width between half a line and a whole one

Width = Mapping[str, float]


def wrap(text: str, width: float, widths: Width) -> list[str]:
    """Break `text` (its own newlines kept) into lines no wider than `width`; both in the unit of `widths`."""
    return list(lines_of(text, width, widths))


def lines_of(text: str, width: float, widths: Width) -> Iterator[str]:
    """The lines of `wrap`, each broken when it is asked for (two ahead, for the end of a paragraph)."""
    for paragraph in text.split("\n"):
        yield from _paragraph(map(_text_of, _chunks(paragraph, width, widths)), width, widths)


def cut_short(line: str, width: float, widths: Width) -> str:
    """As much of the line as leaves room for an ellipsis, and that; a Latin word stays whole or is left out."""
    kept = line
    while kept and line_width(kept, widths) > width - widths["…"]:
        kept = kept[:-1]
    if re.match(rf"[{_WORD}]", line[len(kept) :]):
        kept = re.sub(rf" ?[{_WORD}]+$", "", kept) or kept
    return kept + "…"


def balance(text: str, width: float, widths: Width) -> list[str]:
    """As `wrap`, broken by sense where that costs no line (after commas, else between words), with lines of about
    equal length: for headings of a few lines."""
    best = wrap(text, width, widths)
    paragraphs = text.split("\n")
    if len(best) == len(paragraphs):
        return best
    by_sense = _clauses(text, width, widths)
    if by_sense and len(by_sense) <= len(best):
        return by_sense
    chunks = [_whole_words(paragraph, width, widths) for paragraph in paragraphs]
    between_words = _lines(chunks, width, widths)
    if len(between_words) <= len(best):
        best = between_words
    else:
        chunks = [list(map(_text_of, _chunks(paragraph, width, widths))) for paragraph in paragraphs]
    needs = [[(line_width(chunk, widths), chunk.isspace()) for chunk in part] for part in chunks]
    widest = max(need for part in needs for need, _ in part)
    low, high = max(width / 2, widest), width
    evened = None
    for _ in range(EVENED_IN if low < high else 0):
        middle = (low + high) / 2
        if _count(needs, middle) == len(best):
            evened = high = middle
        else:
            low = middle
    return best if evened is None else _lines(chunks, evened, widths)


def _count(paragraphs: Iterable[Iterable[tuple[float, bool]]], width: float) -> int:
    """How many lines `_filled` would make of chunks so wide, none of them wider than a line; the flag: it is blank."""
    count = 0
    for chunks in paragraphs:
        used, has, is_full = 0.0, False, False
        for need, blank in chunks:
            if not is_full and used + need <= width:
                used, has = used + need, True
            elif blank:
                is_full = True
            else:
                count += has
                used, has, is_full = need, True, False
        count += 1
    return count


def _lines(paragraphs: Iterable[Iterable[str]], width: float, widths: Width) -> list[str]:
    return [line for chunks in paragraphs for line in _paragraph(chunks, width, widths)]


def _chunks(text: str, width: float, widths: Width) -> Iterator[re.Match[str]]:
    """What no line break may part, one after the other. In a short line a date would leave too much of it empty."""
    whole = width >= DATES_WHOLE_EM * widths["年"]
    return (_CHUNK_DATED if whole else _CHUNK).finditer(text)


_text_of = re.Match[str].group


def _whole_words(text: str, width: float, widths: Width) -> list[str]:
    """The same with the words of terms.txt in one piece."""
    inside = _inside_terms(text)
    found: list[str] = []
    for match in _chunks(text, width, widths):
        if match.start() in inside:
            found[-1] += match[0]
        else:
            found.append(match[0])
    return found


def _inside_terms(text: str) -> set[int]:
    """Where a break would part a word of terms.txt; from the left, the longest word first."""
    inside: set[int] = set()
    at = 0
    while at < len(text):
        for size in range(LONGEST_TERM, 1, -1):
            if text[at : at + size] in terms():
                inside.update(range(at + 1, at + size))
                at += size
                break
        else:
            at += 1
    return inside


@lru_cache(maxsize=1)
def terms() -> frozenset[str]:
    """Words that a heading does not part: those of this trade, and such as often stand in a heading."""
    lines = _TERMS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _clauses(text: str, width: float, widths: Width) -> list[str]:
    """Whole clauses a line, several where they fit; nothing when one does not fit a line by itself."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for clause in _CLAUSE.findall(paragraph):
            if line_width(clause, widths) > width:
                return []
            if line and line_width(line + clause, widths) > width:
                lines.append(line)
                line = ""
            line += clause
        lines.append(line)
    return lines


def line_width(line: str, widths: Width) -> float:
    return sum(widths[character] for character in line)


def _paragraph(chunks: Iterable[str], width: float, widths: Width) -> Iterator[str]:
    """Its lines; the last two are held back until the end is known, so that no character stands alone there."""
    held: list[list[str]] = []
    for line in _filled(chunks, width, widths):
        held.append(line)
        if len(held) > 2:
            yield _joined(held.pop(0))
    _avoid_orphan(held, width, widths)
    yield from map(_joined, held)


def _joined(line: list[str]) -> str:
    return "".join(line).rstrip()


def _filled(chunks: Iterable[str], width: float, widths: Width) -> Iterator[list[str]]:
    line: list[str] = []
    used = 0.0
    is_full = False  # a blank had no room: it hangs over the edge, and what follows stands on the next line
    for chunk in chunks:
        need = widths[chunk] if len(chunk) == 1 else sum([widths[character] for character in chunk])
        if not is_full and used + need <= width:
            line.append(chunk)
            used += need
            continue
        if chunk.isspace():
            line += [chunk] if line else []
            is_full = True
            continue
        if line:
            yield line
        if need > width:
            *pieces, chunk = _cut(chunk, width, widths)
            yield from ([piece] for piece in pieces)
            need = line_width(chunk, widths)
        line, used, is_full = [chunk], need, False
    yield line


def _cut(chunk: str, width: float, widths: Width) -> list[str]:
    """Break what is wider than a whole line (a long address, a URL) between characters."""
    pieces, piece, used = [], "", 0.0
    for character in chunk:
        need = widths[character]
        if piece and used + need > width:
            pieces.append(piece)
            piece, used = "", 0.0
        piece += character
        used += need
    return [*pieces, piece]


def _avoid_orphan(lines: list[list[str]], width: float, widths: Width) -> None:
    if len(lines) < 2 or len(lines[-2]) < 3:
        return
    alone = [character for character in "".join(lines[-1]) if character not in _MARKS]
    if len(alone) != 1 or lines[-2][-1].isspace():
        return
    taken = _last_word(lines[-2])
    moved = lines[-2][-taken:]
    if line_width("".join(moved + lines[-1]), widths) <= width:
        lines[-1][:0] = moved
        del lines[-2][-taken:]


def _last_word(line: list[str]) -> int:
    """How many chunks at its end are one word of terms.txt, or 1; never the whole line."""
    inside = _inside_terms("".join(line))
    at, taken = sum(map(len, line[:-1])), 1
    while at in inside and taken + 1 < len(line):
        taken += 1
        at -= len(line[-taken])
    return 1 if at in inside else taken


class Widths(dict[str, float]):
    """Widths of one face at one size, measured once a character.

    Every CJK glyph of Noto is exactly one em wide, so only Latin, digits and signs are measured:
    filling 2,034 widths with Kivy's metrics took 65 ms.
    """

    def __init__(self, em: float, measure: Callable[[str], float]) -> None:
        super().__init__()
        self._em, self._measure = em, measure

    def __missing__(self, character: str) -> float:
        code = ord(character)
        wide = 0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF
        width = self._em if wide else self._measure(character)
        self[character] = width
        return width
