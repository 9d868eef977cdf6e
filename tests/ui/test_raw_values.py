"""Screens name roles and tokens; colours and pixels of their own are found here, from the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.ui.raw_sizes import raw_sizes

PROJECT = Path(__file__).parents[2]
PIXELS = {"width", "height", "size", "pos", "font_size", "spacing", "padding", "radius"}
KIVY_MADE = {"GridLayout", "BoxLayout", "FloatLayout", "Widget", "Rectangle", "SmoothLine", "SmoothRoundedRectangle"}
NAMED = ("/sizes.py", "/tokens.py")
NO_PAGES = ("kiosk/apps/demo/*", "kiosk/apps/doctor/*")  # a stand for widgets, lines of text
HEX = re.compile(r"#?[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?")
SCREENS = sorted(
    path.relative_to(PROJECT).as_posix()
    for pattern in ("**/screens/*.py", "features/*/terminal/pages.py", "features/*/terminal/modules/*.py")
    for path in (PROJECT / "kiosk").glob(pattern)
    if path.name != "__init__.py"
)


@pytest.mark.parametrize("path", SCREENS)
def test_screens_have_no_colour_of_their_own(path: str) -> None:
    assert list(_colours(path)) == []


@pytest.mark.parametrize("path", SCREENS)
def test_screens_have_no_pixels_of_their_own(path: str) -> None:
    assert list(_pixels(path)) == []


@pytest.mark.parametrize("floor", ["kiosk/features", "kiosk/apps", "kiosk/ui"])
def test_sizes_have_names(floor: str) -> None:
    assert [said for path in _drawing(floor) for said in _sizes(path, (PROJECT / path).read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("kiosk/features/x/terminal/screens/a.py", "Card(Gap(8), Icon('x', 44), gap=16, padding=(40, 0))", 4),
        ("kiosk/features/x/terminal/screens/a.py", "high = look.px(92 if low else 100)", 2),
        ("kiosk/features/x/terminal/screens/a.py", "HIGH = 300\nwide = look.px(2 * HIGH)", 1),
        ("kiosk/features/x/terminal/screens/a.py", "def f():\n    high = 92\n    return look.px(high)", 1),
        ("kiosk/features/x/terminal/screens/a.py", "class A(Page):\n    drop = 44", 1),
        (
            "kiosk/features/x/terminal/screens/a.py",
            "class A(Icon):\n    def f(self):\n        super().__init__('x', 60)",
            1,
        ),
        ("kiosk/apps/board/screens/a.py", "look.px(HEAD + 8)", 1),
        ("kiosk/ui/widgets/a.py", "def f(gap: int = 16): rest.setdefault('gap', 20)", 2),
        # A name; a share, a count; what another file names; nothing and a hair.
        ("kiosk/ui/widgets/a.py", "HIGH = 300\nwide = look.px(2 * HIGH)", 0),
        ("kiosk/features/x/terminal/screens/a.py", "look.px(2 * Air.L) + 3 * sizes.ROW; Card(gap=0, border=1)", 0),
        ("kiosk/features/x/terminal/sizes.py", "ROW = 300\nhigh = theme.px(300)", 0),
    ],
)
def test_a_planted_size_is_found(path: str, text: str, found: int) -> None:
    assert len(list(_sizes(path, text))) == found, list(_sizes(path, text))


def test_what_is_looked_for_is_found(tmp_path: Path) -> None:
    file = tmp_path / "screen.py"
    file.write_text('Color(0.5, 0.1, 0.2, 1)\nrole = "A61E1B"\nGridLayout(spacing=24)\nw.width = 300\n')
    assert len(list(_colours(str(file)))) == 2
    assert len(list(_pixels(str(file)))) == 2


def _colours(path: str) -> Iterator[str]:
    for node in ast.walk(ast.parse((PROJECT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _hex(node.value):
            yield f"{path}:{node.lineno} {node.value}"
        if isinstance(node, ast.Call) and _name(node) == "Color" and any(_grey(arg) for arg in node.args[:3]):
            yield f"{path}:{node.lineno} Color of numbers"


def _hex(text: str) -> bool:
    return bool(HEX.fullmatch(text)) and not text.isdigit()


def _grey(node: ast.expr) -> bool:
    """A share of a colour that is neither 0 nor 1: white is how a texture shows its own colours."""
    return isinstance(node, ast.Constant) and isinstance(node.value, float | int) and node.value not in (0, 1)


def _pixels(path: str) -> Iterator[str]:
    for node in ast.walk(ast.parse((PROJECT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _name(node) in KIVY_MADE:
            for given in node.keywords:
                if given.arg in PIXELS and _number(given.value):
                    yield f"{path}:{node.lineno} {given.arg}"
        if isinstance(node, ast.Assign) and _number(node.value):
            for target in node.targets:
                if isinstance(target, ast.Attribute) and target.attr in PIXELS:
                    yield f"{path}:{node.lineno} .{target.attr}"


def _drawing(floor: str) -> list[str]:
    paths = (path.relative_to(PROJECT).as_posix() for path in (PROJECT / floor).rglob("*.py"))
    return sorted(path for path in paths if not any(fnmatch(path, pattern) for pattern in NO_PAGES))


def _sizes(path: str, text: str) -> Iterator[str]:
    """A widget names its own at its head; a page has `kiosk/ui/tokens.py` and the `sizes.py` of its feature or app."""
    if path.endswith(NAMED):
        return
    for found in raw_sizes(text):
        if not (found.named and path.startswith("kiosk/ui/")):
            yield f"{path}:{found.line} {found.where} {found.number:g}"


def _number(node: ast.expr) -> bool:
    """A number over 1, or a row of them; 0 and 1 are nothing and a hair."""
    if isinstance(node, ast.Tuple | ast.List):
        return any(_number(part) for part in node.elts)
    return isinstance(node, ast.Constant) and isinstance(node.value, float | int) and node.value > 1


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
