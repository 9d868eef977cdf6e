"""Look-ups among 1,000, 100,000 and 1,000,000 sealed records, and the import that brought them.

The baseline of a look-up is the bare read of as large a row by a unique index of 32 random bytes, in a plain SQLite
file of as many rows, in the same run; that of the import, plain rows with a unique index in the same chunks. Two
refusals are compared by pairs: were one told by its time, it would be the slower of a pair more often than chance.
"""

from __future__ import annotations

import asyncio
import gc
import os
import random
import resource
import secrets
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks.table import Row

NAME = "lookup"
SIZES = (1_000, 100_000, 1_000_000)
ASKED, TURNS = 400, 9
PAIRS = 1_500
ANSWERED_PAIRS = 400  # each answer waits for its beat
IMPORTED, IN_A_FILE = 50_000, 20_000
GOAL_BARE, GOAL_LARGE, GOAL_IMPORT, GOAL_OWNER_MS, GOAL_MEMORY_MB = 2.5, 1.5, 0.33, 50.0, 32.0
GOAL_TOLD = 0.08  # three standard errors of that many pairs
MOST_A_BATCH = 100_000
TODAY = date(2026, 11, 21)


def rows() -> list[Row]:
    """Takes six to nine minutes and about 1.5 GB of the system's temporary folder, most of it for the million."""
    with tempfile.TemporaryDirectory() as place:
        found = _import_rows(Path(place))
    with tempfile.TemporaryDirectory() as place:
        return found + _lookup_rows(Path(place))


# -- people -----------------------------------------------------------------------------------------------------------


def _number(serial: int) -> str:
    """A number of the unassigned area 000000; a thousand people are born a day, from 1921 on."""
    from devices.id_card.id_number import check_digit

    born = date.fromordinal(date(1921, 1, 1).toordinal() + serial // 1000)
    first = f"000000{born:%Y%m%d}{serial % 1000:03d}"
    return first + check_digit(first)


def _record(serial: int) -> Any:
    from kiosk.features.membership.rules.dates import LedgerDate
    from kiosk.features.membership.rules.record import EXPECTED, Record

    dates = {kind: LedgerDate(2001 + at, 7, 1 + serial % 28) for at, kind in enumerate(EXPECTED)}
    return Record(f"演示{serial}", _number(serial), f"演示第{serial % 40}党支部", dates, ("演示甲", "演示乙"))


class _People:
    """A ledger already read and checked: what the import gets from its reader."""

    def __init__(self, serials: range) -> None:
        from kiosk.features.membership.hall.ledger.row_check import SheetFacts

        self._serials = serials
        columns = {"name": ["A"], "id_number": ["B"]}
        self.facts = SheetFacts("bench", 1, len(serials), columns, [], [])

    def rows(self) -> Iterator[Any]:
        from kiosk.features.membership.hall.ledger.row_check import CheckedRow

        for row, serial in enumerate(self._serials, 2):
            record = _record(serial)
            yield CheckedRow(row, "", record.id_number, record.to_bytes())


@dataclass
class _Hall:
    """A real hall database with its records' desk.

    `held` and `worked` are seconds of every work of the owner, by the clock and by the processor.
    """

    place: Path
    held: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        from kiosk.core.database.migrations import open_hall_database
        from kiosk.core.sealing.unlock import unlock
        from kiosk.features.membership.hall.desk import MembershipDesk

        self.place.mkdir(parents=True)
        self.database = open_hall_database(self.place / "hall.db")
        self.vault = unlock(self.database, self.place)
        self.desk = MembershipDesk(self.database, self.vault)
        self._call = self.database.call
        self.database.call = self._timed  # type: ignore[method-assign]

    def _timed(self, work: Callable[[Any], Any]) -> Any:
        def timed(connection: Any) -> Any:
            start, spent = time.perf_counter(), time.thread_time()
            try:
                return work(connection)
            finally:
                self.worked.append(time.thread_time() - spent)
                self.held.append(time.perf_counter() - start)

        return self._call(timed)

    def take(self, serials: range) -> None:
        from kiosk.core.database.clock import hall_now
        from kiosk.features.membership.hall.ledger.import_run import Intake

        for first in range(serials.start, serials.stop, MOST_A_BATCH):
            people = _People(range(first, min(first + MOST_A_BATCH, serials.stop)))
            report = Intake(self.database, self.vault, hall_now).take(people, False, True, _tell_nobody)  # type: ignore[arg-type]
            if report.added != len(people._serials):
                raise RuntimeError(report.summary)


def _tell_nobody(done: int, total: int) -> None:
    """The progress of an import that nobody watches."""


# -- import -----------------------------------------------------------------------------------------------------------


def _import_rows(place: Path) -> list[Row]:
    ours, plain, whole = [], [], []
    for turn in range(3):
        serials = range(turn * IMPORTED, (turn + 1) * IMPORTED)
        plain.append(_plain_import(place / f"plain{turn}.db", serials, 250))
        whole.append(_plain_import(place / f"whole{turn}.db", serials, IMPORTED))
        hall = _Hall(place / f"hall{turn}")
        start = time.perf_counter()
        hall.take(serials)
        ours.append(IMPORTED / (time.perf_counter() - start))
        hall.database.close()
    rate, held, worked = _from_file(place / "file")
    mine, bare, one = (statistics.median(rates) for rates in (ours, plain, whole))
    ratio = statistics.median(a / b for a, b in zip(ours, plain, strict=True))
    return [
        Row(f"import: {IMPORTED:,} checked rows, compared, sealed, staged, published", mine, "rows/s", bare, ratio,
            f"≥ {GOAL_IMPORT}×", ratio >= GOAL_IMPORT),
        Row("  the same against plain rows in one transaction", mine, "rows/s", one, mine / one),
        Row(f"import: an .xlsx of {IN_A_FILE:,} rows, from its bytes to the report", rate, "rows/s"),
        Row("import: longest time the database owner was held", held, "ms", goal=f"≤ {GOAL_OWNER_MS:g} ms",
            met=held <= GOAL_OWNER_MS),
        Row("  of it processor time, the longest", worked, "ms"),
    ]  # fmt: skip


def _from_file(place: Path) -> tuple[float, float, float]:
    """Rows a second, and the longest work in ms by the clock and by the processor."""
    from tests.features.membership.hall.sheets import rows as sheet_rows
    from tests.features.membership.hall.sheets import xlsx

    content, hall = xlsx(sheet_rows(IN_A_FILE)), _Hall(place)
    gc.collect()
    gc.freeze()  # openpyxl, which made the file, is not in the hall; a full collection over it took the owner 48 ms
    start = time.perf_counter()
    report = hall.desk.import_records(content)
    seconds = time.perf_counter() - start
    hall.database.close()
    if report.added != IN_A_FILE:
        raise RuntimeError(report.summary)
    return IN_A_FILE / seconds, max(hall.held) * 1000, max(hall.worked) * 1000


def _plain_import(path: Path, serials: range, chunk: int) -> float:
    """Rows a second: readable rows under a unique index, in commits of `chunk`."""
    line = _plain_line(path)
    line.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, number TEXT, record BLOB)").close()
    line.execute("CREATE UNIQUE INDEX by_number ON people (number)").close()
    start = time.perf_counter()
    for first in range(serials.start, serials.stop, chunk):
        people = ((number, _record(number)) for number in range(first, min(first + chunk, serials.stop)))
        line.execute("BEGIN")
        line.executemany("INSERT INTO people VALUES (?, ?, ?)", ((n, r.id_number, r.to_bytes()) for n, r in people))
        line.execute("COMMIT")
    seconds = time.perf_counter() - start
    line.close()
    return len(serials) / seconds


def _plain_line(path: Path) -> sqlite3.Connection:
    line = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        line.execute(f"PRAGMA {pragma}").close()
    return line


# -- look-ups ---------------------------------------------------------------------------------------------------------


def _lookup_rows(place: Path) -> list[Row]:
    hall, plain = _Hall(place / "hall"), _Plain(place / "plain.db")
    found, known, paces, grown = list[Row](), 0, dict[int, float](), 0.0
    try:
        for size in SIZES:
            resident = _resident_mb()
            hall.take(range(known, size))
            grown = _resident_mb() - resident  # before the baseline's own list of a million keys grows
            plain.add(size - known)
            known = size
            sealed, bare, whole = _reads(hall, plain, size)
            paces[size] = whole
            ratio, goal = sealed / bare, size == 100_000
            found += [
                Row(f"{size:,} records: blind index, indexed read, unsealing; p50", sealed, "µs", bare, ratio,
                    f"≤ {GOAL_BARE}×" if goal else "", ratio <= GOAL_BARE if goal else None),
                Row("  and the record and its masked view made of it", whole, "µs", bare, whole / bare),
            ]  # fmt: skip
            if goal:
                found += _refusals(hall, size)
    finally:
        hall.database.close()
    large, middle = paces[1_000_000], paces[100_000]
    return [
        *found,
        Row("look-up, whole, among 1,000,000 against 100,000", large, "µs", middle, large / middle, f"≤ {GOAL_LARGE}×",
            large / middle <= GOAL_LARGE),
        Row("memory: growth while 900,000 more records were imported", grown, "MB",
            goal=f"≤ {GOAL_MEMORY_MB:g} MB", met=grown <= GOAL_MEMORY_MB),
    ]  # fmt: skip


class _Plain:
    """The bare rows: 32 random bytes under a unique index, and as many bytes beside them as a sealed record has."""

    def __init__(self, path: Path) -> None:
        self._line, self._keys = _plain_line(path), list[bytes]()
        self._line.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, blind BLOB, blob BLOB)").close()
        self._line.execute("CREATE UNIQUE INDEX by_blind ON people (blind)").close()

    def add(self, count: int) -> None:
        blob = os.urandom(600)
        fresh = [secrets.token_bytes(32) for _ in range(count)]
        self._line.execute("BEGIN")
        self._line.executemany("INSERT INTO people (blind, blob) VALUES (?, ?)", ((key, blob) for key in fresh))
        self._line.execute("COMMIT")
        self._keys += fresh

    def seconds(self, at: Sequence[int]) -> list[float]:
        line, taken = self._line, []
        for key in [self._keys[one] for one in at]:
            start = time.perf_counter()
            line.execute("SELECT blob FROM people WHERE blind = ?", (key,)).fetchone()
            taken.append(time.perf_counter() - start)
        return taken


def _reads(hall: _Hall, plain: _Plain, size: int) -> tuple[float, float, float]:
    """Sealed, bare and whole in µs: medians over turns within a second of each other."""
    chance, bare = random.Random(size), list[float]()
    mine, whole = list[float](), list[float]()
    for _ in range(TURNS):
        at = chance.sample(range(size), ASKED)
        bare.append(statistics.median(plain.seconds(at)) * 1e6)
        numbers = [_number(one) for one in at]
        for work, paces in ((_read_all, mine), (_find_all, whole)):
            chance.shuffle(numbers)
            paces.append(statistics.median(hall.database.call(partial(work, hall, numbers))) * 1e6)
    return statistics.median(mine), statistics.median(bare), statistics.median(whole)


def _read_all(hall: _Hall, numbers: Sequence[str], connection: Any) -> list[float]:
    """What sealing costs a look-up: the keyed index instead of the number, and the unsealing."""
    from kiosk.core.sealing.vault import Sealed
    from kiosk.features.membership.hall.lookup import _BY_BLIND

    taken = []
    for number in numbers:
        start = time.perf_counter()
        row = _BY_BLIND.run(connection, blind=hall.vault.blind_index(number)).fetchone()
        hall.vault.unseal("records", row[1], Sealed(*row[2:]))
        taken.append(time.perf_counter() - start)
    return taken


def _find_all(hall: _Hall, numbers: Sequence[str], connection: Any) -> list[float]:
    """Each as the desk finds it inside its work, up to the masked view."""
    taken, look_ups = [], hall.desk.look_ups
    for number in numbers:
        start = time.perf_counter()
        record, _ = look_ups._find(connection, hall.vault.blind_index(number), number)
        if record is None:
            raise RuntimeError("a record was not found")
        record.view(TODAY)
        taken.append(time.perf_counter() - start)
    return taken


def _refusals(hall: _Hall, size: int) -> list[Row]:
    """A number without a record, and a record under another name, turn by turn: in the work, and to the answer."""
    from kiosk.features.membership.hall.desk import Proof

    chance, spent, answered = random.Random(7), ([], []), ([], [])  # type: ignore[var-annotated]
    for at in range(PAIRS):
        kinds = [
            (0, Proof("别人", _number(size + chance.randrange(size)))),
            (1, Proof("别人", _number(chance.randrange(size)))),
        ]
        for kind, proof in chance.sample(kinds, 2):
            spent[kind].append(hall.database.call(partial(_refused, hall, proof)))
            if at < ANSWERED_PAIRS:
                answered[kind].append(asyncio.run(_answer(hall, proof)))
    return [
        _compared("refused: no such person, in the hall's work; against a wrong proof", *spent),
        _compared("refused: no such person, until the answer; against a wrong proof", *answered),
        _told("  share of pairs in which no such person took longer, work", *spent),
        _told("  share of pairs in which no such person took longer, answer", *answered, judged=True),
    ]


async def _answer(hall: _Hall, proof: Any) -> float:
    start = time.perf_counter()
    if await hall.desk.look_ups.by_card(proof, 1) is not None:
        raise RuntimeError("somebody was shown")
    return time.perf_counter() - start


def _refused(hall: _Hall, proof: Any, connection: Any) -> float:
    start = time.perf_counter()
    if hall.desk.look_ups._by_card(connection, proof, 1) is not None:
        raise RuntimeError("somebody was shown")
    return time.perf_counter() - start


def _compared(what: str, nobody: Sequence[float], wrong: Sequence[float]) -> Row:
    mine, theirs = statistics.median(nobody) * 1e6, statistics.median(wrong) * 1e6
    return Row(f"{what}; p50", mine, "µs", theirs, mine / theirs)


def _told(what: str, nobody: Sequence[float], wrong: Sequence[float], judged: bool = False) -> Row:
    share = statistics.fmean(mine > theirs for mine, theirs in zip(nobody, wrong, strict=True))
    goal = f"0.5 ± {GOAL_TOLD}" if judged else ""
    return Row(what, share, "", goal=goal, met=abs(share - 0.5) <= GOAL_TOLD if judged else None)


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6
