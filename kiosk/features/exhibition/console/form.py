"""The form of one exhibit: what stands in its fields, and what a manifest says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from content.kinds.kind import ExhibitKind
from content.pack.columns import HEADERS
from content.pack.exhibit import ALL_WEEK, PROFILES, SCREENS
from content.pack.fields import FieldRefused
from content.pack.fields import Fields as Checked
from content.tables.plain import plain_text
from kiosk.core.web.frame import Fields
from kiosk.features.exhibition.hall.drafts import as_table

TEXTS = ("title", "heading", "source", "source_date", "valid_from", "valid_until", "daily_from", "daily_until",
         "playlist", "consent", "consent_until", "check_by", "kind")  # fmt: skip
FIRST = ("title", "kind", "source", "source_date", "valid_from", "valid_until")
"""What stands on the form at once; all else is behind 更多."""
FILES = ("text_file", "subtitle_file")
"""Beside the item's own file."""
LONGEST_TITLE = 60
_CALLED = {**HEADERS, "daily_from": "时段", "daily_until": "时段"}
_LISTED = re.compile("[、,，;；]")


def seen_of(fields: Fields) -> int:
    """The draft that whoever sends this has seen; what is no number was none."""
    seen = fields.number("seen")
    return -1 if seen is None else seen


def written_of(fields: Fields) -> dict[str, Any]:
    """What was typed, by the manifest's keys, without what was left empty."""
    written: dict[str, Any] = {key: text for key in TEXTS if (text := fields.text(key).strip())}
    written |= {"weekdays": days} if (days := _days(fields)) else {}
    for key, known in (("profiles", PROFILES), ("screens", SCREENS)):
        chosen = [one for one in known if one in fields.all(key)]
        written |= {key: chosen} if 0 < len(chosen) < len(known) else {}
    written |= {key: number for key in ("seconds", "weight") if (number := _number(fields.text(key))) is not None}
    written |= {"interrupt": True} if fields.text("interrupt") else {}
    written |= {"attract": False} if fields.text("list_only") else {}
    topics = [topic for part in _LISTED.split(fields.text("topics")) if (topic := part.strip())]
    written |= {"topics": topics} if topics else {}
    gone = {"text_file": fields.text("no_text"), "subtitle_file": fields.text("no_subtitles")}
    return written | {key: "" for key, ticked in gone.items() if ticked}


def refusal_of(written: Mapping[str, Any]) -> FieldRefused | None:
    """What a manifest would not take of it; its file and what is filled in later are not looked at."""
    standing = {"title": "-", "kind": ExhibitKind.IMAGE.value} | dict(written) | {"id": "item", "file": "file"}
    for key in FILES:
        standing.pop(key, None)
    try:
        Checked(as_table(standing), _CALLED).entry()
    except FieldRefused as refused:
        return refused
    return None


def title_of(file_name: str) -> str:
    """What a file is called, as a title to begin with."""
    stem = PurePath(file_name.replace("\\", "/")).stem
    return plain_text(" ".join(stem.replace("_", " ").split()))[:LONGEST_TITLE] or "-"


def shown(written: Mapping[str, Any]) -> dict[str, Any]:
    """The same for the fields of the page: what is not there is empty."""
    found = {key: written.get(key, "") for key in (*TEXTS, "seconds", "weight", *FILES)}
    lists = {key: written.get(key, []) for key in ("weekdays", "profiles", "screens", "topics")}
    flags = {"interrupt": bool(written.get("interrupt")), "list_only": written.get("attract") is False}
    return found | lists | flags | {"more": any(key not in (*FIRST, "file", *FILES) for key in written)}


def _days(fields: Fields) -> list[int]:
    days = sorted({int(day) for day in fields.all("weekdays") if day in "1234567" and len(day) == 1})
    return days if len(days) < len(ALL_WEEK) else []


def _number(text: str) -> int | float | str | None:
    """What is no number stays text, and is refused by its field's name."""
    text = text.strip()
    if not text:
        return None
    try:
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else float(text)
    except ValueError:
        return text
