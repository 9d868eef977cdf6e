"""Screens name roles and tokens; colours and pixels of their own are found here, from the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PIXELS = {"width", "height", "size", "pos", "font_size", "spacing", "padding", "radius"}
TOKENS = {"gap", "padding", "height", "badge_side"}  # keywords of our own widgets
SIDES = {"Gap": 0, "Icon": 1, "Badge": 2}  # the place of their size
KIVY_MADE = {"GridLayout", "BoxLayout", "FloatLayout", "Widget", "Rectangle", "SmoothLine", "SmoothRoundedRectangle"}
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


@pytest.mark.parametrize("path", SCREENS)
def test_sizes_in_screens_have_names(path: str) -> None:
    """`Air`, `High`, `IconSize`, `BadgeSide` of kiosk/ui/tokens.py, or a constant that says what it is."""
    assert list(_sizes(path)) == []


def test_what_is_looked_for_is_found(tmp_path: Path) -> None:
    file = tmp_path / "screen.py"
    file.write_text('Color(0.5, 0.1, 0.2, 1)\nrole = "A61E1B"\nGridLayout(spacing=24)\nw.width = 300\n')
    assert len(list(_colours(str(file)))) == 2
    assert len(list(_pixels(str(file)))) == 2
    file.write_text('Card(Gap(8), Icon("x", 44), gap=16, padding=(40, 0), height=look.px(92 if low else 100))\n')
    assert len(list(_sizes(str(file)))) == 5


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


def _sizes(path: str) -> Iterator[str]:
    for node in ast.walk(ast.parse((PROJECT / path).read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        place = SIDES.get(_name(node))
        given = [(keyword.arg, keyword.value) for keyword in node.keywords if keyword.arg in TOKENS]
        given += [(_name(node), node.args[place])] if place is not None and len(node.args) > place else []
        for name, value in given:
            if any(_number(part) for part in _plain(value)):
                yield f"{path}:{node.lineno} {name}"


def _plain(node: ast.expr) -> Iterator[ast.expr]:
    """What a size is made of: a number, a row of them, one of two, or pixels for it."""
    match node:
        case ast.Tuple(elts=parts):
            for part in parts:
                yield from _plain(part)
        case ast.IfExp(body=one, orelse=other):
            yield from _plain(one)
            yield from _plain(other)
        case ast.Call(args=[inner, *_]) if _name(node) == "px":
            yield from _plain(inner)
        case _:
            yield node


def _number(node: ast.expr) -> bool:
    """A number over 1, or a row of them; 0 and 1 are nothing and a hair."""
    if isinstance(node, ast.Tuple | ast.List):
        return any(_number(part) for part in node.elts)
    return isinstance(node, ast.Constant) and isinstance(node.value, float | int) and node.value > 1


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
