"""The catalogues as data: every words package of the application, and what a language says in it."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints

from kiosk.features.membership.rules.record import MilestoneView, RecordView

PROJECT = Path(__file__).resolve().parents[2]
CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")

_LINE = MilestoneView("joined", "1988-07-01", 1, 1)
_RECORD = RecordView("王*", "0012", "演示第一党支部", ("李*",), (_LINE,), "full", 12, ("activist",))
# What a parameter of that type may get; 1 comes with every number, for the singular.
SAMPLES: dict[Any, tuple[Any, ...]] = {
    int: (1, 2, 0),
    int | None: (1, None),
    float: (1.0, 61.0),
    bool: (True, False),
    datetime: (datetime(2026, 11, 30, 8, 40),),
    datetime | None: (datetime(2026, 11, 27, 17, 0), None),
    date: (date(2026, 11, 18),),
    date | None: (date(2026, 11, 18), None),
    tuple[int, ...]: ((4,), (2, 4)),
    RecordView: (_RECORD,),
}
BY_NAME: dict[str, tuple[Any, ...]] = {
    "at": ("2026-11-18T08:30:00+08:00",),
    "today": ("2026-11-17",),
    "iso": ("1988-07-01", "1988-07"),
    "day": (date(2026, 11, 18),),
    "spans": ((("08:30", "12:00"),), ((("00:00", "24:00")),)),
    "lines": ((_LINE,),),
    "shut": ("before", "midday", "break", "over", "not_today"),
    "kind": ("poster",),
    "bands": (((90, "Aa"), (60, "Bb"), (0, "Cc")),),
    "indices": ((0,), (0, 2)),
    "kinds": (("applied",),),
    "limit": (20,),
    "month": (1, 12),
}


def packages() -> list[str]:
    """Dotted names of all words packages: a folder with zh.py is one."""
    found = sorted(path.parent for path in (PROJECT / "kiosk").rglob("zh.py"))
    return [".".join(path.relative_to(PROJECT).parts) for path in found]


def catalogue(package: str, language: str) -> ModuleType:
    return import_module(f"{package}.{language}")


def names(module: ModuleType) -> dict[str, Any]:
    """What pages may use of it: its own public names, not what it imports."""
    taken: set[str] = set()
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            taken |= {alias.asname or alias.name for alias in node.names}
    return {name: value for name, value in vars(module).items() if not name.startswith("_") and name not in taken}


def texts(value: Any) -> Iterator[str]:
    """Every text in a constant: of a tuple its parts, of a table its values (its keys are no text)."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from texts(part)


def shape(value: Any) -> Any:
    """What must agree between languages: kinds, lengths and keys."""
    if isinstance(value, dict):
        return {key: shape(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return tuple(shape(part) for part in value)
    return type(value).__name__


def said(function: Callable[..., Any]) -> Iterator[tuple[str, Any]]:
    """The function called with samples, one parameter varied at a time, as (call, answer)."""
    hints = get_type_hints(function)
    samples = [(name, _samples(name, hints[name])) for name in inspect.signature(function).parameters]
    plain = {name: values[0] for name, values in samples}
    for name, values in samples or [("", (None,))]:
        for value in values:
            given = {**plain, name: value} if name else {}
            yield f"{function.__name__}({given})", function(**given)


def _samples(name: str, hint: Any) -> tuple[Any, ...]:
    if name in BY_NAME:
        return BY_NAME[name]
    if hint in SAMPLES:
        return SAMPLES[hint]
    if "str" in str(hint) and any(word in str(hint) for word in ("tuple", "Sequence", "list")):
        return (("Ada",), ("Ada", "Ben"))
    return ("Ada",)
