"""What stands on every slip; slips are Chinese."""

from __future__ import annotations

from datetime import datetime

REPRINT = "补打"
DEMO = "演示，不作凭证"


def at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
