"""The form of one row of a sheet, from the `Form` of its kind: what each field is on the page, and what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from content.tables import cells
from content.tables.form import Field, Form
from kiosk.core.web.frame import Fields

LONG, WIDE = 60, 30
"""Letters, and the width of its column, from which a text has several lines."""
_PREFIX = "row-"
Shape = Literal["day", "choice", "picture", "long", "line"]


@dataclass(frozen=True, slots=True)
class RowField:
    """``offered``: what may be chosen; ``is_open``: another value may be typed. ``wrong``: why it was not taken."""

    key: str
    name: str
    label: Field
    shape: Shape
    value: str
    offered: tuple[str, ...]
    is_open: bool
    wrong: str


def name_of(key: str) -> str:
    """What a field is called in the form that is sent."""
    return f"{_PREFIX}{key}"


def typed_of(form: Form, fields: Fields) -> dict[str, str]:
    """What was typed; lines end as a browser ends them, which is as any other."""
    return {one.key: fields.text(name_of(one.key)).replace("\r\n", "\n") for one in form.fields}


def row_fields(
    form: Form, row: Mapping[str, str], pictures: Sequence[str], wrong: Mapping[str, str]
) -> list[RowField]:  # fmt: skip
    return [_field(one, row.get(one.key, ""), pictures, wrong.get(one.key, "")) for one in form.fields]


def _field(one: Field, value: str, pictures: Sequence[str], wrong: str) -> RowField:
    shape = _shape(one, value)
    offered = tuple(pictures) if one.is_picture else (cells.YES, cells.NO) if _is_flag(one) else one.offered
    if shape == "choice" and value and value not in offered:
        offered = (*offered, value)  # as somebody wrote it; the page must not choose another
    value = _iso(value) if shape == "day" else value
    return RowField(one.key, name_of(one.key), one, shape, value, offered, one.is_open or one.is_picture, wrong)


def _shape(one: Field, value: str) -> Shape:
    if one.is_picture:
        return "picture"
    if _is_flag(one) or (one.offered and not one.is_open):
        return "choice"
    if one.read is cells.day_of and (not value or _iso(value)):
        return "day"
    if one.offered:
        return "line"
    return "long" if (one.longest > LONG and one.width >= WIDE) or "\n" in value else "line"


def _is_flag(one: Field) -> bool:
    return one.read is cells.flag_of and not one.offered


def _iso(text: str) -> str:
    """A day however it was written, as a browser's field holds it; empty where it is none."""
    try:
        found = cells.day_of(text)
    except ValueError:
        return ""
    return found.isoformat() if found else ""
