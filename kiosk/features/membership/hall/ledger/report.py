"""What an import did or would do: for the keeper's eyes and for programs (JSON).

`problems` and `reminders` hold places and a masked name, never what stood in a cell. `differences` hold both values:
they are for the keeper who compares, and are never logged; beyond MOST_COMPARED people the stored ones are veiled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.headers import HeadersRefused, Problem
from kiosk.features.membership.hall.ledger.merging import Change
from kiosk.features.membership.hall.ledger.sheet import place_of

if TYPE_CHECKING:
    from rich.console import RenderableType

MOST_LISTED = 20_000
"""Of each kind; the counts go on, and every row's outcome is kept (`outcomes`)."""
MOST_COMPARED = 100
"""People whose stored values are shown, each a row in the audit; of the others the fields are named."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Somebody who is there already with other content; `taken`: the sheet's was kept."""

    row: int
    who: str
    changes: tuple[Change, ...]
    taken: bool


@dataclass(frozen=True, slots=True)
class Returning:
    """Somebody who asked to be erased, on the day `asked` (ISO), and is in the sheet; `taken`: a keeper said so."""

    row: int
    who: str
    asked: str
    taken: bool

    @property
    def text(self) -> str:
        return (words.RETURNED if self.taken else words.LEFT_OUT).format(day=self.asked)


@dataclass
class Report:
    """The outcome of one import or check. Counts are rows, which are people.

    `columns`: field -> column letters. `choices`: fields for which the keeper must choose a column first. `outcomes`:
    runs of rows `[first, last, key of words.OUTCOMES]`; blank rows are in none. `sheets`: those that were read, each
    with what is added to its rows: a number is one row of the whole ledger, `place` says where; `others`: the rest.
    `blanks`: field -> people who have something there while the sheet's cell is empty.
    """

    sheet: str = ""
    header_row: int = 0
    columns: dict[str, list[str]] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)
    rows: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    different: int = 0
    repeated: int = 0
    left_out: int = 0
    refused_rows: int = 0
    problems: list[Problem] = field(default_factory=list)
    reminders: list[Problem] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    returning: list[Returning] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    outcomes: list[list[Any]] = field(default_factory=list)
    sheets: list[tuple[str, int]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    blanks: dict[str, int] = field(default_factory=dict)
    unlisted: int = 0
    published: bool = False

    def __repr__(self) -> str:
        return f"Report({self.rows} rows, hidden)"

    @classmethod
    def of_headers(cls, refused: HeadersRefused) -> Report:
        """The report on a sheet that could not be read."""
        return cls(problems=refused.problems, choices=refused.choices)

    def count(self, row: int, outcome: str) -> None:
        """Note what became of a row."""
        name = "refused_rows" if outcome == "refused" else outcome
        setattr(self, name, getattr(self, name) + 1)
        self.rows += 1
        last = self.outcomes[-1] if self.outcomes else None
        if last and last[1] + 1 == row and last[2] == outcome:
            last[1] = row
        else:
            self.outcomes.append([row, row, outcome])

    def list(self, found: list[Problem] | list[Difference] | list[Returning], *more: Any) -> None:
        """Add to one of the lists, up to what a keeper can use."""
        room = max(0, MOST_LISTED - len(found))
        found.extend(more[:room])
        self.unlisted += len(more[room:])

    def place(self, row: int | None) -> str:
        """A row as the keeper finds it; empty for the whole table."""
        return "" if row is None else place_of(row, self.sheets)

    @property
    def counts(self) -> Mapping[str, int]:
        """By the keys of `words.OUTCOMES`."""
        return {key: self.refused_rows if key == "refused" else getattr(self, key) for key in words.OUTCOMES}

    @property
    def summary(self) -> str:
        return words.NOTHING_READ if not self.rows and self.problems else words.summary(self.rows, self.counts)

    def row_outcomes(self) -> Iterator[tuple[int, str]]:
        """Each row that was read, and the key of its outcome."""
        return ((row, outcome) for first, last, outcome in self.outcomes for row in range(first, last + 1))

    def to_plain(self) -> dict[str, Any]:
        return asdict(self) | {"summary": self.summary}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Report:
        """The inverse of `to_plain` after JSON."""
        values = {name: plain[name] for name in cls.__dataclass_fields__}
        for name in ("problems", "reminders"):
            values[name] = [Problem(**item) for item in plain[name]]
        values["sheets"] = [(name, offset) for name, offset in plain["sheets"]]
        values["returning"] = [Returning(**one) for one in plain["returning"]]
        values["differences"] = [
            Difference(one["row"], one["who"], tuple(Change(**change) for change in one["changes"]), one["taken"])
            for one in plain["differences"]
        ]
        return cls(**values)

    def table(self) -> RenderableType:
        """What needs a keeper's eye, for a terminal window, as a rich renderable; `summary` is not repeated in it."""
        from rich.console import Group
        from rich.text import Text

        remarks = list(self.remarks)
        remarks += [words.MORE_NOT_LISTED.format(count=self.unlisted)] if self.unlisted else []
        remarks += [words.blanks_kept(self.blanks)] if self.blanks else []
        remarks += [words.ASK_REPLACE] if self.different else []
        remarks += [words.ASK_TAKE_ERASED] if self.left_out else []
        listed = self.problems or self.reminders or self.returning
        parts: list[RenderableType] = [self._listed()] if listed else []
        parts += [self._compared()] if self.differences else []
        return Group(*parts, *(Text(remark, style="yellow") for remark in remarks))

    def _listed(self) -> RenderableType:
        from rich.table import Table
        from rich.text import Text

        table = Table(*words.REPORT_COLUMNS, show_edge=False, pad_edge=False)
        table.columns[-1].overflow = "fold"
        listed = [(problem, "red") for problem in self.problems] + [(one, "dim") for one in self.reminders]
        listed += [(Problem(one.row, None, "", one.text, one.who), "yellow") for one in self.returning]
        for problem, style in sorted(listed, key=lambda one: one[0].row or 0):
            table.add_row(
                self.place(problem.row), problem.column or "", Text(problem.who), Text(problem.text, style=style)
            )
        return table

    def _compared(self) -> RenderableType:
        from rich.table import Table
        from rich.text import Text

        table = Table(*words.DIFFERENCE_HEADS, show_edge=False, pad_edge=False)
        for difference in self.differences:
            for at, change in enumerate(difference.changes):
                first = (self.place(difference.row), Text(difference.who)) if at == 0 else ("", "")
                values = (Text(value or words.BLANK_VALUE) for value in (change.old, change.new))
                table.add_row(*first, change.header, *values)
        return table
