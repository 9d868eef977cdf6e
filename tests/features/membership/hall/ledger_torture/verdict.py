"""What was read of a drawn ledger, beside its truth."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from kiosk.features.membership.hall.fields import value_of
from kiosk.features.membership.hall.ledger.headers import HeadersRefused
from kiosk.features.membership.hall.ledger.row_check import CheckedRow, MemberSheet, read, read_sheets
from kiosk.features.membership.hall.ledger.sheet import Sheet, WorkbookRefused, column_letters
from kiosk.features.membership.rules.record import Record
from tests.features.membership.hall.ledger_torture.files import Written, as_csv, as_xlsx
from tests.features.membership.hall.ledger_torture.table import Ledger, drawn
from tests.features.membership.hall.sheets import TODAY


@dataclass
class Tally:
    """Counts over many ledgers; `silent` and `lost` name the first of each, by seed."""

    counts: Counter[str] = field(default_factory=Counter)
    silent: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def lost_share(self) -> float:
        """Of the people whose row nobody spoiled, those who were refused."""
        return self.counts["refused, readable"] / max(1, self.counts["readable"])


def judge(tally: Tally, seed: int) -> None:
    """Draw, read and compare one ledger: a grid, one in forty a real .xlsx, half of them a .csv."""
    random = Random(seed * 7919)
    kind = "csv" if seed % 2 else "xlsx" if seed % 40 == 0 else "grid"
    ledger = drawn(seed, typed=kind != "csv")
    written = as_csv(ledger, random) if kind == "csv" else as_xlsx(ledger) if kind == "xlsx" else Written(b"")
    tally.counts[kind] += 1
    tally.counts["people"] += len(ledger.people)
    _Judge(tally, ledger, written).judge()


class _Judge:
    def __init__(self, tally: Tally, ledger: Ledger, written: Written) -> None:
        self._tally, self._ledger, self._written = tally, ledger, written

    def judge(self) -> None:
        ledger = self._ledger
        sound = [self._is_sound(at) for at in range(len(ledger.people))]
        self._tally.counts["readable"] += sum(sound)
        try:
            sheet = self._read()
            lines = list(sheet.rows())
        except (HeadersRefused, WorkbookRefused) as refused:
            self._tally.counts["sheets refused"] += 1
            for one in sound:
                self._lost(one, str(refused))
            return
        records = {record.id_number: record for line in lines if (record := line.record) is not None}
        for _ in records.keys() - {person.id_number for person in ledger.people}:
            self._silent("somebody who is not there")
        for at, person in enumerate(ledger.people):
            self._compare(sheet, lines, records.get(person.id_number), at, sound[at])

    def _read(self) -> MemberSheet:
        if self._written.content:
            return read(self._written.content, TODAY)
        return read_sheets([Sheet("名册", self._ledger)], TODAY)

    def _is_sound(self, at: int) -> bool:
        first = self._ledger.rows_of[0][0]
        harmed = any(row in self._written.harmed for row in range(1, first))
        return not (
            harmed or self._ledger.people[at].damaged or self._written.harmed.intersection(self._ledger.rows_of[at])
        )

    def _compare(
        self, sheet: MemberSheet, lines: list[CheckedRow], record: Record | None, at: int, sound: bool
    ) -> None:
        rows = self._ledger.rows_of[at]
        if record is None:
            found = [problem for one in lines for problem in one.problems if problem.row in rows]
            # A damaged line above may have swallowed this one: then that line is told of.
            above = self._written.harmed.intersection(range(1, rows[-1] + 1))
            told = any(one.row in above for line in lines for one in line.problems + line.reminders)
            if not found and not told:
                self._silent(f"row {rows}: nobody, and nothing said")
            self._lost(sound, f"row {rows}: {[problem.text for problem in found]}")
            return
        self._tally.counts["taken"] += 1
        for name in sorted(self._ledger.fields):
            self._compare_field(sheet, lines, record, at, name)

    def _compare_field(self, sheet: MemberSheet, lines: list[CheckedRow], record: Record, at: int, name: str) -> None:
        is_, should = value_of(record, name), self._ledger.people[at].plain(name)
        if is_ == should:
            return
        letters = {None, *(column_letters(one) for one in self._ledger.at(name))}
        rows = self._ledger.rows_of[at]
        found = [one for line in lines for one in line.problems + line.reminders if one.row in rows]
        told = any(one.column in letters or one.row != rows[0] for one in found)
        if told or self._is_unread(sheet, name):
            self._tally.counts["told" if told else "told of the column"] += 1
            return
        self._silent(f"row {rows} {name}: {is_!r}, true is {should!r}")

    def _is_unread(self, sheet: MemberSheet, name: str) -> bool:
        """The report doubts the header, names a column of the field as not used, or says that there is none."""
        if sheet.parts[0].sheet.notes:  # its header and its rows may not fit one another
            return True
        texts, ats = sheet.parts[0].place.texts, self._ledger.at(name)
        unnamed = any(
            texts[at] in sheet.facts.unused for at in ats if at < len(texts)
        ) or sheet.found.unnamed.intersection(ats)
        return bool(unnamed) or (not ats and name not in sheet.facts.columns)

    def _lost(self, sound: bool, why: str) -> None:
        self._tally.counts["refused"] += 1
        if sound:
            self._tally.counts["refused, readable"] += 1
            self._tally.lost.append(f"seed {self._ledger.seed}: {why}")

    def _silent(self, what: str) -> None:
        self._tally.counts["silent"] += 1
        self._tally.silent.append(f"seed {self._ledger.seed}: {what}")
