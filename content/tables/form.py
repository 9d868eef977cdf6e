"""How a sheet of a kind of exhibit looks: its columns, what a cell of each may hold, what the template says of them.

    PEOPLE = Form("人物", (Field("name", "姓名", needed=True), Field("until", "同意到", read=day_of, keeps_off=True)))

A form is read by `content.tables.reading` and written as a template by `content.tables.template`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from content.banks.cells import lines_of
from content.banks.spreadsheet import Value

Reader = Callable[[Value | None], object]
"""A filled cell as the kind wants it. Raises ValueError with a sentence for the keeper."""
LONGEST_TEXT = 500


def _nothing(_values: Mapping[str, Any]) -> str:
    """Whatever was read can be shown."""
    return ""


@dataclass(frozen=True, slots=True)
class Field:
    """One column: ``key`` in the code, ``header`` what is written, ``aliases`` what is understood as well.

    ``needed``: a row without it is left out; ``heads``: the sheet has such a column, but a row may leave it empty.
    ``longest``: letters of a text. ``keeps_off``: it takes something off the screen, so that a header that only
    resembles it refuses the sheet. ``offered``: a drop-down of the template, and with ``is_open`` another value may be
    typed. ``is_picture``: it names one that lies beside the sheet.
    """

    key: str
    header: str
    hint: str = ""
    read: Reader = lines_of
    aliases: tuple[str, ...] = ()
    needed: bool = False
    heads: bool = False
    longest: int = LONGEST_TEXT
    keeps_off: bool = False
    width: int = 14
    offered: tuple[str, ...] = ()
    is_open: bool = False
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One table of a sheet: ``name`` is its page in the template. ``examples``: rows by the fields' keys, as typed;
    the first cell of each begins with `EXAMPLE`, and such a row is no content. ``unit``: what its rows are counted in.
    ``refuses``: why a row of these values, by the fields' keys, is left out; empty: it is not.
    """

    name: str
    fields: tuple[Field, ...]
    most_rows: int = 300
    examples: tuple[Mapping[str, str], ...] = ()
    unit: str = "项"
    refuses: Callable[[Mapping[str, Any]], str] = _nothing

    @property
    def needed(self) -> frozenset[str]:
        """The columns by which the header of such a table is known."""
        return frozenset(field.key for field in self.fields if field.needed or field.heads)


EXPLAINED = "说明"
"""The page of a template that says what to write; it is no table."""
EXAMPLE = "示例："
"""What a cell of the template's own rows begins with; a keeper writes over them."""
