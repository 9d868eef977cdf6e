"""A text of TOML as values, or refused in a moment: whoever writes a pack may want the screens' time.

    table = toml_values(text)          # raises ValueError, RecursionError, as tomllib does

``a.a.a. … = 1`` takes tomllib a minute for 100 KB; and a number in hexadecimal may have more digits than Python writes
out, so that whoever names it in a message would fail.
"""

from __future__ import annotations

import tomllib
from typing import Any

MOST_DOTS = 200  # of a line, of which a title may have some
_INTEGERS = range(-(2**63), 2**63)
"""What TOML itself asks of a reader (toml.io, v1.0.0, Integer)."""


def toml_values(text: str) -> dict[str, Any]:
    """Raises ValueError, RecursionError."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") > MOST_DOTS:
            raise ValueError(f"More than {MOST_DOTS} dots (at line {number})")
    table = tomllib.loads(text)
    waiting: list[Any] = [table]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
        elif type(value) is int and value not in _INTEGERS:
            raise ValueError("Integer of more than 64 bits")
    return table
