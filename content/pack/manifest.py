"""``manifest.toml`` of a pack: what is in it, in the keeper's words.

    format = 1
    name = "starter"
    version = "1.0.0"
    title = "自带内容"

    [[items]]
    id = "lane"
    kind = "image"              # image, article, poster or bank
    file = "pictures/lane.png"
    title = "二十年，这条巷子"
    source = "云溪里社区口述整理"
    source_date = 2026-10-01
    valid_until = 2026-11-30    # the whole of that day
    weekdays = [1, 2, 3, 4, 5]
    text_file = "texts/lane.txt"

Beside it may stand, without an entry: ``words.txt`` (words of the neighbourhood for the keyboard, see
`content.pack.place_words`), ``theme.toml`` (the hall's own colours) and ``voice/`` (recorded clips).

What is wrong with the whole pack raises `PackRejected`; what is wrong with one item is a `Problem`, and the rest plays.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from content import words
from content.kinds.kind import ExhibitKind, ItemRefused
from content.pack.exhibit import ALL_WEEK, Showing

FORMAT = 1
MANIFEST = "manifest.toml"
MOST_ITEMS = 2000
MOST_BYTES = 2 << 20
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,31}")
_SECONDS = (3.0, 600.0)


class PackRejected(Exception):
    """No part of the pack may be shown; ``path`` is the file at fault, ``reason`` is for the keeper, in Chinese."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}：{reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Problem:
    """One item that is skipped: the file (or item id) at fault and why."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}：{self.reason}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One ``[[items]]`` table, types checked, files not yet looked at."""

    id: str
    kind: ExhibitKind
    file: str
    title: str
    heading: str
    source: str
    source_date: date | None
    showing: Showing
    seconds: float
    text_file: str
    topics: tuple[str, ...]
    attract: bool
    demo: bool


@dataclass(frozen=True, slots=True)
class Manifest:
    name: str
    version: str
    title: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def read_manifest(root: Path) -> Manifest:
    """Raises `PackRejected` when the manifest is missing, damaged, of another format or empty."""
    table = _load(root / MANIFEST)
    if table.get("format") != FORMAT:
        raise PackRejected(MANIFEST, words.WRONG_FORMAT)
    name, version = _whole(table, "name", _NAME), _whole(table, "version", _VERSION)
    items = table.get("items")
    if not isinstance(items, list) or not items:
        raise PackRejected(MANIFEST, words.NO_ITEMS)
    if len(items) > MOST_ITEMS:
        raise PackRejected(MANIFEST, words.too_many_items(MOST_ITEMS))
    entries, problems = _entries(items)
    return Manifest(name, version, str(table.get("title", name)), entries, problems)


def _load(path: Path) -> dict[str, object]:
    if path.is_symlink():
        raise PackRejected(MANIFEST, words.IS_LINK)
    if not path.is_file():
        raise PackRejected(MANIFEST, words.NO_MANIFEST)
    if path.stat().st_size > MOST_BYTES:
        raise PackRejected(MANIFEST, words.MANIFEST_TOO_LARGE)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PackRejected(MANIFEST, words.manifest_wrong(str(error)[:200])) from error


def _whole(table: Mapping[str, object], key: str, pattern: re.Pattern[str]) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise PackRejected(MANIFEST, f"{key}：{words.BAD_NAME}")
    return value


def _entries(items: list[object]) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for number, item in enumerate(items, start=1):
        place = f"{MANIFEST} items[{number}]"
        try:
            if not isinstance(item, dict):
                raise ItemRefused(words.wrong_type("items", "表"))
            entry = _Table(item).entry()
            if entry.id in entries:
                raise ItemRefused(words.ID_TAKEN)
        except ItemRefused as refused:
            name = item.get("id") if isinstance(item, dict) else None
            problems.append(Problem(f"{place} {name}" if isinstance(name, str) else place, str(refused)))
        else:
            entries[entry.id] = entry
    return tuple(entries.values()), tuple(problems)


_WORDS = ("id", "kind", "file", "title", "heading", "source", "source_date", "text_file", "topics", "demo")
_TIMES = ("valid_from", "valid_until", "weekdays", "daily_from", "daily_until", "seconds", "attract")
_KEYS = frozenset((*_WORDS, *_TIMES))


class _Table:
    """One item's table; every getter checks the type and notes the key as known."""

    def __init__(self, table: Mapping[str, object]) -> None:
        self._table = table

    def entry(self) -> Entry:
        for key in self._table:
            if key not in _KEYS:  # a misspelt valid_until would otherwise stay up for ever
                nearest = difflib.get_close_matches(key, _KEYS, 1)
                raise ItemRefused(words.unknown_key(key, nearest[0] if nearest else ""))
        if not _NAME.fullmatch(self._text("id", needed=True)):
            raise ItemRefused(f"id：{words.BAD_NAME}")
        return Entry(
            id=self._text("id"),
            kind=self._kind(),
            file=self._text("file", needed=True),
            title=self._text("title", needed=True),
            heading=self._text("heading"),
            source=self._text("source"),
            source_date=self._day("source_date"),
            showing=self._showing(),
            seconds=self._seconds(),
            text_file=self._text("text_file"),
            topics=self._topics(),
            attract=self._flag("attract", True),
            demo=self._flag("demo", False),
        )

    def _text(self, key: str, needed: bool = False) -> str:
        value = self._table.get(key, "")
        if not isinstance(value, str):
            raise ItemRefused(words.wrong_type(key, "文字"))
        if needed and not value.strip():
            raise ItemRefused(words.missing_key(key))
        return value.strip()

    def _kind(self) -> ExhibitKind:
        try:
            return ExhibitKind(self._text("kind", needed=True))
        except ValueError:
            raise ItemRefused(words.wrong_type("kind", " image、article、poster 或 bank")) from None

    def _flag(self, key: str, default: bool) -> bool:
        value = self._table.get(key, default)
        if not isinstance(value, bool):
            raise ItemRefused(words.wrong_type(key, " true 或 false"))
        return value

    def _day(self, key: str) -> date | None:
        value = self._table.get(key)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        raise ItemRefused(words.wrong_type(key, "日期，如 2026-07-01"))

    def _instant(self, key: str, after: timedelta) -> datetime | None:
        """A date or a local date with time; a bare date is moved on by ``after`` (a day, for the last day shown)."""
        value = self._table.get(key)
        if isinstance(value, datetime) and value.tzinfo is None:
            return value
        if isinstance(value, datetime):
            raise ItemRefused(words.wrong_type(key, "本地时间，不带时区"))
        day = self._day(key)
        if day is None:
            return None
        try:
            return datetime.combine(day, time()) + after
        except OverflowError:
            raise ItemRefused(words.wrong_type(key, "日期，如 2026-07-01")) from None

    def _clock(self, key: str) -> time | None:
        value = self._table.get(key)
        if value is None or isinstance(value, time):
            return value
        raise ItemRefused(words.wrong_type(key, "时刻，如 08:30:00"))

    def _showing(self) -> Showing:
        starts, ends = self._instant("valid_from", timedelta()), self._instant("valid_until", timedelta(days=1))
        if starts and ends and ends <= starts:
            raise ItemRefused(words.DATES_REVERSED)
        days = self._table.get("weekdays", sorted(ALL_WEEK))
        if not isinstance(days, list) or not days or not all(type(day) is int and day in ALL_WEEK for day in days):
            raise ItemRefused(words.wrong_type("weekdays", " 1 到 7 的列表，1 是星期一"))
        return Showing(starts, ends, frozenset(days), self._clock("daily_from"), self._clock("daily_until"))

    def _seconds(self) -> float:
        value = self._table.get("seconds", 12)
        if isinstance(value, bool) or not isinstance(value, int | float) or not _SECONDS[0] <= value <= _SECONDS[1]:
            raise ItemRefused(words.wrong_type("seconds", f" {_SECONDS[0]:g} 到 {_SECONDS[1]:g} 秒"))
        return float(value)

    def _topics(self) -> tuple[str, ...]:
        value = self._table.get("topics", [])
        if not isinstance(value, list) or not all(isinstance(topic, str) for topic in value):
            raise ItemRefused(words.wrong_type("topics", "文字列表"))
        return tuple(value)
