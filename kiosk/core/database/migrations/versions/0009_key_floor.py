"""Nothing may be sealed any more by a key version that a rotation has left behind: the ring may drop it then"""

from kiosk.core.database.migrations.key_floor import guard_key_floor

revision = "0009_key_floor"
down_revision = "0008_letters"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("records", "scans"):
        guard_key_floor(table)


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
