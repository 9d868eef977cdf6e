"""The theme in force, for widgets and their kv. One process has one window (Kivy), so one module-level theme is true.

Widgets read it when they are built; a change of mode builds the page anew (see `kiosk.apps.terminal.shell`).
"""

from __future__ import annotations

from pathlib import Path

from kiosk.ui import language
from kiosk.ui.theme import Theme

ASSETS = Path(__file__).parent / "assets"

_theme = Theme()


def use(theme: Theme) -> None:
    """Make `theme` the one that widgets built from now on read, and speak its mode's language."""
    global _theme
    _theme = theme
    language.use(theme.mode.language)


def theme() -> Theme:
    return _theme


def px(design_px: float) -> int:
    return _theme.px(design_px)


def icon_px(design_px: float) -> int:
    return _theme.icon_px(design_px)


def color(role: str) -> tuple[float, float, float, float]:
    """Colour of a role as r, g, b, a in 0..1; the empty role is fully transparent."""
    return _theme.color(role) if role else (0.0, 0.0, 0.0, 0.0)


def text_px(token: str) -> int:
    return _theme.text_px(token)


def contrast() -> bool:
    return _theme.mode.contrast


def large() -> bool:
    return _theme.mode.large


def landscape() -> bool:
    return _theme.landscape


def asset(name: str) -> str:
    """Path of a picture drawn for the interface."""
    return str(ASSETS / f"{name}.png")
