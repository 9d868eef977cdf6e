"""The header of a branch's ledger: where it stands, in one row or in levels, and which column is which field.

    sheet, place = find_header(sheets)             # the row with the most headers that are known
    columns = columns_of(place, chosen)            # field -> columns; more than one is settled by `doubles`

A header over several columns is that of each of them; levels are read together: 申请入党 over 时间 is 申请入党时间.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.header_names import (
    ALIASES,
    SEVERAL,
    STEPS,
    WEAK,
    field_of,
    header_text,
)
from kiosk.features.membership.hall.ledger.sheet import Sheet, column_index, column_letters

HEADER_WITHIN_ROWS = 30
REQUIRED = ("name", "id_number")
_LEVELS = 3
_OF_OTHERS = re.compile(
    r"(?:入党|培养|第[一二])?(?:介绍人|联系人)(?:情况|信息)?|家庭(?:主要)?成员(?:情况)?|配偶(?:情况)?|父亲|母亲|子女"
    r"|(?:主要)?社会关系|亲属(?:情况)?|紧急联系人"
)
"""Over a column of names or numbers: they are not the member's."""
_WITHIN = re.compile(r"姓名|时间|日期|单位|职务|所在(?:党)?支部|(?:第?[一二12①②]人?|\([一二12]\))|[^\d]{0,6}[一二12]")
"""What a lower header may be beside those that are known."""
_NO_ADVICE = re.compile("审批|审核|备案|出生|工作|毕业|学历|转入|转出|党委|手机|电话")
"""In a header that is another date than any of ours: taken for the nearest it would write a wrong one."""


class ColumnUnknown(Exception):
    """`--column` named a field or a column that there is not; the message is for the keeper."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Where and what: `row` from 1 and `column` as letters, as the table shows them; None for the whole sheet.

    `who` is the masked name and the end of the number, so that a keeper finds the person in their own table.
    """

    row: int | None
    column: str | None
    header: str
    text: str
    who: str = ""


class HeadersRefused(Exception):
    """The sheet cannot be read as it is; `problems` name why.

    `choices` has the fields for which the keeper must choose one column (`{"joined": ["G", "K"]}`).
    """

    def __init__(self, problems: list[Problem], choices: Mapping[str, list[str]] | None = None) -> None:
        super().__init__("；".join(problem.text for problem in problems))
        self.problems, self.choices = problems, dict(choices or {})


@dataclass(frozen=True, slots=True)
class HeaderPlace:
    """The header: its (last) row, and the text of each column, already folded; empty where a column has none.

    `levels` are its rows as they stand, to know them again on every printed page.
    """

    row: int
    texts: tuple[str, ...]
    levels: frozenset[tuple[str, ...]] = frozenset()


def find_header(sheets: Sequence[Sheet]) -> tuple[Sheet, HeaderPlace]:
    """The sheet and row with the most known headers, at least two. Raises HeadersRefused."""
    found = [(sheet, place) for sheet in sheets if (place := header_of(sheet)) is not None]
    if not found:
        wanted = "、".join(words.FIELDS[field] for field in REQUIRED)
        text = words.NO_HEADER.format(rows=HEADER_WITHIN_ROWS, wanted=wanted)
        raise HeadersRefused([Problem(None, None, "", text)])
    return max(found, key=lambda one: (_has_required(one[1].texts), len(_known(one[1].texts))))


def header_of(sheet: Sheet) -> HeaderPlace | None:
    """The header of one sheet: one row, or up to three levels of which the lowest is its row."""
    rows = [tuple(map(header_text, cells)) for cells in islice(sheet.spread(), HEADER_WITHIN_ROWS + 1)]
    plain = [tuple(map(header_text, cells)) for cells in sheet.head(len(rows))]
    best, best_at, levels = tuple[str, ...](), -1, 1
    for at, row in enumerate(rows[:HEADER_WITHIN_ROWS]):
        for depth in range(1, _LEVELS + 1):
            above = rows[max(0, at - depth + 1) : at]
            if not any(row) or len(above) < depth - 1 or (above and _is_title(above[0])):
                break
            texts = _stacked([*above, row])
            if len(_known(texts)) > max(1, len(_known(best))):
                best, best_at, levels = texts, at, depth
    if best_at < 0:
        return None
    if best_at + 1 < len(rows) and _goes_on(best, plain[best_at], plain[best_at + 1]):
        first = best_at - levels + 1
        best_at, levels = best_at + 1, levels + 1
        best = _stacked(rows[first : best_at + 1])
    return HeaderPlace(best_at + 1, best, frozenset(map(trimmed, plain[best_at - levels + 1 : best_at + 1])))


def trimmed(texts: Sequence[str]) -> tuple[str, ...]:
    """Without the empty end."""
    length = max((at for at, text in enumerate(texts, start=1) if text), default=0)
    return tuple(texts[:length])


def _is_title(texts: Sequence[str]) -> bool:
    """One text over most columns heads the whole table and is no level of its header."""
    filled = [text for text in texts if text]
    return len(set(filled)) == 1 and (len(filled) == 1 or len(filled) * 2 > len(texts))


def _stacked(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Each column's levels as one header."""
    width = max(map(len, rows))
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    for upper, lower in pairwise(padded):
        _reach_right(upper, lower)
    return tuple(_joined([row[at] for row in padded]) for at in range(width))


def _reach_right(upper: list[str], lower: Sequence[str]) -> None:
    """Where a file keeps no merged cells, a group's name stands over its first column alone."""
    for at in range(1, len(upper)):
        if not upper[at] and upper[at - 1] and lower[at] and lower[at - 1] and lower[at - 1] != upper[at - 1]:
            upper[at] = upper[at - 1]


def _joined(levels: Sequence[str]) -> str:
    """The first of its readings that is known: with the level above, alone, with the one above that, or all of them."""
    said = [text for at, text in enumerate(levels) if text and text not in levels[:at]]
    if len(said) < 2:
        return "".join(said)
    low, above = said[-1], said[:-1]
    alone = "" if any(map(_OF_OTHERS.fullmatch, above)) and field_of(low) not in SEVERAL else low
    readings = [above[-1] + low, alone, above[0] + low, "".join(said)]
    return next((text for text in readings if text and field_of(text)), above[-1] + low)


def _goes_on(header: Sequence[str], texts: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the row below is a level of the header that names no further field: 入党介绍人 over 第一人, 第二人."""
    own = [(at, text) for at, text in enumerate(below) if text and (at >= len(texts) or text != texts[at])]
    taken = {at for at, text in enumerate(header) if field_of(text) in REQUIRED}
    return bool(own) and all(
        at not in taken
        and at < len(header)
        and (field_of(_joined([header[at], text])) or field_of(text) or _WITHIN.fullmatch(text))
        and len(text) < 20
        and not text.isdigit()
        for at, text in own
    )


def _known(texts: Iterable[str]) -> set[str]:
    return {field for field in map(field_of, texts) if field}


def _has_required(texts: Iterable[str]) -> bool:
    return _known(texts).issuperset(REQUIRED)


def columns_of(place: HeaderPlace, chosen: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    """Field -> its columns, left to right. Raises HeadersRefused for a missing required one, or ColumnUnknown.

    `chosen` gives some fields (by key or by any known header) one column by its letters, whatever its header says.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(place.texts):
        if (field := field_of(text)) is not None:
            places[field].append(at)
    for asked, letters in chosen.items():
        places[_asked_field(asked)] = [_asked_column(letters, place)]
    strong = [at for at in places["category"] if place.texts[at] not in WEAK]
    places["category"] = strong or places["category"]
    problems = [_missing(place, field) for field in REQUIRED if not places[field]]
    if problems:
        raise HeadersRefused(problems)
    return {field: tuple(places[field]) for field in words.FIELDS if places[field]}


def _asked_field(asked: str) -> str:
    text = header_text(asked)
    field = asked if asked in words.FIELDS else field_of(text)
    if field is None:
        raise ColumnUnknown(words.NO_SUCH_FIELD.format(asked=asked, fields="、".join(words.FIELDS.values())))
    return field


def _asked_column(letters: str, place: HeaderPlace) -> int:
    at = column_index(letters)
    if at is None or at >= len(place.texts):
        raise ColumnUnknown(words.NO_SUCH_COLUMN.format(column=letters))
    return at


def _missing(place: HeaderPlace, field: str) -> Problem:
    header = words.FIELDS[field]
    text, near = words.HEADER_MISSING.format(header=header), _nearest(place, field)
    if near is None:
        return Problem(place.row, None, header, text)
    column = column_letters(near)
    said = words.HEADER_NEAREST.format(
        cell=f"{column}{place.row}", found=place.texts[near], header=header, column=column
    )
    return Problem(place.row, column, header, f"{text}；{said}")


def _nearest(place: HeaderPlace, field: str) -> int | None:
    """The unknown header that comes nearest to a known one of `field`; only of those that stand there once."""
    times = Counter(place.texts)
    unknown = {
        text: at
        for at, text in enumerate(place.texts)
        if text and times[text] == 1 and field_of(text) is None and not _NO_ADVICE.search(text)
    }
    for alias in ALIASES[field]:
        near = difflib.get_close_matches(alias, unknown, n=1, cutoff=0.6)
        if near:
            return unknown[near[0]]
    return None


def remarks(place: HeaderPlace, columns: Mapping[str, tuple[int, ...]], known: Iterable[str]) -> list[str]:
    """What was left aside or is not there, so that a keeper never believes it was read.

    `known`: the fields that are told, also otherwise than by a column.
    """
    used = {at for ats in columns.values() for at in ats}
    ignored = [text for at, text in enumerate(place.texts) if text and at not in used]
    absent = [field for field in words.FIELDS if field not in set(known)]
    said = [words.COLUMNS_IGNORED.format(names="、".join(ignored))] if ignored else []
    near = {field: at for field in absent if (at := _nearest(place, field)) is not None}
    said += [
        words.MAYBE.format(found=place.texts[at], header=words.FIELDS[field], column=column_letters(at))
        for field, at in near.items()
        if at not in used and list(near.values()).count(at) == 1
    ]
    if not any(field in columns for field in STEPS if field != "counted_from"):
        said.append(words.NO_DATES_AT_ALL)
    elif expected := [words.FIELDS[field] for field in words.EXPECTED_COLUMNS if field in absent]:
        said.append(words.COLUMNS_ABSENT.format(names="、".join(expected)))
    return said
