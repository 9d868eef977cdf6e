"""What an import did: for the keeper's eyes (a table) and for programs (JSON). Holds places, never values."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from kiosk.membership import words
from kiosk.membership.importer import Problem

if TYPE_CHECKING:
    from rich.console import RenderableType


@dataclass
class Report:
    """The outcome of one import. Counts are people; `problems` belong to the rows that were not imported."""

    sheet: str = ""
    header_row: int = 0
    rows: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    incomplete: list[Problem] = field(default_factory=list)
    """Fields left empty in rows that were imported all the same."""
    remarks: list[str] = field(default_factory=list)
    published: bool = False

    @property
    def refused_rows(self) -> int:
        return len({problem.row for problem in self.problems}) if self.rows else 0

    def to_plain(self) -> dict[str, Any]:
        return asdict(self) | {"refused_rows": self.refused_rows, "summary": self.summary}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Report:
        """The inverse of `to_plain` after JSON."""
        values = {name: plain[name] for name in cls.__dataclass_fields__}
        for name in ("problems", "incomplete"):
            values[name] = [Problem(**item) for item in plain[name]]
        return cls(**values)

    @property
    def summary(self) -> str:
        if not self.rows and self.problems:
            return words.NOTHING_READ
        return words.summary(self.rows, self.added, self.updated, self.unchanged, self.refused_rows)

    def table(self) -> RenderableType:
        """What needs a keeper's eye, for a terminal window, as a rich renderable; `summary` is not repeated in it."""
        from rich.console import Group
        from rich.table import Table
        from rich.text import Text

        parts: list[RenderableType] = [Text(remark, style="yellow") for remark in self.remarks]
        listed = [(problem, "red") for problem in self.problems] + [(blank, "dim") for blank in self.incomplete]
        if listed:
            table = Table(*words.REPORT_COLUMNS, show_edge=False, pad_edge=False)
            table.columns[-1].overflow = "fold"
            for problem, style in listed:
                row = "" if problem.row is None else str(problem.row)
                table.add_row(row, problem.column or "", Text(problem.text, style=style))
            parts.append(table)
        return Group(*parts)
