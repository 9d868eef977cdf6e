"""From a table of keys and values (TOML's types) to an `Entry`, every value checked; one code for both ways to
write a pack down.

Texts are brought into one form: no control characters, line breaks as ``\\n``, no blanks at either end, and what XML
cannot hold is dropped, so that a sheet and a ``manifest.toml`` say the same.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from content import words
from content.kinds.kind import ExhibitKind, ItemRefused
from content.kinds.table import SHEETS
from content.pack.entry import NAME, Entry
from content.pack.exhibit import ALL_WEEK, PROFILES, SCREENS, WEIGHTS, Showing
from content.tables.plain import plain_text

SECONDS = (3.0, 600.0)
LONGEST = 4000
"""Characters of any one text; a cell of a spreadsheet holds 32,767."""
MOST_TOPICS = 50

_LONGEST_KIND = 20  # letters of it that are told
_OF_ITEM = ("id", "kind", "file", "title", "heading", "source", "source_date", "text_file", "topics", "demo", "attract")
OF_SHOWING = ("valid_from", "valid_until", "weekdays", "daily_from", "daily_until")
OF_PLACE = ("profiles", "screens")
_SECOND = (*OF_PLACE, "weight", "playlist", "interrupt", "consent", "consent_until")
_THIRD = ("subtitle_file",)
_FOURTH = ("check_by",)
KEYS = (*_OF_ITEM, *OF_SHOWING, "seconds", *_SECOND, *_THIRD, *_FOURTH)
FILE_KEYS = ("file", "text_file", "subtitle_file")
BEYOND_FIRST = frozenset((*_SECOND, *_THIRD, *_FOURTH))
"""Keys of an item that format 1 does not have."""
BEYOND_SECOND = frozenset((*_THIRD, *_FOURTH))
"""… nor format 2, which has no films either."""
BEYOND_THIRD = frozenset(_FOURTH)
"""… nor format 3, which has no documents and nothing that is filled in as a sheet."""
WHOLE_PACK = frozenset((*OF_SHOWING, *OF_PLACE))
"""Keys at the top of a manifest that format 1 does not have."""


def item_format(table: Mapping[str, object]) -> int:
    """The first format that has all that is written of an item."""
    if table.get("kind") in (*SHEETS, ExhibitKind.DOCUMENT) or table.keys() & BEYOND_THIRD:
        return 4
    if table.get("kind") == ExhibitKind.VIDEO or table.keys() & BEYOND_SECOND:
        return 3
    return 2 if table.keys() & BEYOND_FIRST else 1


class FieldRefused(ItemRefused):
    """A value that cannot be used; ``key`` is its name in ``manifest.toml``."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(reason)
        self.key = key


class Fields:
    """One table; every getter checks the type. ``called``: key -> what the keeper knows it by, where not as the key."""

    def __init__(self, table: Mapping[str, object], called: Mapping[str, str] | None = None) -> None:
        self._table, self._called = table, called or {}

    def entry(self) -> Entry:
        """Raises `FieldRefused`."""
        self.only(frozenset(KEYS))
        if not NAME.fullmatch(self._text("id", needed=True)):
            raise FieldRefused("id", f"{self._name('id')}：{words.BAD_NAME}")
        entry = Entry(
            id=self._text("id"),
            kind=self._kind(),
            file=self._file("file", needed=True),
            title=self._text("title", needed=True),
            heading=self._text("heading"),
            source=self._text("source"),
            source_date=self._day("source_date"),
            showing=self.showing(),
            seconds=self._seconds(),
            text_file=self._file("text_file"),
            subtitle_file=self._file("subtitle_file"),
            topics=self._topics(),
            attract=self._flag("attract", True),
            demo=self._flag("demo", False),
            profiles=self.some_of("profiles", PROFILES),
            screens=self.some_of("screens", SCREENS),
            weight=self._weight(),
            playlist=self._text("playlist"),
            interrupt=self._flag("interrupt", False),
            consent=self._text("consent"),
            consent_until=self._day("consent_until"),
            check_by=self._day("check_by"),
        )
        if entry.interrupt and entry.showing.ends is None:  # nobody would ever see the others again
            raise FieldRefused("interrupt", words.interrupt_without_end(self._name("valid_until")))
        if bool(entry.consent) != bool(entry.consent_until):
            both = (self._name("consent"), self._name("consent_until"))
            raise FieldRefused("consent", words.consent_halved(*both))
        if entry.subtitle_file and entry.kind is not ExhibitKind.VIDEO:
            raise FieldRefused("subtitle_file", words.SUBTITLES_WITHOUT_FILM)
        return entry

    def only(self, known: frozenset[str]) -> None:
        for key in self._table:
            if key not in known:  # a misspelt valid_until would otherwise stay up for ever
                nearest = difflib.get_close_matches(key, sorted(known), 1)
                raise FieldRefused(key, words.unknown_key(key, nearest[0] if nearest else ""))

    def showing(self) -> Showing:
        starts, ends = self._instant("valid_from", timedelta()), self._instant("valid_until", timedelta(days=1))
        if starts and ends and ends <= starts:
            raise FieldRefused("valid_until", words.DATES_REVERSED)
        days = self._table.get("weekdays", sorted(ALL_WEEK))
        if not isinstance(days, list) or not days or not all(type(day) is int and day in ALL_WEEK for day in days):
            raise self._wrong("weekdays", " 1 到 7 的列表，1 是星期一")
        return Showing(starts, ends, frozenset(days), self._clock("daily_from"), self._clock("daily_until"))

    def some_of(self, key: str, known: tuple[str, ...]) -> frozenset[str]:
        """Empty is all; all of them named is the same, and is kept as empty."""
        value = self._table.get(key, [])
        if not isinstance(value, list) or not all(one in known for one in value):
            raise self._wrong(key, words.some_of(known))
        return frozenset() if len(set(value)) == len(known) else frozenset(value)

    def _name(self, key: str) -> str:
        return self._called.get(key, key)

    def _wrong(self, key: str, wanted: str) -> FieldRefused:
        return FieldRefused(key, words.wrong_type(self._name(key), wanted))

    def _text(self, key: str, needed: bool = False) -> str:
        value = self._table.get(key, "")
        if not isinstance(value, str):
            raise self._wrong(key, "文字")
        text = plain_text(value)
        if needed and not text:
            raise FieldRefused(key, words.missing_key(self._name(key)))
        if len(text) > LONGEST:
            raise FieldRefused(key, f"{self._name(key)}：{words.too_long(LONGEST)}")
        return text

    def _file(self, key: str, needed: bool = False) -> str:
        """With forward slashes, as keepers of Windows do not write it."""
        return self._text(key, needed).replace("\\", "/")

    def _kind(self) -> ExhibitKind:
        text = self._text("kind", needed=True)
        try:
            return ExhibitKind(text)
        except ValueError:
            said = words.kind_of_newer(text[:_LONGEST_KIND], "、".join(ExhibitKind))
            raise FieldRefused("kind", said) from None

    def _flag(self, key: str, default: bool) -> bool:
        value = self._table.get(key, default)
        if not isinstance(value, bool):
            raise self._wrong(key, " true 或 false")
        return value

    def _day(self, key: str) -> date | None:
        value = self._table.get(key)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        raise self._wrong(key, "日期，如 2026-07-01")

    def _instant(self, key: str, after: timedelta) -> datetime | None:
        """A date or a local date with time; a bare date is moved on by ``after`` (a day, for the last day shown)."""
        value = self._table.get(key)
        if isinstance(value, datetime) and value.tzinfo is None:
            return value
        if isinstance(value, datetime):
            raise self._wrong(key, "本地时间，不带时区")
        day = self._day(key)
        if day is None:
            return None
        try:
            return datetime.combine(day, time()) + after
        except OverflowError:
            raise self._wrong(key, "日期，如 2026-07-01") from None

    def _clock(self, key: str) -> time | None:
        value = self._table.get(key)
        if value is None or isinstance(value, time):
            return value
        raise self._wrong(key, "时刻，如 08:30:00")

    def _seconds(self) -> float:
        film = self._table.get("kind") == ExhibitKind.VIDEO
        value = self._table.get("seconds", 0 if film else 12)
        if film and value == 0 and not isinstance(value, bool):
            return 0.0
        if isinstance(value, bool) or not isinstance(value, int | float) or not SECONDS[0] <= value <= SECONDS[1]:
            raise self._wrong("seconds", f" {SECONDS[0]:g} 到 {SECONDS[1]:g} 秒")
        return round(float(value), 3)

    def _weight(self) -> int:
        value = self._table.get("weight", 1)
        if type(value) is not int or value not in WEIGHTS:
            raise self._wrong("weight", f" {WEIGHTS[0]} 到 {WEIGHTS[-1]} 的整数")
        return value

    def _topics(self) -> tuple[str, ...]:
        value = self._table.get("topics", [])
        if not isinstance(value, list) or not all(isinstance(topic, str) for topic in value):
            raise self._wrong("topics", "文字列表")
        topics = [" ".join(plain_text(topic).split()) for topic in value]
        if len(topics) > MOST_TOPICS or any(len(topic) > words.LONGEST_TOPIC for topic in topics):
            raise FieldRefused("topics", words.topics_too_many(MOST_TOPICS))
        return tuple(topic for topic in topics if topic)
