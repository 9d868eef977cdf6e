"""What the last check of each draft found, kept beside its files: whoever looks at the list need not check anew.

    keep(drafts, draft, looked, at)
    last = last_of(drafts, draft)        # None: it was never checked
    last.is_stale                        # the draft was changed since

Lost or unreadable, it is as if nobody had checked; no answer of the hall depends on it.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from content.pack.check import Finding
from kiosk.features.exhibition.checking.checked import Looked
from kiosk.features.exhibition.hall.drafts import CHECKED, Draft, Drafts


@dataclass(frozen=True, slots=True)
class LastCheck:
    """`items`: how many can be shown. `at`: as it was told, ISO."""

    at: str
    items: int
    findings: tuple[Finding, ...]
    is_stale: bool = False
    placeholders: tuple[Finding, ...] = ()

    @property
    def grave(self) -> int:
        return sum(one.grave for one in self.findings)

    @property
    def reminders(self) -> int:
        return len(self.findings) - self.grave


def keep(drafts: Drafts, draft: Draft, looked: Looked, at: str) -> None:
    """Raises OSError; then the one before stays."""
    told = {
        "draft": _mark(draft),
        "at": at,
        "items": looked.count,
        "findings": [astuple(f) for f in looked.findings],
        "placeholders": [astuple(f) for f in looked.placeholders],
    }
    path = _path(drafts, draft.pack)
    written = path.with_name(f".{CHECKED}-{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)


def last_of(drafts: Drafts, draft: Draft) -> LastCheck | None:
    try:
        told: Any = json.loads(_path(drafts, draft.pack).read_text(encoding="utf-8"))
        findings = tuple(Finding(*one) for one in told["findings"])
        left = tuple(Finding(*one) for one in told.get("placeholders", ()))  # not told before packs had a template
        return LastCheck(str(told["at"]), int(told["items"]), findings, told["draft"] != _mark(draft), left)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _mark(draft: Draft) -> str:
    """Another for each state of the draft: what is added counts no revision up, nor do papers."""
    papers = f"/{hashlib.sha256(draft.papers.encode()).hexdigest()[:16]}" if draft.papers else ""
    return f"{draft.revision}/{len(draft.items)}{papers}"


def _path(drafts: Drafts, pack: str) -> Path:
    return drafts.home / pack / CHECKED
