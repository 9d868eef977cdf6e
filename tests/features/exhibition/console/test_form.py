"""What an editor types of an exhibit, and what a manifest makes of it."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from kiosk.core.web.frame import Fields
from kiosk.features.exhibition.console.form import refusal_of, shown, title_of, written_of

ALL = {
    "title": "二十年，这条巷子", "kind": "image", "source": "演示", "source_date": "2026-11-01", "heading": "老照片",
    "valid_from": "2026-11-18", "valid_until": "2026-11-30", "daily_from": "22:00", "daily_until": "02:00",
    "seconds": "20", "weight": "3", "playlist": "秋天", "topics": "组织生活、会费, 民主", "interrupt": "1",
    "list_only": "1", "consent": "本人签字", "consent_until": "2026-12-31",
    "check_by": "2027-06-30",
}  # fmt: skip


def fields(**given: str | list[str]) -> Fields:
    return Fields(urlencode(given, doseq=True).encode())


def test_every_field_is_what_a_manifest_knows_and_stands_on_the_page_again() -> None:
    typed = fields(**ALL, weekdays=["6", "7"], profiles=["point"], screens=["board"])
    written = written_of(typed)
    assert refusal_of(written) is None
    assert (written["seconds"], written["weight"], written["weekdays"]) == (20, 3, [6, 7])
    assert (written["topics"], written["interrupt"], written["attract"]) == (["组织生活", "会费", "民主"], True, False)
    page = shown(written)
    assert all(page[key] == written[key] for key in written if key != "attract") and page["list_only"] and page["more"]


def test_what_is_left_empty_is_not_written() -> None:
    every_day = [str(day) for day in range(1, 8)]
    typed = fields(title="  ", seconds=" ", weekdays=every_day, profiles=["center", "station", "point"])
    assert written_of(typed) == {} and not shown({"title": "a", "file": "b", "kind": "image"})["more"]


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"valid_from": "2026-12-01", "valid_until": "2026-11-01"}, "valid_until"),
        ({"valid_until": "明年"}, "valid_until"),
        ({"seconds": "1"}, "seconds"),
        ({"seconds": "nan"}, "seconds"),
        ({"seconds": "很久"}, "seconds"),
        ({"weight": "10"}, "weight"),
        ({"interrupt": "1"}, "interrupt"),
        ({"consent": "口头同意"}, "consent"),
        ({"consent_until": "2026-12-31"}, "consent"),
        ({"daily_from": "25:00"}, "daily_from"),
        ({"kind": "song"}, "kind"),
        ({"title": "长" * 5000}, "title"),
        ({"topics": "、".join(["话题"] * 60)}, "topics"),
    ],
)
def test_what_no_manifest_takes_is_refused_by_its_field(given: dict[str, str], key: str) -> None:
    refused = refusal_of(written_of(fields(**given)))
    assert refused is not None and refused.key == key and str(refused)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("C:\\图片\\小巷_1.jpg", "小巷 1"),
        ("𠮷田.PNG", "𠮷田"),
        (".jpg", ".jpg"),
        ("\u202egpj.exe", "gpj"),
        ("长" * 90, "长" * 60),
    ],
)
def test_a_title_begins_as_the_file_is_called(name: str, title: str) -> None:
    assert title_of(name) == title
