"""For the migration that makes a table of sealed rows: rows sealed by a key version left behind are refused.

def upgrade() -> None:
    op.create_table("notes", …)
    guard_key_floor("notes")
"""

from alembic import op

_FLOOR = "(SELECT CAST(value AS INTEGER) FROM marks WHERE name = 'records_key_floor')"


def guard_key_floor(table: str) -> None:
    """From now on `table` takes no row by a `key_version` that a rotation has left behind: the ring may drop it."""
    for name, verb in (("insert", "INSERT"), ("update", "UPDATE OF key_version")):
        op.execute(
            f"CREATE TRIGGER {table}_key_floor_{name} BEFORE {verb} ON {table} WHEN NEW.key_version < {_FLOOR} "
            "BEGIN SELECT RAISE(ABORT, 'sealed by a key version that was left behind'); END"
        )
