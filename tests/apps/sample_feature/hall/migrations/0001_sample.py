"""Notes, drawings, and who had a turn"""

import sqlalchemy as sa
from alembic import op

from kiosk.core.database.migrations.key_floor import guard_key_floor

revision = "0001_sample"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, sealed in (("sample_notes", sa.Column("blob", sa.LargeBinary(), nullable=False)),
                          ("sample_drawings", sa.Column("file", sa.Text(), nullable=False))):  # fmt: skip
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), primary_key=True),
            sa.Column("blind", sa.LargeBinary(), nullable=False),
            sa.Column("key_version", sa.Integer(), nullable=False),
            sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
            sealed,
        )
        guard_key_floor(table)
    op.create_table(
        "sample_turns",
        sa.Column("blind", sa.LargeBinary(), primary_key=True),
        sa.Column("at", sa.Text(), nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
