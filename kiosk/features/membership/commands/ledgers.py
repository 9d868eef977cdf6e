"""`kiosk records check|import FILE`: a branch's ledger, looked at or taken in, with a report on every row."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kiosk.core.commands.frame import Json, SettingsFile, fail, hall_and_outside, print_json
from kiosk.core.process.outside import Outside
from kiosk.features.membership.hall.ledger import words
from kiosk.settings import DEFAULT_FILE, HallSettings

if TYPE_CHECKING:
    from kiosk.features.membership.commands.in_process import OpenHall
    from kiosk.features.membership.hall.ledger.report import Report

Ledger = Annotated[Path, typer.Argument(help="the keeper's .xlsx, .xls or .csv; it is only read")]
Columns = Annotated[
    list[str] | None, typer.Option("--column", help="HEADER=LETTER: which column holds a field, as in full=K")
]
TakeErased = Annotated[
    list[int] | None,
    typer.Option("--take-erased", metavar="ROW", help="take this row, whose person once asked to be erased"),
]
Sheets = Annotated[
    list[str] | None, typer.Option("--sheet", help="read this sheet; else every visible one with the same columns")
]
Emptied = Annotated[
    list[str] | None, typer.Option("--empty", metavar="HEADER", help="a blank of this column empties what is stored")
]
ReportFile = Annotated[Path | None, typer.Option("--report", help="write the report on every row to a new .xlsx")]


class LedgerCommands:
    """`open_hall`: the hall in this process, while no service runs."""

    def __init__(self, open_hall: OpenHall) -> None:
        self._open_hall = open_hall

    def bind(self, records: typer.Typer) -> None:
        """Add both to `kiosk records`."""
        records.command("check")(self.check)
        records.command("import")(self.import_)

    def check(
        self,
        file: Ledger,
        settings: SettingsFile = DEFAULT_FILE,
        column: Columns = None,
        sheet: Sheets = None,
        empty: Emptied = None,
        report: ReportFile = None,
        as_json: Json = False,
    ) -> None:
        """Say what an import would do, row by row; nothing is written."""
        self._take(
            file,
            settings,
            column,
            report,
            {"replace": False, "write": False, "sheets": sheet or (), "emptied": _fields(empty)},
            as_json=as_json,
        )

    def import_(
        self,
        file: Ledger,
        settings: SettingsFile = DEFAULT_FILE,
        replace: Annotated[bool, typer.Option("--replace", help="change people who are already there")] = False,
        only_check: Annotated[bool, typer.Option("--check", help="report only, as `kiosk records check`")] = False,
        column: Columns = None,
        sheet: Sheets = None,
        empty: Emptied = None,
        take_erased: TakeErased = None,
        report: ReportFile = None,
        as_json: Json = False,
    ) -> None:
        """Import members' records, sealed; every row that is refused is named with its row and column."""
        how = {"replace": replace, "write": not only_check, "take_erased": take_erased or (), "sheets": sheet or ()}
        how["emptied"] = _fields(empty)
        self._take(file, settings, column, report, how, as_json=as_json)

    def _take(
        self,
        file: Path,
        settings: Path,
        column: list[str] | None,
        report_file: Path | None,
        how: dict[str, Any],
        *,
        as_json: bool,
    ) -> None:
        from kiosk.features.membership.hall.ledger.report_file import ReportIsThere, refuse_existing, write_report

        columns = _columns(column or [])
        try:
            if report_file is not None:
                refuse_existing(report_file)
            place, outside = hall_and_outside(settings, file, report_file)
            report = self._asked(file, place, outside, columns, how)
            if report_file is not None:
                with _bar(report_file.name):
                    write_report(report, report_file, outside)
        except (ReportIsThere, OSError) as error:
            fail(str(error))
        _show(report, as_json=as_json)
        raise typer.Exit(0 if report.published or (not how["write"] and report.rows) else 1)

    def _asked(
        self, file: Path, place: HallSettings, outside: Outside, columns: Mapping[str, str], how: dict[str, Any]
    ) -> Report:
        """The report; somebody at a terminal is asked which of two columns to use. `how`: the rest of `import_file`."""
        report = self._imported(file, place, outside, columns, how)
        if not report.choices or not sys.stdin.isatty():
            return report
        chosen = dict(columns)
        for problem in report.problems:
            typer.echo(problem.text, err=True)
        for field, letters in report.choices.items():
            question = words.CHOOSE_COLUMN.format(header=words.FIELDS[field])
            chosen[field] = typer.prompt(f"{question} {'/'.join(letters)}", err=True)
        return self._imported(file, place, outside, chosen, how)

    def _imported(
        self, file: Path, place: HallSettings, outside: Outside, columns: Mapping[str, str], how: dict[str, Any]
    ) -> Report:
        from rich.console import Console
        from rich.progress import Progress

        from kiosk.core.database.owner import DatabaseDamaged, DatabaseOwned
        from kiosk.core.sealing.key_file import KeyMissing, KeyRefused
        from kiosk.features.membership.commands.in_process import records_opened
        from kiosk.features.membership.commands.ledger_client import ImportRefused, import_file

        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task(file.name, total=None)
            try:
                return import_file(
                    file, place.socket, lambda: records_opened(place, self._open_hall), columns=columns,
                    progress=lambda done, total: progress.update(task, completed=done, total=total),
                    outside=outside, **how,
                )  # fmt: skip
            except (ImportRefused, OSError, DatabaseOwned, DatabaseDamaged, KeyMissing, KeyRefused) as error:
                fail(f"{file}: {error}")


def _fields(given: list[str] | None) -> list[str]:
    """By their key or by any header that is known; wrong use else."""
    from kiosk.features.membership.hall.ledger.header_names import field_of, header_text
    from kiosk.features.membership.hall.ledger.merging import FIELDS

    known = [one if one in FIELDS else field_of(header_text(one)) for one in given or ()]
    if not all(field in FIELDS and field != "name" for field in known):
        raise typer.BadParameter("HEADER", param_hint="--empty")
    return [field for field in known if field]


@contextmanager
def _bar(name: str) -> Iterator[None]:
    """A bar that moves while the block works, on stderr."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        progress.add_task(name, total=None)
        yield


def _columns(given: list[str]) -> dict[str, str]:
    columns = {field: letters for field, _, letters in (one.rpartition("=") for one in given)}
    if "" in columns:
        raise typer.BadParameter("HEADER=LETTER", param_hint="--column")
    return columns


def _show(report: Report, *, as_json: bool) -> None:
    from rich.console import Console

    if as_json:
        print_json(report.to_plain())
        return
    Console().print(report.table())
    typer.echo(report.summary)
