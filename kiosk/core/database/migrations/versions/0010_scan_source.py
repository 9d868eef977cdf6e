"""Which file a page came from, as a keyed mark: a folder given twice brings nothing twice"""

import sqlalchemy as sa
from alembic import op

revision = "0010_scan_source"
down_revision = "0009_key_floor"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("scans", sa.Column("source", sa.LargeBinary()))
    op.create_index("ix_scans_source", "scans", ["source"])
    op.create_index("ix_scans_state", "scans", ["state", "added_at"])


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
