"""``manifest.toml`` of a pack: what is in it, in the keeper's words.

    format = 2
    name = "starter"
    version = "1.0.0"
    title = "自带内容"
    valid_until = 2027-01-31    # of the whole pack; also valid_from, weekdays, daily_*, profiles, screens

    [[items]]
    id = "lane"
    kind = "image"              # image, article, poster, bank or (format 3) video
    file = "pictures/lane.png"
    title = "二十年，这条巷子"
    source = "云溪里社区口述整理"
    source_date = 2026-10-01
    valid_until = 2026-11-30    # the whole of that day
    weekdays = [1, 2, 3, 4, 5]
    profiles = ["center"]       # format 2 from here on
    weight = 3
    text_file = "texts/lane.txt"

docs/packs.md has every key. Beside it may stand, without an entry: ``papers.toml`` or 试卷.xlsx (what is drawn of its
banks, see `content.pack.papers`), ``words.txt`` (words of the neighbourhood for the keyboard, see
`content.pack.place_words`), ``theme.toml`` (the hall's own colours) and ``voice/`` (recorded clips).

What is wrong with the whole pack raises `PackRejected`; what is wrong with one item is a `Problem`, and the rest plays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from content import words
from content.kinds.kind import ItemRefused
from content.pack.columns import SHEET
from content.pack.entry import (
    FORMATS,
    MANIFEST,
    MOST_ITEMS,
    NAME,
    VERSION,
    Entry,
    Manifest,
    PackRejected,
    Problem,
)
from content.pack.exhibit import PROFILES, SCREENS
from content.pack.fields import BEYOND_FIRST, LONGEST, WHOLE_PACK, Fields, item_format
from content.pack.sheet import read_sheet
from content.pack.toml_values import toml_values
from content.tables.plain import plain_text
from content.tables.workbook import MOST_MEGABYTES

__all__ = ["FORMATS", "MANIFEST", "MOST_ITEMS", "Entry", "Manifest", "PackRejected", "Problem", "read_manifest"]

MOST_BYTES = 2 << 20
_AT_THE_TOP = frozenset({"format", "name", "version", "title", "items"})


def read_manifest(root: Path) -> Manifest:
    """That of ``manifest.toml``, else of 目录.xlsx; where both are there the first counts, and that is said.

    Raises:
        PackRejected: the manifest is missing, damaged, of another format or empty.
    """
    sheet = root / SHEET
    list_file = root / MANIFEST
    if list_file.exists() or list_file.is_symlink() or not (sheet.exists() or sheet.is_symlink()):
        manifest = parse_manifest(_text(list_file))
        both = (Problem(SHEET, words.TWO_LISTS),) if sheet.exists() else ()
        return replace(manifest, reminders=(*manifest.reminders, *both))
    if sheet.is_symlink() or not sheet.is_file():
        raise PackRejected(SHEET, words.IS_LINK if sheet.is_symlink() else words.NOT_REGULAR)
    if sheet.stat().st_size > MOST_MEGABYTES << 20:
        raise PackRejected(SHEET, words.too_large(MOST_MEGABYTES))
    return read_sheet(sheet.read_bytes(), root.name)


def parse_manifest(text: str) -> Manifest:
    """What the text of a ``manifest.toml`` says. Raises `PackRejected`."""
    return manifest_of(_parsed(text))


def manifest_of(table: Mapping[str, object]) -> Manifest:
    """The same of TOML's values. Raises `PackRejected`."""
    number = table.get("format")
    if type(number) is not int or number not in FORMATS:
        raise PackRejected(MANIFEST, words.wrong_format(FORMATS[-1]))
    name, version = _whole(table, "name", NAME), _whole(table, "version", VERSION)
    items = table.get("items")
    if not isinstance(items, list) or not items:
        raise PackRejected(MANIFEST, words.NO_ITEMS)
    if len(items) > MOST_ITEMS:
        raise PackRejected(MANIFEST, words.too_many_items(MOST_ITEMS))
    entries, problems = _entries(items, number)
    title = plain_text(str(table.get("title", name)))[:LONGEST].strip() or name
    if number == 1:  # what it does not know at the top it passes over, as terminals always did, but says so
        strays = [Problem(MANIFEST, words.needs_format(key)) for key in table if key in WHOLE_PACK]
        return Manifest(name, version, title, entries, problems, reminders=tuple(strays))
    try:
        fields = Fields({key: value for key, value in table.items() if key not in _AT_THE_TOP})
        fields.only(WHOLE_PACK)
        showing = fields.showing()
        profiles, screens = fields.some_of("profiles", PROFILES), fields.some_of("screens", SCREENS)
    except ItemRefused as refused:
        raise PackRejected(MANIFEST, str(refused)) from refused
    return Manifest(name, version, title, entries, problems, showing, profiles, screens)


def _text(path: Path) -> str:
    if path.is_symlink():
        raise PackRejected(MANIFEST, words.IS_LINK)
    if not path.is_file():
        raise PackRejected(MANIFEST, words.NO_MANIFEST)
    if path.stat().st_size > MOST_BYTES:
        raise PackRejected(MANIFEST, words.MANIFEST_TOO_LARGE)
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise PackRejected(MANIFEST, words.manifest_wrong(str(error)[:200])) from error


def _parsed(text: str) -> dict[str, object]:
    try:
        return toml_values(text)
    except (ValueError, RecursionError) as error:
        raise PackRejected(MANIFEST, words.manifest_wrong(str(error)[:200])) from error


def _whole(table: Mapping[str, object], key: str, pattern: re.Pattern[str]) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise PackRejected(MANIFEST, f"{key}：{words.BAD_NAME}")
    return value


def _entries(items: list[object], number: int) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for count, item in enumerate(items, start=1):
        place = f"{MANIFEST} items[{count}]"
        try:
            if not isinstance(item, dict):
                raise ItemRefused(words.wrong_type("items", "表"))
            # An older terminal leaves this item out, so no terminal may show it before that is mended.
            if (needed := item_format(item)) > number:
                beyond = next((key for key in item if key in BEYOND_FIRST), f"kind = {item.get('kind')}")
                raise ItemRefused(words.needs_format(beyond, needed))
            entry = Fields(item).entry()
            if entry.id in entries:
                raise ItemRefused(words.ID_TAKEN)
        except ItemRefused as refused:
            name = item.get("id") if isinstance(item, dict) else None
            problems.append(Problem(f"{place} {name}" if isinstance(name, str) else place, str(refused)))
        else:
            entries[entry.id] = entry
    return tuple(entries.values()), tuple(problems)
