"""The findings as a person, or a script, reads them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kiosk.apps.doctor.check import Check, State, as_table, exit_status
from kiosk.core.process.streams import speaks_utf8

if TYPE_CHECKING:
    from rich.console import Console

MARKS = {State.OK: "[green]✓ 好[/]", State.WARN: "[yellow]△ 留意[/]", State.FAIL: "[red]✕ 不行[/]"}


def show(checks: Sequence[Check], *, as_json: bool = False, console: Console | None = None) -> int:
    """Print a table, or one JSON object (see `as_table`). Returns the exit status: 1 when something failed."""
    if as_json:
        print(json.dumps(as_table(checks), ensure_ascii=not speaks_utf8()))
    else:
        _show_table(checks, console)
    return exit_status(checks)


def _show_table(checks: Sequence[Check], console: Console | None) -> None:
    """A mend stands below its finding; nothing by colour alone."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for overflow in ("ellipsis", "ellipsis", "fold"):  # a command is read to its end or not at all
        table.add_column(overflow=overflow)
    for check in checks:
        text = escape(check.what) + (f"\n[bold]→ {escape(check.mend)}[/]" if check.mend else "")
        table.add_row(MARKS[check.state], check.title, text)
    (console or Console()).print(table)
