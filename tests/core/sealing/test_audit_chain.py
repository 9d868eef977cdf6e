"""Whoever can write the database, and has no key, changes nothing in the audit that is not found."""

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, OperationalError

from kiosk.core.database.migrations import open_hall_database
from kiosk.core.database.owner import Database
from kiosk.core.sealing import audit, audit_chain
from kiosk.core.sealing.audit import AuditSilenced, Entry
from kiosk.core.sealing.audit_cells import FORMER, KINDS, TYPED, Cell, link_of
from kiosk.core.sealing.audit_chain import ChainState
from kiosk.core.sealing.unlock import unlock
from kiosk.core.sealing.vault import Vault
from tests.apps.hall.former.hall import FolderHall
from tests.apps.hall.test_former_halls import ARCHIVES

T = TypeVar("T")
COLUMNS = (*KINDS, "link")
AT = "2026-12-01T09:30:00.000+08:00"
ENTRIES = (
    Entry(AT, "card", "look_up", "shown", terminal_id=1, blind=bytes(range(32))),
    Entry(AT, "keeper", "import", "published", detail={"rows": 3, "added": 3, "by": 1}),
    Entry(AT, "pin", "look_up", "wrong_proof", terminal_id=2, blind=b"0123456789abcdef0123456789abcdef"),
    Entry(AT, "service", "restore", "chain_kept"),
    Entry(AT, "clerk", "pin_issue", "issued", blind=bytes(32), detail={"by": 2}),
)
GUARDS = ("audit_no_update", "audit_no_delete")


class Chain:
    """An audit and the key that made it; what is done to it in `tried` is taken back."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self.database, self.vault = database, vault

    def write(self, *entries: Entry) -> None:
        for entry in entries:
            self.database.call(partial(audit.append, vault=self.vault, entry=entry))

    def walked(self, connection: Connection) -> ChainState:
        return audit_chain.walk(lambda work: work(connection), self.vault)

    def tried(self, forge: Callable[[Connection], object], look: Callable[[Connection], T]) -> T:
        """What `look` finds once somebody forged it, with the table's guards laid aside meanwhile."""

        def work(connection: Connection) -> None:
            made = [_sql(connection, guard) for guard in GUARDS]
            for guard in GUARDS:
                connection.exec_driver_sql(f"DROP TRIGGER {guard}")
            forge(connection)
            for statement in made:
                connection.exec_driver_sql(statement)
            raise _Undone(look(connection))

        with pytest.raises(_Undone) as undone:
            self.database.call(work)
        found: T = undone.value.args[0]
        return found

    def found(self, forge: Callable[[Connection], object]) -> ChainState:
        return self.tried(forge, self.walked)

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        order = f"SELECT {', '.join(COLUMNS)} FROM audit ORDER BY id"
        return self.database.call(lambda connection: [tuple(row) for row in connection.exec_driver_sql(order)])


class _Undone(Exception):
    """Carries what was found out of a work that is taken back."""


def _sql(connection: Connection, name: str) -> str:
    made = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).scalar_one()
    return str(made)


@pytest.fixture(scope="module", params=["former", "mixed", "typed"])
def chain(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chain]:
    """Rows as 0.1.0 wrote them, rows of today after them, and rows of today alone."""
    folder: Path = tmp_path_factory.mktemp(request.param)
    if request.param != "typed":
        FolderHall.unpacked(ARCHIVES[0], folder, 1)
    with closing(open_hall_database(folder / "hall" / "hall.db")) as database:
        made = Chain(database, unlock(database, folder / "hall"))
        made.write(*(() if request.param == "former" else ENTRIES))
        yield made


def test_what_nobody_changed_holds(chain: Chain) -> None:
    state = chain.database.call(chain.walked)
    assert (state.whole, state.entries) == (True, len(chain.rows))
    assert chain.found(lambda connection: None) == state


ANYTHING = st.one_of(
    st.none(), st.integers(-(2**63), 2**63 - 1), st.floats(), st.text(max_size=40), st.binary(max_size=40),
    st.sampled_from([b"", "", 0, 1, "0", b"1", "null", "{}", bytes(32), "ab" * 32]),
)  # fmt: skip
IN_ANOTHER_TYPE = (
    "lower(hex({0}))", "upper(hex({0}))", "CAST({0} AS BLOB)", "CAST({0} AS TEXT)", "CAST({0} AS REAL)", "NULL",
    "zeroblob(32)", "x'ff' || CAST({0} AS BLOB)", "CAST(x'ff00fe' AS TEXT)", "{0} || char(0)", "''",
    "ifnull({0}, '')", "ifnull({0}, x'')", "ifnull({0}, 0)",
)  # fmt: skip


def change_of_a_cell(connection: Connection, row_id: int, column: str, value: str, *given: Any) -> None:
    """Raises Unchanged where the cell is what it was, or SQLite refuses it."""
    cell = f"SELECT typeof({column}), CAST({column} AS BLOB) FROM audit WHERE id = ?"
    before = connection.exec_driver_sql(cell, (row_id,)).one()
    try:
        connection.exec_driver_sql(f"UPDATE audit SET {column} = {value} WHERE id = ?", (*given, row_id))
    except (IntegrityError, OperationalError):
        raise Unchanged from None
    if column != "id" and connection.exec_driver_sql(cell, (row_id,)).one() == before:
        raise Unchanged
    if column == "id" and connection.exec_driver_sql(cell, (row_id,)).first() is not None:
        raise Unchanged


class Unchanged(Exception):
    """Nothing was forged."""


def is_found(chain: Chain, forge: Callable[[Connection], object]) -> bool:
    try:
        return not chain.found(forge).whole
    except Unchanged:
        return True


def test_any_cell_of_any_row_in_another_type_is_found(chain: Chain) -> None:
    missed = [
        (row[0], column, value)
        for row in chain.rows
        for column in COLUMNS
        for value in IN_ANOTHER_TYPE
        if not is_found(chain, partial(change_of_a_cell, row_id=row[0], column=column, value=value.format(column)))
    ]
    assert missed == []


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_cell_of_any_row_with_any_other_value_is_found(chain: Chain, data: st.DataObject) -> None:
    row_id = data.draw(st.sampled_from([row[0] for row in chain.rows]))
    column, value = data.draw(st.sampled_from(COLUMNS)), data.draw(ANYTHING)

    def forge(connection: Connection) -> None:
        change_of_a_cell(connection, row_id, column, "?", value)

    assert is_found(chain, forge)


def test_any_row_taken_out_before_the_tail_is_found_and_the_tail_by_a_noted_head(chain: Chain) -> None:
    ids, head = [row[0] for row in chain.rows], chain.database.call(chain.walked).head

    def without(row_id: int, connection: Connection) -> None:
        connection.exec_driver_sql("DELETE FROM audit WHERE id = ?", (row_id,))

    assert all(is_found(chain, partial(without, row_id)) for row_id in ids[:-1])
    assert not chain.tried(partial(without, ids[-1]), lambda rows: audit_chain.holds_head(rows, head))


def test_any_row_put_in_anywhere_is_found(chain: Chain) -> None:
    """Before the first id, in the middle by moving the others on, or at the end; one of the chain's own, or another."""
    rows = chain.rows
    last = rows[-1][0]

    def put_in(row: tuple[Any, ...], at: int, connection: Connection) -> None:
        if 0 < at <= last:
            connection.exec_driver_sql("UPDATE audit SET id = -id WHERE id >= ?", (at,))
            connection.exec_driver_sql("UPDATE audit SET id = 1 - id WHERE id <= ?", (-at,))
        marks = ", ".join("?" * len(COLUMNS))
        connection.exec_driver_sql(f"INSERT INTO audit ({', '.join(COLUMNS)}) VALUES ({marks})", (at, *row[1:]))

    invented = (0, AT, "card", 1, "look_up", "no_record", None, None, bytes(32))
    places = (-(2**63), -1, 0, 1, 2, *range(3, last, 4), last, last + 1, last + 2, 2**63 - 1)
    missed = [(row[0], at) for row in (*rows, invented) for at in places if chain.found(partial(put_in, row, at)).whole]
    assert missed == []


def test_any_two_rows_in_the_other_order_are_found(chain: Chain) -> None:
    ids = [row[0] for row in chain.rows]

    def swapped(one: int, other: int, connection: Connection) -> None:
        for old, new in ((one, -one), (other, one), (-one, other)):
            connection.exec_driver_sql("UPDATE audit SET id = ? WHERE id = ?", (new, old))

    pairs = [(one, other) for one in ids for other in ids if one < other]
    assert all(not chain.found(partial(swapped, *pair)).whole for pair in pairs)


def test_the_walk_finds_it_also_beyond_a_page(chain: Chain, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.core.sealing.audit_chain.PAGE_ROWS", 2)
    test_what_nobody_changed_holds(chain)
    test_any_row_taken_out_before_the_tail_is_found_and_the_tail_by_a_noted_head(chain)


def linked(chain: Chain, rule: int, connection: Connection) -> None:
    """One row more, by that rule and with the key: as another version of the program would write it."""
    last = connection.exec_driver_sql("SELECT id, link FROM audit ORDER BY id DESC LIMIT 1").one()
    values = {"id": last[0] + 1, "at": AT, "actor": "keeper", "terminal_id": None, "action": "read",
              "outcome": "shown", "blind": None, "detail": None}  # fmt: skip
    link = link_of(chain.vault, rule, last[1], {name: Cell.written(value) for name, value in values.items()})
    marks = ", ".join("?" * len(COLUMNS))
    connection.exec_driver_sql(f"INSERT INTO audit ({', '.join(COLUMNS)}) VALUES ({marks})", (*values.values(), link))


def test_after_the_first_row_of_todays_rule_none_of_the_former_is_taken(chain: Chain) -> None:
    entries, was = len(chain.rows), chain.database.call(chain.walked).rule
    state = chain.found(partial(linked, chain, FORMER))
    assert (state.broken_at, state.why) == ((None, "") if was == FORMER else (entries + 1, "former"))
    assert chain.found(partial(linked, chain, TYPED)).whole


# -- the table itself -----------------------------------------------------------------------------


@pytest.mark.parametrize("when", ["BEFORE", "AFTER"])
def test_a_row_that_something_takes_back_is_never_thought_written(chain: Chain, when: str) -> None:
    back = "SELECT RAISE(IGNORE)" if when == "BEFORE" else "DELETE FROM AUDIT WHERE id = NEW.id"

    def silenced(connection: Connection) -> None:
        connection.exec_driver_sql("DROP TRIGGER audit_no_delete")
        connection.exec_driver_sql(f"CREATE TRIGGER hush {when} INSERT ON Audit BEGIN {back}; END")
        audit.append(connection, chain.vault, Entry(AT, "keeper", "read", "shown"))

    with pytest.raises(AuditSilenced):
        chain.database.call(silenced)


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("CREATE TRIGGER hush AFTER INSERT ON audit WHEN NEW.blind = x'00' BEGIN SELECT 1; END", "guards"),
        ("DROP TRIGGER audit_no_delete", "guards"),
        ("CREATE INDEX shown ON audit (actor)", "table"),
        ("ALTER TABLE audit ADD COLUMN more TEXT", "table"),
        ("ALTER TABLE audit RENAME TO kept; CREATE VIEW audit AS SELECT * FROM kept", "table"),
    ],
)
def test_another_table_or_other_guards_are_told(chain: Chain, sql: str, why: str) -> None:
    def forge(connection: Connection) -> None:
        for statement in sql.split("; ") if "VIEW" in sql else [sql]:
            connection.exec_driver_sql(statement)
        raise _Undone(chain.walked(connection))

    with pytest.raises(_Undone) as undone:
        chain.database.call(forge)
    state = undone.value.args[0]
    assert (state.broken_at, state.why) == (0, why)


# -- reading it -----------------------------------------------------------------------------------

UNREAD = [
    *(("at", value) for value in ("x'ff'", "'yesterday'", "'20261201T0930'", "CAST(x'ff00' AS TEXT)")),
    *(("actor", "x'00'"), ("action", "zeroblob(3)"), ("outcome", "x'ff'")),
    *(("terminal_id", value) for value in ("'hall'", "1.5")),
    *(("blind", value) for value in ("'text'", "7")),
    *(
        ("detail", value)
        for value in ("x'7b'", "'{'", "'[1]'", "'{\"by\": [1]}'", f"'{'[' * 4000}'", f"'{'9' * 5000}'")
    ),
    *(("link", value) for value in ("'text'", "7", "x''")),
]


@pytest.mark.parametrize(("column", "value"), UNREAD)
def test_a_cell_that_cannot_be_read_is_told_and_nothing_fails(chain: Chain, column: str, value: str) -> None:
    row_id = len(chain.rows) - 1

    def forge(connection: Connection) -> None:
        connection.exec_driver_sql(f"UPDATE audit SET {column} = {value} WHERE id = {row_id}")

    lines = chain.tried(forge, partial(audit.read_page, rows=1000))
    assert [line.sound for line in lines] == [line.id != row_id for line in lines]
    assert chain.found(forge).broken_at == row_id
    line = chain.tried(forge, lambda connection: audit.line_of(connection, row_id))
    assert line is not None and not line.sound

    def goes_on(connection: Connection) -> bool:
        audit.append(connection, chain.vault, Entry(AT, "keeper", "read", "shown"))
        return audit.read_page(connection, rows=1)[0].sound

    assert chain.tried(forge, goes_on)
