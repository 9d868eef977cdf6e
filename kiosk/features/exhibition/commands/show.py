"""How findings of a pack look on a console."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import typer

from content.pack.check import Finding


def findings(found: Sequence[dict[str, Any]]) -> None:
    """As a table; nothing where nothing was found."""
    if not found:
        return
    from rich.console import Console
    from rich.table import Table

    from kiosk.features.exhibition.commands import words

    table = Table()
    for head in words.FINDING_HEADS:  # what to do is read to its end, also where the page is narrow
        table.add_column(head, overflow="fold")
    for one in found:
        mark = words.GRAVE if one["grave"] else ""
        table.add_row(one["file"], one["field"], mark + one["text"], one["to_do"])
    Console().print(table)


def placeholders(left: Sequence[dict[str, Any]]) -> None:
    """Where the template's 请改 still stands; nothing where it does not."""
    if not left:
        return
    from kiosk.features.exhibition.commands import words

    typer.echo(words.STILL_TO_CHANGE.format(count=len(left)))
    for one in left:
        typer.echo(f"  {one['file'] or words.WHOLE_PACK}  {one['text']}")


def plain(found: Sequence[Finding]) -> list[dict[str, Any]]:
    return [asdict(one) for one in found]


def status(found: Sequence[dict[str, Any]]) -> int:
    """Of a command whose other work is done: 1 where something cannot be shown."""
    return 1 if any(one["grave"] for one in found) else 0
