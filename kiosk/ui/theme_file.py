"""A hall's own colours, from a pack: a TOML table of roles, refused where people could not read it.

    [standard]            # or [elder], [contrast]; roles that are left out keep their colour
    primary = "8A1C1C"
    primary_tint = "#F6E4E0"

Every pair of text and ground is held to docs/screens.md: 4.5:1 in standard, 7:1 in elder and high contrast, 3:1 for
edges and for words of controls that are off. Standard library only: it is read before the first frame.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import Any

from kiosk import toml_file
from kiosk.ui.tokens import COLORS, COLUMN, Palette, contrast_ratio

# What stands on what, on any screen: text role, ground role.
TEXT_PAIRS = (
    ("ink", "ground"), ("ink", "surface"), ("ink", "sunken"), ("ink_2", "ground"), ("ink_2", "surface"),
    ("ink_2", "sunken"), ("on_primary", "primary"), ("on_primary_2", "primary"), ("on_primary", "primary_down"),
    ("primary_ink", "primary_tint"), ("gold_ink", "gold_tint"), ("pine_ink", "pine_tint"), ("ok_ink", "ok_tint"),
    ("ok_ink", "ground"), ("warn", "warn_tint"), ("ink", "warn_tint"), ("ink_2", "gold_tint"), ("warn", "ground"),
    ("primary", "surface"), ("primary", "ground"),
)  # fmt: skip
SHAPE_PAIRS = (("ink_off", "sunken"), ("edge", "ground"), ("focus", "ground"))
LEAST: dict[Palette, float] = {"standard": 4.5, "elder": 7.0, "contrast": 7.0}
LEAST_SHAPE = 3.0
_HEX = re.compile(r"#?([0-9A-Fa-f]{6})")

THEME = "theme.toml"  # beside a pack's manifest

Colors = dict[str, tuple[str, str, str]]


class ThemeRefused(Exception):
    """The theme cannot be used; the message names the file, the role or the pair, and the ratio."""


def load(path: Path) -> Colors:
    """The whole table of colours with `path`'s in it. Raises ThemeRefused; OSError when it cannot be read."""
    try:
        table = toml_file.read(path)
    except toml_file.TomlRefused as refused:
        raise ThemeRefused(f"{path}: {refused}") from refused
    return from_table(table, str(path))


def of_packs(folder: Path) -> Path | None:
    """The theme that an installed pack under `folder` brings, the first by the packs' names; nothing is opened."""
    found = sorted(path for path in folder.glob(f"*/{THEME}") if not path.parent.name.startswith("."))
    return next((path for path in found if path.is_file() and not path.is_symlink()), None)


def from_table(table: dict[str, Any], source: str) -> Colors:
    """The same from a parsed table."""
    colors = {role: list(row) for role, row in COLORS.items()}
    for palette, roles in table.items():
        if palette not in COLUMN or not isinstance(roles, dict):
            raise ThemeRefused(f"{source}: unknown table {palette}{_near(palette, COLUMN)}")
        for role, value in roles.items():
            if role not in colors:
                raise ThemeRefused(f"{source}: unknown role {palette}.{role}{_near(role, colors)}")
            colors[role][COLUMN[palette]] = _hex(value, f"{source}: {palette}.{role}")
    made: Colors = {role: (row[0], row[1], row[2]) for role, row in colors.items()}
    _check(made, source)
    return made


def _hex(value: object, where: str) -> str:
    found = _HEX.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise ThemeRefused(f"{where} should be a colour as A61E1B, not {value!r}")
    return found[1].upper()


def _check(colors: Colors, source: str) -> None:
    for palette, column in COLUMN.items():
        for text, ground in TEXT_PAIRS:
            _hold(colors, text, ground, column, LEAST[palette], f"{source}: {palette}")
        for shape, ground in SHAPE_PAIRS:
            _hold(colors, shape, ground, column, LEAST_SHAPE, f"{source}: {palette}")


def _hold(colors: Colors, text: str, ground: str, column: int, least: float, where: str) -> None:
    ratio = contrast_ratio(colors[text][column], colors[ground][column])
    if ratio < least:
        raise ThemeRefused(f"{where}: {text} on {ground} is {ratio:.1f}:1, and {least:g}:1 is the least")


def _near(name: str, known: Any) -> str:
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f", did you mean {near[0]}?" if near else f"; known: {', '.join(known)}"
