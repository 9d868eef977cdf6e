"""The form with which a keeper opens an exam -> the exam; what was typed stays for the page that shows it again."""

from __future__ import annotations

from datetime import datetime, timedelta

from content.banks.model import Kind
from kiosk.core.database.clock import HALL_TIME
from kiosk.core.link.shapes import clean
from kiosk.core.web.frame import Fields
from kiosk.features.quiz.rules.exams.exam import Exam, ExamUnsound

PICTURED_OUT = "pictured_out"
"""Items with a picture are not asked: the keeper has seen which."""
FIELDS = (
    "title", "opens", "closes", "count", "minutes", "pass_mark", "partial", "certificate", "branches", "kept_days",
    PICTURED_OUT,
    *(f"count_{kind.value}" for kind in Kind),
)  # fmt: skip
_BEYOND = 10_000


def blank(now: datetime) -> dict[str, str]:
    """What stands in the form at first: from the next full hour, for two."""
    first = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    told = {"opens": first, "closes": first + timedelta(hours=2)}
    return dict.fromkeys(FIELDS, "") | {name: f"{at:%Y-%m-%dT%H:%M}" for name, at in told.items()} | {
        "count": "20", "minutes": "30", "pass_mark": "60", "kept_days": "90", "certificate": "1",
    }  # fmt: skip


def typed(fields: Fields) -> dict[str, str]:
    return {name: fields.text(name)[:4000] for name in FIELDS}


def exam_of(fields: Fields) -> Exam:
    """Raises ExamUnsound for what no number or time can be read of; the rest is `exam.check`'s."""
    by_kind = tuple((kind, _number(fields, f"count_{kind.value}", "count", 0)) for kind in Kind)
    counts = tuple((kind, number) for kind, number in by_kind if number)
    total = _number(fields, "count", "count", 0)
    branches = (clean(line).strip() for line in fields.text("branches").splitlines())
    return Exam(
        title=clean(fields.text("title")).strip(),
        opens_at=_moment(fields.text("opens")),
        closes_at=_moment(fields.text("closes")),
        counts=counts or ((None, total),),
        pass_mark=_number(fields, "pass_mark", "pass_mark", -1),
        minutes=_number(fields, "minutes", "minutes", 0) if fields.text("minutes").strip() else None,
        partial=bool(fields.text("partial")),
        certificate=bool(fields.text("certificate")),
        branches=tuple(dict.fromkeys(one for one in branches if one)),
        kept_days=_number(fields, "kept_days", "kept_days", 0),
    )


def _number(fields: Fields, name: str, reason: str, empty: int) -> int:
    text = fields.text(name).strip()
    if not text:
        return empty
    if not (text.isascii() and text.isdigit() and int(text[:6]) < _BEYOND and len(text) < len("100000")):
        raise ExamUnsound(reason)
    return int(text)


def _moment(text: str) -> datetime:
    """Hall time, as `datetime-local` sends it, or typed by hand where a browser knows none. Raises ExamUnsound."""
    try:
        at = datetime.strptime(text.strip().replace(" ", "T")[:16], "%Y-%m-%dT%H:%M")  # a day alone is no hour
        if not 2000 <= at.year < 2200:
            raise ValueError
    except ValueError:
        raise ExamUnsound("times") from None
    return at.replace(tzinfo=HALL_TIME)
