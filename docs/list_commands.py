"""Every command of `kiosk` with its arguments and options, as `docs/commands.md`: `python -m docs.list_commands`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

PAGE = Path(__file__).with_name("commands.md")
HEAD = """# Every command

Made by `python -m docs.list_commands` from the program itself. Each takes `--help`; those that read kiosk.toml take
`--settings FILE` (`/etc/kiosk/kiosk.toml`), which is left out here. `run`, `board` and `first-start` read their own
options, since they draw their first frame before anything else is imported.

| command | arguments and options | what it does |
|---|---|---|
"""
LEFT_OUT = {"--help", "--settings", "--install-completion", "--show-completion"}


def page() -> str:
    """The whole page."""
    from kiosk.cli import app

    return HEAD + "".join(_rows(typer.main.get_command(app), ()))


def _rows(command: Any, words: tuple[str, ...]) -> Iterator[str]:
    inner = getattr(command, "commands", {})
    if words and (not inner or command.invoke_without_command):
        parts = [f"`{part}`" for part in map(_part, command.params) if part]
        told = " ".join((command.help or "").split())
        yield f"| `kiosk {' '.join(words)}` | {' '.join(parts)} | {told} |\n"
    for name in inner:
        yield from _rows(inner[name], (*words, name))


def _part(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.name).upper()
    longest = max(parameter.opts, key=len)
    if longest in LEFT_OUT:
        return ""
    return longest if parameter.is_flag else f"{longest} {parameter.name.upper()}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
