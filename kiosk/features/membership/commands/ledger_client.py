"""`kiosk records check|import`: hand the file to the running hall service, or do its work when none runs.

    report = import_file(path, socket, open_desk, progress=…)

The service is reached over its root-only Unix socket. With none there, `open_desk` takes the database's lock and the
import runs in this process by the same code. The keeper's own file is only read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.core.link.admin_socket import AdminSocket, AnsweredOtherwise, BrokeOff, NobodyListens
from kiosk.core.process.outside import Outside
from kiosk.core.sealing.erasures import ErasuresUnreadable
from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.headers import ColumnUnknown, HeadersRefused
from kiosk.features.membership.hall.ledger.import_run import Progress
from kiosk.features.membership.hall.ledger.report import Report
from kiosk.features.membership.hall.ledger.sheet import MAX_FILE_BYTES, WorkbookRefused

if TYPE_CHECKING:
    from kiosk.features.membership.hall.desk import MembershipDesk

_ANSWER_SECONDS = 600.0
"""Between two lines of the answer; checking a sheet of 200,000 rows for twins comes before the first."""

_UNAVAILABLE = 503


class ImportRefused(Exception):
    """The file was not imported; the message is for the keeper."""


def import_file(
    path: Path,
    socket: Path,
    open_desk: Callable[[], AbstractContextManager[MembershipDesk]],
    *,
    replace: bool = False,
    write: bool = True,
    columns: Mapping[str, str] | None = None,
    take_erased: Collection[int] = (),
    sheets: Collection[str] = (),
    emptied: Collection[str] = (),
    progress: Progress | None = None,
    outside: Outside | None = None,
) -> Report:
    """Import the .xlsx, .xls or .csv at `path`, which `outside` opens; the rest as in `MembershipDesk.import_records`.

    A report that is not `published` (nor a check) lists why the headers were refused.

    Raises ImportRefused, OSError for the file, and what `open_desk` raises (`DatabaseOwned`, `KeyMissing`, …).
    """
    content = _content(path, outside or Outside())
    tell = progress or (lambda done, total: None)
    how: dict[str, Any] = {
        "replace": replace, "write": write, "columns": dict(columns or {}), "take_erased": tuple(take_erased),
        "sheets": tuple(sheets), "emptied": tuple(emptied),
    }  # fmt: skip
    try:
        return _through_service(content, socket, how, tell)
    except BrokeOff as error:
        raise ImportRefused(words.HALL_BROKE_OFF) from error
    except AnsweredOtherwise as refused:
        shut = refused.status == _UNAVAILABLE
        raise ImportRefused(words.RECORDS_SHUT if shut else words.service_refused(refused.status)) from refused
    except NobodyListens:
        with open_desk() as desk:
            return _in_process(desk, content, how, tell)


def _content(path: Path, outside: Outside) -> bytes:
    with outside.open(path) as file:
        content = file.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise ImportRefused(words.WORKBOOK_TOO_LARGE.format(megabytes=MAX_FILE_BYTES // 1_000_000))
    return content


def _through_service(content: bytes, socket: Path, how: dict[str, Any], tell: Progress) -> Report:
    query: dict[str, str | Sequence[str]] = {"replace": str(int(how["replace"])), "check": str(int(not how["write"]))}
    query["column"] = [f"{field}={letters}" for field, letters in how["columns"].items()]
    query["empty"] = list(how["emptied"])
    query["sheet"] = list(how["sheets"])
    query["take_erased"] = [str(row) for row in how["take_erased"]]
    with AdminSocket(socket, _ANSWER_SECONDS) as service:
        return _follow(service.lines("/admin/records/import", content=content, query=query), tell)


def _follow(lines: Iterator[dict[str, Any]], tell: Progress) -> Report:
    for said in lines:
        if "report" in said:
            return Report.from_plain(said["report"])
        if "refused" in said:
            raise ImportRefused(said["refused"])
        tell(said["done"], said["total"])
    raise ImportRefused(words.HALL_BROKE_OFF)


def _in_process(desk: MembershipDesk, content: bytes, how: dict[str, Any], tell: Progress) -> Report:
    try:
        return desk.import_records(content, progress=tell, one_sheet=bool(how["take_erased"]), **how)
    except HeadersRefused as refused:
        return Report.of_headers(refused)
    except (WorkbookRefused, ColumnUnknown, ErasuresUnreadable) as refused:
        raise ImportRefused(str(refused)) from refused
