"""What the pages of the packs show, as plain rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from content.pack.check import Finding
from kiosk.features.exhibition.hall.checks import LastCheck
from kiosk.features.exhibition.hall.drafts import Draft

A_PAGE = 50
DAYS_THAT_END = ("valid_until", "consent_until")


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of a draft. `place` from 1; `ends`: its last day; `to_check`: the day is over by which somebody was to
    look whether it still holds; `found`: what the last check found in it."""

    place: int
    item: str
    written: Mapping[str, Any]
    ends: date | None
    found: tuple[Finding, ...]
    is_down: bool
    plays: bool
    to_check: bool = False

    @property
    def title(self) -> str:
        return str(self.written.get("title", "")) or self.item


@dataclass(frozen=True, slots=True)
class ItemPage:
    """`rows` of page `page` (from 1) of `pages`; `count`: as many as `query` finds, of `total`."""

    rows: tuple[ItemRow, ...]
    page: int
    pages: int
    count: int
    total: int
    query: str


def item_page(
    draft: Draft, check: LastCheck | None, down: Sequence[str], plays: Sequence[str], query: str, page: int,
    today: date,
) -> ItemPage:  # fmt: skip
    found = found_by_item(draft, check.findings if check else ())
    wanted = query.strip().casefold()
    rows = [
        ItemRow(
            place,
            item,
            written,
            last_day(written),
            found.get(item, ()),
            item in down,
            item in plays,
            _is_over(written, today),
        )
        for place, (item, written) in enumerate(draft.items.items(), start=1)
        if not wanted or wanted in f"{written.get('title', '')} {written.get('source', '')} {item}".casefold()
    ]
    pages = max(1, -(-len(rows) // A_PAGE))
    page = min(max(page, 1), pages)
    shown = tuple(rows[(page - 1) * A_PAGE : page * A_PAGE])
    return ItemPage(shown, page, pages, len(rows), len(draft.items), query.strip())


def page_of(draft: Draft, item: str) -> int:
    """On which page of all an item stands."""
    return list(draft.items).index(item) // A_PAGE + 1 if item in draft.items else 1


def item_of(draft: Draft, finding: Finding) -> str:
    """The item that a finding is about; empty for the pack, and for what is no longer there."""
    if finding.item in draft.items:
        return finding.item
    last = finding.file.rpartition(" ")[2]  # “manifest.toml items[3] item-3”
    if last in draft.items:
        return last
    files = {str(written.get(key)): item for item, written in draft.items.items() for key in ("file", "text_file")}
    return files.get(finding.file, "")


def found_by_item(draft: Draft, findings: Sequence[Finding]) -> dict[str, tuple[Finding, ...]]:
    found: dict[str, tuple[Finding, ...]] = {}
    for one in findings:
        if item := item_of(draft, one):
            found[item] = (*found.get(item, ()), one)
    return found


def last_day(written: Mapping[str, Any]) -> date | None:
    """The last day on which it is shown, by what is written."""
    return min((day for key in DAYS_THAT_END if (day := _day(written.get(key)))), default=None)


def _is_over(written: Mapping[str, Any], today: date) -> bool:
    day = _day(written.get("check_by"))
    return day is not None and day < today


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
