"""The shapes of what comes over a line: plain JSON made into a dataclass by its annotations, or refused.

    now = read(ServicesNow, json.loads(body))            # raises WrongShape, which names the field, never its content

Who answers may be another version, or nobody of ours. Each value must have the type that is written beside its field
(and the form: `Day`, `Moment`, `Weekday`, or an `Annotated[…, is_sound]` of a feature's own), each text and list a
sane length, and no text brings characters that turn, hide or break what stands beside it. Standard library only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

LONGEST_TEXT: Final = 2_000
MOST_ROWS: Final = 2_000
_SQLITE_INTEGER: Final = 2**63
_YEARS: Final = range(1900, 2200)  # beyond, what is counted from a day leaves the calendar
_UNSHOWN: Final = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


class WrongShape(ValueError):
    """What came is not what was asked for."""


def _is_day(text: str) -> bool:
    day = date.fromisoformat(text)
    return day.isoformat() == text and day.year in _YEARS


def _is_moment(text: str) -> bool:
    at = datetime.fromisoformat(text)
    return at.tzinfo is not None and at.year in _YEARS


def _is_weekday(number: int) -> bool:
    return 0 <= number < 7


Day = Annotated[str, _is_day]  # 2026-11-17
Moment = Annotated[str, _is_moment]  # 2026-11-17T10:00:00.000+08:00
Weekday = Annotated[int, _is_weekday]  # 0 is Monday


def read(kind: type[T], given: Any) -> T:
    """`given` as a dataclass of that kind. Raises WrongShape for missing and unfit fields.

    A field that is not known is a newer version's and is left alone: a hall is updated before its terminals.
    """
    if type(given) is not dict:
        raise WrongShape(f"{kind.__name__} is no object")
    values = {}
    for name, (hint, needed) in _known(kind).items():  # type: ignore[arg-type]
        if name in given:
            values[name] = _value(hint, given[name], f"{kind.__name__}.{name}")
        elif needed:
            raise WrongShape(f"{kind.__name__}.{name} is missing")
    return kind(**values)


def clean(text: str) -> str:
    """The text on one line, without what no screen or slip shows. Private-use characters stay: names need them."""
    if text.isprintable():
        return text
    kept = (" " if one in "\r\n\t" else "" if _is_unshown(one) else one for one in text)
    return "".join(kept)


def _is_unshown(character: str) -> bool:
    code = ord(character)
    noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return noncharacter or unicodedata.category(character) in _UNSHOWN


@lru_cache(maxsize=64)
def _known(kind: type[Any]) -> dict[str, tuple[Any, bool]]:
    """Each field's annotation, and whether it must be there."""
    hints = get_type_hints(kind, include_extras=True)
    return {
        one.name: (hints[one.name], one.default is MISSING and one.default_factory is MISSING) for one in fields(kind)
    }


def _value(hint: Any, given: Any, place: str) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _formed(_value(inner[0], given, place), inner[1], place)
    if origin in (Union, UnionType):  # only ever "… | None"
        return None if given is None else _value(next(one for one in inner if one is not NoneType), given, place)
    if origin is tuple:
        return _row(inner, given, place)
    if is_dataclass(hint):
        return read(hint, given)  # type: ignore[arg-type]
    if type(given) is not hint:  # exactly: True is no number here
        raise WrongShape(f"{place} is no {hint.__name__}")
    if hint is str:
        if len(given) > LONGEST_TEXT:
            raise WrongShape(f"{place} is too long")
        return clean(given)
    if hint is int and not -_SQLITE_INTEGER <= given < _SQLITE_INTEGER:
        raise WrongShape(f"{place} is too large")
    return given


def _formed(value: Any, is_sound: Callable[[Any], bool], place: str) -> Any:
    try:
        sound = is_sound(value)
    except ValueError:
        sound = False
    if not sound:
        raise WrongShape(f"{place} has another form")
    return value


def _row(inner: tuple[Any, ...], given: Any, place: str) -> tuple[Any, ...]:
    if type(given) not in (list, tuple) or len(given) > MOST_ROWS:
        raise WrongShape(f"{place} is no list")
    if inner[-1] is Ellipsis:
        return tuple(_value(inner[0], one, place) for one in given)
    if len(given) != len(inner):
        raise WrongShape(f"{place} has another length")
    return tuple(_value(hint, one, place) for hint, one in zip(inner, given, strict=True))
