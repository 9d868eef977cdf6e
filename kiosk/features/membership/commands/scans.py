"""`kiosk records scans FOLDER`: scanned letters, matched and taken in; a keeper approves each page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.core.commands.frame import Json, SettingsFile, fail, hall_and_outside, print_json
from kiosk.core.process.outside import Outside
from kiosk.settings import DEFAULT_FILE, HallSettings

if TYPE_CHECKING:
    from kiosk.features.membership.commands.in_process import OpenHall
    from kiosk.features.membership.hall.scans.intake import ScanReport


class ScanCommands:
    """`open_hall`: the hall in this process, while no service runs."""

    def __init__(self, open_hall: OpenHall) -> None:
        self._open_hall = open_hall

    def bind(self, records: typer.Typer) -> None:
        """Add it to `kiosk records`."""
        records.command("scans")(self.scans)

    def scans(
        self,
        folder: Annotated[Path, typer.Argument(help="images and PDFs, in folders as they come; they are only read")],
        settings: SettingsFile = DEFAULT_FILE,
        as_json: Json = False,
    ) -> None:
        """Take scanned letters in, sealed; every file that is not taken is named. A keeper approves each page."""
        from rich.console import Console

        from kiosk.features.membership.commands import scan_client

        report = self._taken(folder, *hall_and_outside(settings, folder))
        if as_json:
            print_json(scan_client.to_plain(report))
        else:
            if report.refused or report.reminders:
                Console().print(scan_client.table(report))
            typer.echo(scan_client.summary(report))
        raise typer.Exit(1 if report.refused else 0)

    def _taken(self, folder: Path, hall: HallSettings, outside: Outside) -> ScanReport:
        from rich.console import Console
        from rich.progress import Progress

        from kiosk.core.database.owner import DatabaseDamaged, DatabaseOwned
        from kiosk.core.sealing.key_file import KeyMissing, KeyRefused
        from kiosk.features.membership.commands import scan_client
        from kiosk.features.membership.commands.in_process import scans_opened
        from kiosk.features.membership.commands.ledger_client import ImportRefused

        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task(folder.name, total=None)
            try:
                return scan_client.import_folder(
                    folder, hall.socket, lambda: scans_opened(hall, self._open_hall),
                    progress=lambda done, total: progress.update(task, completed=done, total=total), outside=outside,
                )  # fmt: skip
            except (ImportRefused, OSError, DatabaseOwned, DatabaseDamaged, KeyMissing, KeyRefused) as error:
                fail(f"{folder}: {error}")
