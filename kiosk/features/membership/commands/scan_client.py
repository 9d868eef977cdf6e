"""`kiosk records scans FOLDER`: the keeper's files are read, never changed, and handed to the hall.

    report = import_folder(folder, socket, open_intake, progress=…)

Files go to the running hall service over its root-only socket; with none running, `open_intake` takes the database's
lock and the same work is done in this process.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kiosk.core.link.admin_socket import AdminSocket, AnsweredOtherwise, BrokeOff, NobodyListens
from kiosk.core.process.outside import Outside
from kiosk.features.membership.commands.ledger_client import ImportRefused
from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.scans import words as scan_words
from kiosk.features.membership.hall.scans.intake import Plan, ScanIntake, ScanReport, Taken
from kiosk.features.membership.hall.scans.reading import MAX_FILE_BYTES, ScanUnreadable

if TYPE_CHECKING:
    from rich.console import RenderableType

_ANSWER_SECONDS = 600.0
_NOT_THEIRS = ("thumbs.db", "desktop.ini")
"""What file managers leave in folders; like hidden files nobody asks about them."""

_NOT_DONE = {503: scan_words.SHUT, 409: scan_words.ANOTHER_FOLDER}

Progress = Callable[[int, int], None]
"""Files done and files in all; may raise to give up, and what was taken stays."""


@dataclass(frozen=True)
class _Begun:
    """The files to bring, in order; of the others by index why not, and whom they may mean."""

    order: list[int]
    problems: dict[int, str]
    people: dict[int, list[str]]


class _Door(Protocol):
    """Where the files go."""

    def begin(self, names: list[str]) -> _Begun: ...

    def take(self, index: int, content: bytes) -> Taken:
        """Raises ScanUnreadable."""
        ...


def import_folder(
    folder: Path,
    socket: Path,
    open_intake: Callable[[], AbstractContextManager[ScanIntake]],
    *,
    progress: Progress | None = None,
    approved: bool = False,
    outside: Outside | None = None,
) -> ScanReport:
    """Take every scan below `folder`. `approved` is heard by a demonstration hall only; `outside` opens the files.

    Raises ImportRefused, and what `open_intake` raises (`DatabaseOwned`, `KeyMissing`, …).
    """
    outside = outside or Outside()
    try:
        names = [name for name in outside.names_below(folder) if _is_theirs(Path(name))]
    except (NotADirectoryError, FileNotFoundError):
        raise ImportRefused(scan_words.NOT_A_FOLDER) from None
    if not names:
        raise ImportRefused(scan_words.NOTHING_FOUND)
    tell = progress or (lambda done, total: None)
    try:
        with AdminSocket(socket, _ANSWER_SECONDS) as service:
            return _hand_over(folder, names, _Service(service, approved), tell, outside)
    except BrokeOff as error:
        raise ImportRefused(scan_words.PROBLEMS["broke_off"]) from error
    except NobodyListens:
        with open_intake() as intake:
            return _hand_over(folder, names, _InProcess(intake), tell, outside)


def _is_theirs(name: Path) -> bool:
    return not any(part.startswith(".") for part in name.parts) and name.name.lower() not in _NOT_THEIRS


def _hand_over(folder: Path, names: list[str], door: _Door, tell: Progress, outside: Outside) -> ScanReport:
    shown = [readable(name) for name in names]
    report = ScanReport(files=len(names))
    begun = door.begin(shown)
    report.refused += [(shown[at], why) for at, why in begun.problems.items()]
    report.people = {shown[at]: people for at, people in begun.people.items() if people}
    tell(len(begun.problems), len(names))
    for done, at in enumerate(begun.order, len(begun.problems) + 1):
        try:
            report.count(shown[at], door.take(at, _content(folder / names[at], folder, outside)))
        except ScanUnreadable as refused:
            report.refused.append((shown[at], str(refused)))
        tell(done, len(names))
    report.refused.sort()
    return report


def readable(name: str) -> str:
    """A path as people read it. A stick that was written under Windows may bring names in GBK, each for itself; what
    is neither that nor UTF-8 keeps a mark for every letter that is lost, which no name matches.
    """
    return "/".join(map(_decoded, os.fsencode(name).split(b"/")))


def _decoded(name: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return name.decode(encoding)
    return name.decode("utf-8", "replace")


def _content(path: Path, folder: Path, outside: Outside) -> bytes:
    """Raises ScanUnreadable."""
    try:
        with outside.open(path, folder) as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise ScanUnreadable("unreadable") from error
    if len(content) > MAX_FILE_BYTES:
        raise ScanUnreadable("file_too_large")
    return content


class _InProcess:
    def __init__(self, intake: ScanIntake) -> None:
        self._intake, self._plan = intake, Plan((), ())

    def begin(self, names: list[str]) -> _Begun:
        self._plan = self._intake.plan(names)
        return _Begun(list(self._plan.order), **self._plan.told())

    def take(self, index: int, content: bytes) -> Taken:
        return self._intake.take(self._plan, index, content)


class _Service:
    def __init__(self, service: AdminSocket, approved: bool) -> None:
        self._service, self._approved, self._plan = service, approved, ""

    def begin(self, names: list[str]) -> _Begun:
        asked = {"names": names, "approved": self._approved}
        said = self._ask("/admin/records/scans", asked)
        self._plan = str(said["plan"])
        problems, people = ({int(at): one for at, one in said.get(key, {}).items()} for key in ("problems", "people"))
        return _Begun(list(said["order"]), problems, people)

    def take(self, index: int, content: bytes) -> Taken:
        said = self._ask(f"/admin/records/scans/{self._plan}/{index}", content=content)
        if "refused" in said:
            raise ScanUnreadable(str(said["refused"]))
        return Taken(said["pages"], said["known"], tuple((page, why) for page, why in said.get("remarks", ())))

    def _ask(self, path: str, body: Any = None, *, content: bytes | None = None) -> dict[str, Any]:
        """Raises ImportRefused."""
        try:
            return dict(self._service.ask("POST", path, body, content=content))
        except AnsweredOtherwise as refused:
            why = _NOT_DONE.get(refused.status) or words.service_refused(refused.status)
            raise ImportRefused(why) from refused


def summary(report: ScanReport) -> str:
    return scan_words.summary(report.files, report.taken, report.pages, report.known, len(report.refused))


def to_plain(report: ScanReport) -> dict[str, object]:
    """For `--json`."""
    refused = [
        {"file": name, "reason": why, "text": scan_words.PROBLEMS.get(why, why), "people": report.people.get(name, [])}
        for name, why in report.refused
    ]
    counts = {"files": report.files, "taken": report.taken, "pages": report.pages, "known": report.known}
    reminders = [
        {"file": name, "page": page, "reason": why, "text": scan_words.reminder(page, why)}
        for name, page, why in report.reminders
    ]
    return {**counts, "refused": refused, "reminders": reminders, "summary": summary(report)}


def table(report: ScanReport) -> RenderableType:
    """The files that were not taken, and what to look at in the others, for a terminal window."""
    from rich.table import Table
    from rich.text import Text

    found = Table(*scan_words.COLUMNS, show_edge=False, pad_edge=False)
    for column in found.columns:
        column.overflow = "fold"
    for name, why in report.refused:
        said = Text(scan_words.PROBLEMS.get(why, why), style="red")
        if people := report.people.get(name):
            said.append(scan_words.may_be(people), style="default")
        found.add_row(Text(name), said)
    for name, page, why in report.reminders:
        found.add_row(Text(name), Text(scan_words.reminder(page, why), style="yellow"))
    return found
