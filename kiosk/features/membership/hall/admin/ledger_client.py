"""`kiosk records check|import`: hand the file to the running hall service, or do its work when none runs.

    report = import_file(path, socket, open_desk, progress=…)

The service is reached over its root-only Unix socket. With none there, `open_desk` takes the database's lock and the
import runs in this process by the same code. The keeper's own file is only read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.core.process.outside import Outside
from kiosk.features.membership.hall.erasures import ErasuresUnreadable
from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.headers import ColumnUnknown, HeadersRefused
from kiosk.features.membership.hall.ledger.import_run import Progress
from kiosk.features.membership.hall.ledger.report import Report
from kiosk.features.membership.hall.ledger.sheet import MAX_FILE_BYTES, WorkbookRefused

if TYPE_CHECKING:
    import httpx

    from kiosk.features.membership.hall.desk import MembershipDesk

_ANSWER_SECONDS = 600.0
"""Between two lines of the answer; checking a sheet of 200,000 rows for twins comes before the first."""


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
    }  # fmt: skip
    if socket.exists():
        report = _through_service(content, socket, how, tell)
        if report is not None:
            return report
    with open_desk() as desk:
        return _in_process(desk, content, how, tell)


def _content(path: Path, outside: Outside) -> bytes:
    with outside.open(path) as file:
        content = file.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise ImportRefused(words.WORKBOOK_TOO_LARGE.format(megabytes=MAX_FILE_BYTES // 1_000_000))
    return content


def _through_service(content: bytes, socket: Path, how: dict[str, Any], tell: Progress) -> Report | None:
    """The service's report, or None when nobody listens on the socket (left behind by a service that was killed)."""
    import httpx

    query: dict[str, str | list[str]] = {"replace": str(int(how["replace"])), "check": str(int(not how["write"]))}
    query["column"] = [f"{field}={letters}" for field, letters in how["columns"].items()]
    query["take_erased"] = [str(row) for row in how["take_erased"]]
    with httpx.Client(transport=httpx.HTTPTransport(uds=str(socket)), timeout=_ANSWER_SECONDS) as client:
        try:
            with client.stream("POST", "http://hall/admin/records/import", params=query, content=content) as answer:
                return _follow(answer, tell)
        except httpx.ConnectError:
            return None
        except httpx.TransportError as error:
            raise ImportRefused(words.HALL_BROKE_OFF) from error


def _follow(answer: httpx.Response, tell: Progress) -> Report:
    import httpx

    if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
        raise ImportRefused(words.RECORDS_SHUT)
    if answer.status_code != httpx.codes.OK:
        raise ImportRefused(words.service_refused(answer.status_code))
    for line in answer.iter_lines():
        said = json.loads(line)
        if "report" in said:
            return Report.from_plain(said["report"])
        if "refused" in said:
            raise ImportRefused(said["refused"])
        tell(said["done"], said["total"])
    raise ImportRefused(words.HALL_BROKE_OFF)


def _in_process(desk: MembershipDesk, content: bytes, how: dict[str, Any], tell: Progress) -> Report:
    try:
        return desk.import_records(content, progress=tell, **how)
    except HeadersRefused as refused:
        return Report.of_headers(refused)
    except (WorkbookRefused, ColumnUnknown, ErasuresUnreadable) as refused:
        raise ImportRefused(str(refused)) from refused
