"""Finds numbers that stand where a size belongs, from the source: what is turned into pixels, gaps, heights, icons.

    list(raw_sizes("kiosk/…/choose.py", text))              # [RawSize(line=31, where="px", number=92, named=False)]

A number by which a size is multiplied or divided is a share or a count and no size. A name stands for what it was given
in the same function, else in the same file; what another file gives it has a name there.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

SIZE_WORDS = {"gap", "padding", "height", "width", "badge_side", "border", "radius", "spacing", "drop", "side", "high"}
PIXELS = {"px", "icon_px"}
SIDES = {"Gap": 0, "Icon": 1, "Badge": 2, "BusyMark": 0, "Seal": 0, "CountdownRing": 0}  # the place of their size
_Scope = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef
_FACTORS = ast.Mult | ast.Div | ast.FloorDiv


@dataclass(frozen=True)
class RawSize:
    """`named`: it is the value of a constant of the file, and stands in `line` by that name."""

    line: int
    where: str
    number: float
    named: bool


def raw_sizes(text: str) -> Iterator[RawSize]:
    """The numbers over 1 among the sizes of a file; 0 and 1 are nothing and a hair."""
    tree = ast.parse(text)
    given = _given(tree)
    for scope, node in _scoped(tree, tree):
        scopes = [given[tree]] if scope is tree else [given[scope], given[tree]]
        for where, value in _size_places(node, _base(node, tree)):
            for number, named in _numbers(value, scopes, frozenset(), named=False):
                yield RawSize(value.lineno, where, number, named)


def _size_places(node: ast.AST, base: str) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.Call():
            yield from _of_call(node, base)
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                name = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
                if name == "drop" or (name in SIZE_WORDS and isinstance(target, ast.Attribute)):
                    yield name, value
        case ast.FunctionDef(args=args):
            defaults = [*zip(reversed(args.args), reversed(args.defaults), strict=False)]
            named = [*defaults, *zip(args.kwonlyargs, args.kw_defaults, strict=True)]
            yield from ((arg.arg, value) for arg, value in named if value is not None and arg.arg in SIZE_WORDS)


def _of_call(call: ast.Call, base: str) -> Iterator[tuple[str, ast.expr]]:
    name = _name(call)
    if name in PIXELS:
        yield from ((name, value) for value in call.args)
    if name == "setdefault" and isinstance(call.args[0], ast.Constant) and call.args[0].value in SIZE_WORDS:
        yield call.args[0].value, call.args[1]
    kind = base if name == "__init__" else name
    if kind in SIDES and len(call.args) > SIDES[kind]:
        yield kind, call.args[SIDES[kind]]
    yield from ((word.arg, word.value) for word in call.keywords if word.arg in SIZE_WORDS)


def _numbers(
    node: ast.expr, given: list[dict[str, list[ast.expr]]], seen: frozenset[str], *, named: bool
) -> Iterator[tuple[float, bool]]:
    """The sizes that an expression is made of."""
    match node:
        case ast.Constant(value=int() | float() as number) if number > 1 and not isinstance(number, bool):
            yield number, named
        case ast.Name(id=name) if name not in seen:
            for place, names in enumerate(given):
                if name in names:
                    for value in names[name]:
                        yield from _numbers(value, given, seen | {name}, named=named or place == len(given) - 1)
                    break
        case ast.BinOp(left=left, op=op, right=right):
            for side in (left, right):
                if not (isinstance(op, _FACTORS) and isinstance(side, ast.Constant)):
                    yield from _numbers(side, given, seen, named=named)
        case ast.IfExp(body=one, orelse=other):
            yield from _numbers(one, given, seen, named=named)
            yield from _numbers(other, given, seen, named=named)
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Dict(values=parts):
            for part in parts:
                yield from _numbers(part, given, seen, named=named)
        case ast.Subscript(value=inner) | ast.UnaryOp(operand=inner) | ast.Starred(value=inner):
            yield from _numbers(inner, given, seen, named=named)
        case ast.Call(args=parts) if _name(node) in {"max", "min"}:
            for part in parts:
                yield from _numbers(part, given, seen, named=named)


def _given(tree: ast.Module) -> dict[ast.AST, dict[str, list[ast.expr]]]:
    """By function, and of the file: what each name is given."""
    found: dict[ast.AST, dict[str, list[ast.expr]]] = defaultdict(lambda: defaultdict(list))
    for scope, node in _scoped(tree, tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found[scope][name].append(value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                found[scope][name].append(value)
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                for target, value in zip(names, values, strict=False):
                    if isinstance(target, ast.Name):
                        found[scope][target.id].append(value)
    return found


def _scoped(node: ast.AST, scope: _Scope) -> Iterator[tuple[_Scope, ast.AST]]:
    """Every node with the function it stands in; what a class gives a name counts as the file's."""
    for child in ast.iter_child_nodes(node):
        yield scope, child
        yield from _scoped(child, child if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else scope)


def _base(node: ast.AST, tree: ast.Module) -> str:
    """Of `super().__init__(…)`: the kind of widget that the class is."""
    if not (isinstance(node, ast.Call) and _name(node) == "__init__"):
        return ""
    holding = [one for one in ast.walk(tree) if isinstance(one, ast.ClassDef) and one.lineno <= node.lineno]
    inner = max((one for one in holding if (one.end_lineno or 0) >= node.lineno), key=lambda one: one.lineno)
    return next((base.id for base in inner.bases if isinstance(base, ast.Name)), "")


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
