"""The invented members of a demonstration: who they are, their cards, and how they come into a hall as real ones do."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.settings import HallSettings

if TYPE_CHECKING:
    from kiosk.features.membership.commands.in_process import OpenHall


class NotTaken(Exception):
    """The hall refused some of it; the message says what."""


class Members:
    """`people` and, in the same order, the `cards` they lay on the reader. `today`: of which day they tell.

    `open_hall`: the hall in this process, while no service runs.
    """

    def __init__(self, today: date) -> None:
        from kiosk.features.membership.demo.cards import card_of
        from kiosk.features.membership.demo.people import people_on

        self.people = people_on(today)
        self.cards = tuple(card_of(person) for person in self.people)

    def import_records(self, place: HallSettings, folder: Path, open_hall: OpenHall) -> None:
        """A workbook in `folder`, imported as a keeper does. Raises NotTaken, and as `ledger_client.import_file`."""
        from kiosk.features.membership.commands.in_process import records_opened
        from kiosk.features.membership.commands.ledger_client import import_file
        from kiosk.features.membership.demo.people import workbook

        sheet = folder / "records.xlsx"
        sheet.write_bytes(workbook(self.people))
        report = import_file(sheet, place.socket, partial(records_opened, place, open_hall))
        if not report.published:
            raise NotTaken("the demo workbook was refused: " + report.summary)

    def take_letters(self, place: HallSettings, folder: Path, open_hall: OpenHall) -> None:
        """Letters drawn below `folder` and taken in; one of them waits for a keeper. Raises as `import_records`."""
        from kiosk.features.membership.commands.in_process import scans_opened
        from kiosk.features.membership.commands.scan_client import import_folder
        from kiosk.features.membership.demo.letters import write_letters, write_waiting

        for name, write in (("shown", write_letters), ("waiting", write_waiting)):
            scans, opened = folder / "letters" / name, partial(scans_opened, place, open_hall)
            write(scans, self.people)
            report = import_folder(scans, place.socket, opened, approved=name == "shown")
            if report.refused:
                raise NotTaken(f"{len(report.refused)} of the demo letters were refused")
