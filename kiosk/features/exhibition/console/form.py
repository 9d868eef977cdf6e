"""The form of one exhibit: what stands in its fields, and what a manifest says of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kiosk.core.web.frame import Fields

PLAIN = ("title", "heading", "source", "source_date", "valid_from", "valid_until", "daily_from", "daily_until",
         "consent", "consent_until", "kind")  # fmt: skip
TEXTS, SHEETS = (".txt", ".md", ".docx"), (".xlsx", ".xls", ".ods")


def written_of(fields: Fields, file_name: str) -> dict[str, Any]:
    """What was typed, by the manifest's keys, without what was left empty; `kind` by the file where none was chosen."""
    written: dict[str, Any] = {key: text for key in PLAIN if (text := fields.text(key).strip())}
    written |= {"weekdays": days} if (days := _days(fields)) else {}
    written |= {"profiles": profiles} if (profiles := fields.all("profiles")) else {}
    if file_name:
        written["file"] = file_name
        written.setdefault("kind", kind_of(file_name))
    return written


def kind_of(file_name: str) -> str:
    """What a file is most likely meant as; what nobody knows is taken for a picture, and refused as one."""
    name = file_name.lower()
    return "article" if name.endswith(TEXTS) else "bank" if name.endswith(SHEETS) else "image"


def _days(fields: Fields) -> list[int]:
    days = sorted({int(day) for day in fields.all("weekdays") if day in "1234567" and len(day) == 1})
    return days if len(days) < 7 else []


def shown(written: Mapping[str, Any]) -> dict[str, Any]:
    """The same for the fields of the page: what is not there is empty."""
    return {key: written.get(key, "") for key in PLAIN} | {
        "weekdays": written.get("weekdays", []), "profiles": written.get("profiles", []),
    }  # fmt: skip
