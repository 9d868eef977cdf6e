"""What one check found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """fail: the hall cannot serve. warn: it serves, and somebody should look."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Check:
    """One finding. name: stable, for scripts. title, what, mend: Chinese, for the person at the machine."""

    name: str
    title: str
    state: State
    what: str
    mend: str = ""


def ok(name: str, title: str, what: str) -> Check:
    return Check(name, title, State.OK, what)


def warn(name: str, title: str, what: str, mend: str) -> Check:
    return Check(name, title, State.WARN, what, mend)


def fail(name: str, title: str, what: str, mend: str) -> Check:
    return Check(name, title, State.FAIL, what, mend)


def exit_status(checks: Iterable[Check]) -> int:
    """0 when nothing failed; a warning is no failure."""
    return int(any(check.state is State.FAIL for check in checks))


def as_table(checks: Iterable[Check]) -> dict[str, Any]:
    """The object of `kiosk doctor --json`: {"checks": [{"name", "title", "state", "what", "mend"}, …], "state": …}."""
    rows = [asdict(check) for check in checks]
    worst = next((state for state in ("fail", "warn") if any(row["state"] == state for row in rows)), "ok")
    return {"state": worst, "checks": rows}
