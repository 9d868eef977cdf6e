"""A pack is a manifest.toml or a sheet, and either becomes the other without loss, whatever a keeper calls things."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from content.kinds.kind import ExhibitKind, ItemRefused
from content.pack.entry import Entry, Manifest
from content.pack.exhibit import ALL_WEEK, PROFILES, SCREENS
from content.pack.fields import BEYOND_FIRST, KEYS, Fields
from content.pack.manifest import parse_manifest
from content.pack.open import STARTER
from content.pack.sheet import read_sheet
from content.pack.sheet_writing import sheet_bytes
from content.pack.writing import entry_table, format_of, toml_text

ODD = st.sampled_from(
    ["=1+1", '=HYPERLINK("x")', "+86", "-1", "@a", "#N/A", "'", '"""', "\\u0041", "_x0041_", "_x000D_", "甲\n乙", "𠮷·",
     "A  B", "1.0", "2026-07-01", "TRUE", "示例：二十年，这条巷子", "\t", "a\x01b", "﻿x", "'''", "a\r\nb", "&lt;<!"]
)  # fmt: skip
TEXT = st.one_of(ODD, st.text(max_size=12), st.lists(ODD, max_size=3).map("".join))
NEEDED = TEXT.filter(lambda text: bool(Fields({"x": text})._text("x")))
NAMES = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,20}", fullmatch=True)
MOMENTS = st.one_of(
    st.dates(max_value=date(9999, 12, 30)), st.datetimes(), st.just(datetime.min), st.just(date(1900, 2, 28))
)


def some(values: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=3, unique=True)


SHOWING: dict[str, st.SearchStrategy[object]] = {
    "valid_from": MOMENTS,
    "valid_until": MOMENTS,
    "weekdays": st.lists(st.sampled_from(sorted(ALL_WEEK)), min_size=1, unique=True),
    "daily_from": st.times(),
    "daily_until": st.times(),
    "profiles": some(PROFILES),
    "screens": some(SCREENS),
}
TABLES = st.fixed_dictionaries(
    {"id": NAMES, "kind": st.sampled_from([kind.value for kind in ExhibitKind]), "file": NEEDED, "title": NEEDED},
    optional={
        "heading": TEXT, "source": TEXT, "source_date": st.dates(), "text_file": TEXT, "subtitle_file": TEXT,
        "playlist": TEXT, "topics": st.lists(TEXT, max_size=4), "attract": st.booleans(), "demo": st.booleans(),
        "seconds": st.floats(3, 600), "weight": st.integers(1, 9), "interrupt": st.booleans(), "consent": TEXT,
        "consent_until": st.dates(), "check_by": st.dates(), **SHOWING,
    },
)  # fmt: skip


@st.composite
def manifests(draw: Callable[[st.SearchStrategy[object]], object]) -> Manifest:
    entries: dict[str, Entry] = {}
    for _ in range(3):
        table = draw(TABLES)
        assert isinstance(table, dict)
        try:
            entry = Fields(table).entry()
        except ItemRefused:  # dates the wrong way round, consent without an end
            continue
        entries[entry.id] = entry
    pack = draw(st.fixed_dictionaries({}, optional=SHOWING))
    assert isinstance(pack, dict)
    fields = Fields(pack)
    try:
        showing = fields.showing()
    except ItemRefused:
        showing = Fields({}).showing()
    name, title = draw(NAMES), draw(NEEDED)
    assert isinstance(name, str) and isinstance(title, str)
    plain = Entry("plain", ExhibitKind.IMAGE, "a.png", "标题")
    whole = tuple(entries.values()) or (plain,)
    places = fields.some_of("profiles", PROFILES), fields.some_of("screens", SCREENS)
    return Manifest(name, "1.10", Fields({"x": title})._text("x"), whole, (), showing, *places)


@given(manifests())
@settings(max_examples=60, deadline=None)
def test_a_pack_is_the_same_as_toml_as_a_sheet_and_from_one_to_the_other(manifest: Manifest) -> None:
    assert parse_manifest(toml_text(manifest)) == manifest
    sheet = sheet_bytes(manifest)
    assert read_sheet(sheet, "ordner") == manifest
    assert toml_text(read_sheet(sheet, "ordner")) == toml_text(manifest)


@given(st.lists(NEEDED, min_size=1, max_size=4))
@settings(max_examples=30, deadline=None)
def test_no_cell_becomes_a_formula(titles: list[str]) -> None:
    entries = tuple(
        Fields({"id": f"a{at}", "kind": "image", "file": title, "title": title, "source": title}).entry()
        for at, title in enumerate(titles)
    )
    book = openpyxl.load_workbook(BytesIO(sheet_bytes(Manifest("a", "1", "标题", entries))))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds <= {"s", "n", "d"}


def test_every_key_has_a_place_in_both(tmp_path: object) -> None:
    whole = Entry(
        "a", ExhibitKind.POSTER, "a.png", "标题", "栏目", "来源", date(2026, 1, 2), seconds=7.5, text_file="a.txt",
        topics=("甲", "乙"), attract=False, demo=True, profiles=frozenset({"point"}), screens=frozenset({"board"}),
        weight=9, playlist="岁末", interrupt=True, consent="本人签字", consent_until=date(2027, 1, 1),
        check_by=date(2027, 2, 1),
        showing=Fields(
            {"valid_from": date(2026, 1, 1), "valid_until": date(2026, 2, 1), "weekdays": [1], "daily_from": time(22),
             "daily_until": time(2)}
        ).showing(),
    )  # fmt: skip
    film = replace(whole, kind=ExhibitKind.VIDEO, subtitle_file="a.srt")
    assert entry_table(film).keys() == set(KEYS) == entry_table(whole).keys() | {"subtitle_file"}
    manifest = Manifest("a", "1", "标题", (whole, replace(film, id="b")))
    assert read_sheet(sheet_bytes(manifest), "") == manifest == parse_manifest(toml_text(manifest))


def test_the_first_format_is_written_wherever_it_is_enough() -> None:
    whole = parse_manifest((STARTER / "manifest.toml").read_text(encoding="utf-8"))
    assert format_of(whole) == 4
    kept = (one for one in whole.entries if one.kind in ("image", "article", "bank"))
    starter = replace(whole, entries=tuple(replace(one, check_by=None) for one in kept))
    assert format_of(starter) == 1 and toml_text(starter).startswith("format = 1\n")
    assert parse_manifest(toml_text(starter)) == starter
    for change in ({"weight": 2}, {"profiles": frozenset({"point"})}, {"consent": "x", "consent_until": date.max}):
        changed = replace(starter, entries=(replace(starter.entries[0], **change), *starter.entries[1:]))
        assert format_of(changed) == 2 and set(change) <= BEYOND_FIRST
    assert format_of(replace(starter, screens=frozenset({"board"}))) == 2
    film = Fields({"id": "a", "kind": "video", "file": "a.mp4", "title": "标题"}).entry()
    manifest = replace(starter, entries=(film,))
    assert film.seconds == 0 and "seconds" not in entry_table(film) and format_of(manifest) == 3
    assert parse_manifest(toml_text(manifest)) == manifest
    asked = replace(starter, entries=(replace(starter.entries[0], check_by=date(2027, 1, 1)),))
    assert format_of(asked) == 4  # an older terminal would leave out an item with a key that it does not know


def test_the_sheet_says_nothing_of_who_made_it() -> None:
    with zipfile.ZipFile(BytesIO(sheet_bytes(Manifest("a", "1", "标题", ())))) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert "openpyxl" not in core and "2000-01-01" in core
