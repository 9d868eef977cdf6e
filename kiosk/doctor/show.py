"""The findings as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kiosk.doctor.check import Check, State

if TYPE_CHECKING:
    from rich.console import Console

MARKS = {State.OK: "[green]✓ 好[/]", State.WARN: "[yellow]△ 留意[/]", State.FAIL: "[red]✕ 不行[/]"}


def show(checks: Iterable[Check], console: Console) -> None:
    """Print a table; a mend stands below its finding. Never by colour alone."""
    from rich.markup import escape
    from rich.table import Table

    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for check in checks:
        text = escape(check.what) + (f"\n[bold]→ {escape(check.mend)}[/]" if check.mend else "")
        table.add_row(MARKS[check.state], check.title, text)
    console.print(table)
