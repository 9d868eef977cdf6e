"""A first walk over the rows, for what no single row can tell: twins, doubled columns, a spoiled column of numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.cells import id_text, is_error, same_sense
from kiosk.features.membership.hall.ledger.header_names import SEVERAL
from kiosk.features.membership.hall.ledger.headers import HeadersRefused, Problem
from kiosk.features.membership.hall.ledger.lines import Columns, Line
from kiosk.features.membership.hall.ledger.sheet import cell_text, column_letters


@dataclass
class Survey:
    """`twins`: rows that share a number and differ; `repeats`: row -> the earlier row that says the same."""

    twins: dict[str, list[int]] = field(default_factory=dict)
    repeats: dict[int, int] = field(default_factory=dict)
    tails_lost: bool = False
    """Most numbers end in 000: a spreadsheet kept 15 digits of them (IEEE 754), and a check digit fits by chance."""
    conflicts: dict[str, int] = field(default_factory=dict)
    """Field with several columns -> the first row in which they differ."""
    unnamed: set[int] = field(default_factory=set)
    """Columns without a header in which something stands."""


def value_of(cells: list[Any], field: str, columns: Columns) -> Any:
    """The cell of a field in one row: the first that is filled, or for names all of them as one text."""
    ats = columns.get(field, ())
    if len(ats) == 1:
        return cells[ats[0]] if ats[0] < len(cells) else None
    found = [cells[at] for at in ats if at < len(cells) and cell_text(cells[at])]
    found = [cell for cell in found if not is_error(cell)] or found
    if field in SEVERAL and len(found) > 1:
        return words.LIST_MARK.join(map(cell_text, found))
    return found[0] if found else None


def survey(lines: Iterable[Line], columns: Columns, headed: Collection[int]) -> Survey:
    """Walk the people once. `headed`: the columns that have a header."""
    found, people, numbers = Survey(), dict[str, _Met](), Counter[str]()
    doubled = [field for field, ats in columns.items() if len(ats) > 1 and field not in SEVERAL]
    used = [at for ats in columns.values() for at in ats]
    for line in lines:
        number, cells = line.number, line.cells
        _compare(found, number, cells, columns, doubled)
        for at in range(len(cells)):
            if at not in headed and at not in found.unnamed and cell_text(cells[at]):
                found.unnamed.add(at)
        text = id_text(value_of(cells, "id_number", columns))
        if not text:
            continue
        numbers["all"] += 1
        numbers["lost"] += len(text) == 18 and text.endswith("000")
        said = hash((line.branch, *(cells[at] for at in used if at < len(cells))))
        met = people.get(text)
        if met is None:
            people[text] = _Met(number, said)
        else:
            met.again = (*met.again, number)
            met.differ |= met.said != said
    _sort_out(found, people)
    found.tails_lost = numbers["lost"] > 1 and numbers["lost"] * 2 > numbers["all"]
    return found


@dataclass(slots=True)
class _Met:
    """A number: its first row, a digest of what that row says, and the later rows."""

    first: int
    said: int
    again: tuple[int, ...] = ()
    differ: bool = False


def _sort_out(found: Survey, people: Mapping[str, _Met]) -> None:
    for text, met in people.items():
        if met.differ:
            found.twins[text] = [met.first, *met.again]
        else:
            found.repeats.update(dict.fromkeys(met.again, met.first))


def _compare(found: Survey, number: int, cells: list[Any], columns: Columns, doubled: list[str]) -> None:
    for name in doubled:
        if name not in found.conflicts:
            filled = [cells[at] for at in columns[name] if at < len(cells) and cell_text(cells[at])]
            if len({same_sense(name, cell) for cell in filled}) > 1:
                found.conflicts[name] = number


def ask_about(
    conflicts: Mapping[str, int], header_row: int, columns: Columns, place: Callable[[int], str] = str
) -> None:
    """Raises HeadersRefused with the choices, when two columns of one field do not agree."""
    if not conflicts:
        return
    choices = {name: [column_letters(at) for at in columns[name]] for name in conflicts}
    problems = [
        Problem(header_row, letters[1], words.FIELDS[name],
                words.header_twice(words.FIELDS[name], letters, place(conflicts[name])))
        for name, letters in choices.items()
    ]  # fmt: skip
    raise HeadersRefused(problems, choices)
