"""A `Manifest` written down again: as ``manifest.toml``, or as the sheet 目录.xlsx that keepers know.

    (folder / "manifest.toml").write_text(toml_text(manifest), encoding="utf-8")
    (folder / "目录.xlsx").write_bytes(sheet_bytes(manifest))

Read again, both give the same manifest. No cell of the sheet is ever a formula, whatever a title begins with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from content.kinds.kind import ExhibitKind
from content.pack.entry import Entry, Manifest
from content.pack.exhibit import ALL_WEEK, PROFILES, SCREENS, Showing
from content.pack.fields import KEYS, OF_PLACE, OF_SHOWING, item_format

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["entry_table", "format_of", "lines_of", "pack_table", "toml_text"]

_PLAIN = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_ESCAPED = re.compile('[\\\\"\x00-\x1f\x7f]')
_USUAL = Entry("", "", "", "")  # type: ignore[arg-type]
"""What a key means where it is not written."""
_USUAL_FILM = replace(_USUAL, seconds=0.0)


def format_of(manifest: Manifest) -> int:
    """1 where a terminal that knows no other can read all of it."""
    used = pack_table(manifest).keys() & {*OF_SHOWING, *OF_PLACE}
    return max([2 if used else 1, *(item_format(entry_table(entry)) for entry in manifest.entries)])


def toml_text(manifest: Manifest) -> str:
    lines = [f"format = {format_of(manifest)}", *lines_of(pack_table(manifest))]
    for entry in manifest.entries:
        lines += ["", "[[items]]", *lines_of(entry_table(entry))]
    return "\n".join(lines) + "\n"


def pack_table(manifest: Manifest) -> dict[str, object]:
    """What holds for the whole pack, as TOML's values, without what is as usual."""
    head: dict[str, object] = {"name": manifest.name, "version": manifest.version, "title": manifest.title}
    return head | _showing(manifest.showing) | _place(manifest.profiles, manifest.screens)


def entry_table(entry: Entry) -> dict[str, object]:
    """An item, as TOML's values, without what is as usual; keys in the order of the manual."""
    table: dict[str, object] = {"id": entry.id, "kind": entry.kind.value, "file": entry.file, "title": entry.title}
    special = ("showing", "profiles", "screens", "topics", *table)
    names = [key for key in KEYS if key in Entry.__slots__ and key not in special]
    usual = _USUAL_FILM if entry.kind is ExhibitKind.VIDEO else _USUAL
    table |= {key: value for key in names if (value := getattr(entry, key)) != getattr(usual, key)}
    table |= {"topics": list(entry.topics)} if entry.topics else {}
    table |= _showing(entry.showing) | _place(entry.profiles, entry.screens)
    return {key: table[key] for key in KEYS if key in table}


def _showing(showing: Showing) -> dict[str, object]:
    found: dict[str, object] = {
        "valid_from": first_day(showing.starts),
        "valid_until": last_day(showing.ends),
        "weekdays": sorted(showing.weekdays) if showing.weekdays != ALL_WEEK else None,
        "daily_from": showing.daily_from,
        "daily_until": showing.daily_until,
    }
    return {key: value for key, value in found.items() if value is not None}


def _place(profiles: frozenset[str], screens: frozenset[str]) -> dict[str, object]:
    found = {
        "profiles": [one for one in PROFILES if one in profiles],
        "screens": [one for one in SCREENS if one in screens],
    }
    return {key: value for key, value in found.items() if value}


def first_day(starts: datetime | None) -> date | datetime | None:
    return starts.date() if starts is not None and starts.time() == time() else starts


def last_day(ends: datetime | None) -> date | datetime | None:
    """The last whole day, where it ends with one; else the instant."""
    if ends is None or ends.time() != time() or ends.date() == date.min:
        return ends
    return ends.date() - timedelta(days=1)


def lines_of(table: Mapping[str, object]) -> Iterator[str]:
    return (f"{key} = {_value(value)}" for key, value in table.items())


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + _ESCAPED.sub(lambda found: _PLAIN.get(found[0], f"\\u{ord(found[0]):04X}"), value) + '"'
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, float):
        return f"{value:g}" if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds" if value.microsecond else "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
