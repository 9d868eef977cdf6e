"""The form of one paper: what stands in its fields, and what papers.toml says of what was typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from content.banks.papers import MOST_BANDS, MOST_QUOTAS, Plan, Way
from content.pack.paper_fields import PaperWrong
from content.pack.paper_fields import Way as Path
from content.pack.paper_writing import band_table, paper_table, quota_table
from kiosk.core.web.frame import Fields
from kiosk.features.exhibition.console import paper_words

TEXTS = ("name", "title", "note", "bank")
CHOSEN = ("icon", "who", "order", "way", "partial")
DAYS = ("valid_from", "valid_until")
QUOTA, BAND = ("tag", "kind", "difficulty", "count"), ("from", "title", "advice")
_NUMBERS = ("count", "from")
_ROWS, _MORE_ROWS, _SPARE = 6, 6, 2
_NUMBERED = ("minutes", "clock")
_OF_FORM = (*TEXTS, *CHOSEN, *DAYS, "seconds", "clock", "quotas", "bands")

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields; `quotas` and `bands` a row each, empty ones to fill among them."""

    fields: Mapping[str, str]
    quotas: tuple[Row, ...]
    bands: tuple[Row, ...]


def typed_of(fields: Fields, more: bool = False) -> Typed:
    """As it was sent; with `more` some empty rows behind."""
    values = {key: fields.text(key).strip() for key in (*TEXTS, *CHOSEN, *DAYS, *_NUMBERED)}
    quotas = _rows(fields, "quota", QUOTA)
    return Typed(values, _filled_up(quotas, len(quotas) + _MORE_ROWS * more), _bands(_rows(fields, "band", BAND)))


def shown(plan: Plan | None) -> Typed:
    """Of a new paper nothing but what is usual."""
    if plan is None:
        return Typed(_fields(Plan("", "", ())), _filled_up((), 0), _bands(()))
    quotas = [_row(quota_table(one), QUOTA) for one in plan.quotas]
    bands = [_row(band_table(one), BAND) for one in plan.bands]
    return Typed(_fields(plan), _filled_up(quotas, len(quotas) + _SPARE), _bands(bands))


def _fields(plan: Plan) -> dict[str, str]:
    values = {"name": plan.name, "title": plan.title, "note": plan.note, "bank": plan.bank, "icon": plan.icon.value}
    values |= {"who": plan.who.value, "order": plan.order.value, "way": plan.way.value}
    values |= {"partial": "true" if plan.partial else "", "clock": str(plan.clock or "")}
    values |= {key: str(day or "") for key, day in zip(DAYS, (plan.valid_from, plan.valid_until), strict=True)}
    return values | {"minutes": "" if plan.seconds is None else f"{plan.seconds / 60:.4g}"}


def table_of(typed: Typed, before: Plan | None = None) -> dict[str, object]:
    """As TOML's values. What the form does not offer stays as it is in `before`. Raises PaperWrong."""
    table: dict[str, Any] = {key: typed.fields[key] for key in (*TEXTS, *CHOSEN) if typed.fields[key]}
    table |= {key: _day(text) for key in DAYS if (text := typed.fields[key])}
    table |= {"partial": True} if table.pop("partial", "") else {}
    table |= {"seconds": _seconds(typed.fields["minutes"])} if typed.fields["minutes"] else {}
    table |= {"clock": _whole(typed.fields["clock"])} if typed.fields["clock"] else {}
    quotas = [_values(one) for one in typed.quotas if any(one.values())]
    is_all = not quotas and table.get("way") not in (None, Way.CHECKUP)  # of whatever there is, one after the other
    table |= {"quotas": [{}] if is_all else quotas}
    table |= {"bands": bands} if (bands := [_values(one) for one in typed.bands if any(one.values())]) else {}
    others = paper_table(before) if before else {}
    return {key: value for key, value in others.items() if key not in _OF_FORM} | table


def says_more(typed: Typed) -> bool:
    """Whether something stands behind 更多 that is not as usual."""
    usual, fields = shown(None).fields, typed.fields
    return any(fields[key] != usual[key] for key in fields if key not in TEXTS or key == "bank") or any(
        any(one.values()) for one in typed.bands
    )


def place_of(typed: Typed, way: Path) -> str:
    """Where in the form a fault stands, in its words."""
    match way:
        case ("quotas" | "bands" as part, int(at), *rest):
            rows = typed.quotas if part == "quotas" else typed.bands
            filled = [number for number, one in enumerate(rows, start=1) if any(one.values())] or [1]
            return paper_words.row_place(part, filled[at], str(rest[0]) if rest else "")
        case (str(key), *_):
            return paper_words.FIELDS.get(key, "")
    return ""


def _rows(fields: Fields, part: str, keys: Sequence[str]) -> tuple[dict[str, str], ...]:
    columns = [fields.all(f"{part}_{key}") for key in keys]
    return tuple(
        dict(zip(keys, (text.strip() for text in row), strict=True)) for row in zip_longest(*columns, fillvalue="")
    )


def _filled_up(rows: Sequence[Row], count: int) -> tuple[Row, ...]:
    least = min(max(count, _ROWS), MOST_QUOTAS)
    return (*rows, *(_row({}, QUOTA) for _ in range(least - len(rows))))


def _row(values: Mapping[str, object], keys: Sequence[str]) -> Row:
    return {key: str(values.get(key, "")) for key in keys}


def _bands(rows: Sequence[Row]) -> tuple[Row, ...]:
    return (*rows, *(_row({}, BAND) for _ in range(MOST_BANDS - len(rows))))


def _values(row: Row) -> dict[str, object]:
    return {key: _whole(text) if key in _NUMBERS else text for key, text in row.items() if text}


def _whole(text: str) -> int | str:
    """What is no number stays text, and is refused by its field's name."""
    plain = unicodedata.normalize("NFKC", text)
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else text


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _seconds(text: str) -> int:
    try:
        return round(60 * float(unicodedata.normalize("NFKC", text)))
    except (ValueError, OverflowError):
        raise PaperWrong(("seconds",), paper_words.NO_MINUTES) from None
