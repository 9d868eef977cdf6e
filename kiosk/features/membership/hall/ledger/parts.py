"""Which sheets of a workbook are one ledger: the visible ones with the same columns, or those that a keeper names."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.headers import (
    HeaderPlace,
    HeadersRefused,
    columns_of,
    find_header,
    header_of,
)
from kiosk.features.membership.hall.ledger.lines import Part
from kiosk.features.membership.hall.ledger.sheet import MAX_HEIGHT, MAX_ROWS, Sheet, WorkbookRefused


def parts_of(
    sheets: Sequence[Sheet], wanted: Collection[str], chosen: Mapping[str, str]
) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """The sheets to read, and the names of the others. Raises WorkbookRefused, HeadersRefused or ColumnUnknown."""
    names = [sheet.name for sheet in sheets]
    if missing := [name for name in wanted if name not in names]:
        raise WorkbookRefused(words.NO_SUCH_SHEET.format(name=missing[0], names=words.LIST_MARK.join(names)))
    asked = [sheet for sheet in sheets if not wanted or sheet.name in wanted]
    best, place = find_header(asked)
    columns = columns_of(place, chosen)
    places = [(sheet, place if sheet is best else header_of(sheet)) for sheet in asked]
    alike = [(sheet, found) for sheet, found in places if found is not None and _same(found, place, columns, chosen)]
    if wanted and len(alike) < len(asked):
        raise WorkbookRefused(words.SHEETS_DIFFER)
    parts = _numbered([(best, place), *(one for one in alike if one[0] is not best)], [one.name for one in asked])
    taken = {id(part.sheet) for part in parts}
    return parts, tuple(sheet.name for sheet in sheets if id(sheet) not in taken)


def _same(
    found: HeaderPlace, place: HeaderPlace, columns: Mapping[str, tuple[int, ...]], chosen: Mapping[str, str]
) -> bool:
    """Whether every field stands in the same column."""
    if found is place or found.texts == place.texts:
        return True
    width = max(len(found.texts), *(at + 1 for ats in columns.values() for at in ats))
    wide = HeaderPlace(found.row, (*found.texts, *[""] * (width - len(found.texts))), found.levels)
    try:
        return columns_of(wide, chosen) == columns
    except HeadersRefused:  # a sheet of something else
        return False


def _numbered(found: Sequence[tuple[Sheet, HeaderPlace]], order: Sequence[str]) -> tuple[Part, ...]:
    """In the workbook's order, each sheet's rows after those of the one before."""
    parts, offset = [], 0
    for sheet, place in sorted(found, key=lambda one: order.index(one[0].name)):
        parts.append(Part(sheet, place, offset))
        offset += sheet.height
    if offset > MAX_HEIGHT:
        raise WorkbookRefused(words.SHEETS_TOO_LONG.format(limit=MAX_ROWS))
    return tuple(parts)
