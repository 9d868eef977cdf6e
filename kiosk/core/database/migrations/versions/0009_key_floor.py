"""Nothing may be sealed any more by a key version that a rotation has left behind: the ring may drop it then"""

from alembic import op

revision = "0009_key_floor"
down_revision = "0008_letters"
branch_labels = None
depends_on = None

_FLOOR = "(SELECT CAST(value AS INTEGER) FROM marks WHERE name = 'records_key_floor')"


def upgrade() -> None:
    for table in ("records", "scans"):
        for name, verb in (("insert", "INSERT"), ("update", "UPDATE OF key_version")):
            op.execute(
                f"CREATE TRIGGER {table}_key_floor_{name} BEFORE {verb} ON {table} WHEN NEW.key_version < {_FLOOR} "
                "BEGIN SELECT RAISE(ABORT, 'sealed by a key version that was left behind'); END"
            )


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
