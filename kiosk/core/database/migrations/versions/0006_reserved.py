"""No index for reserved numbers: they are looked for once a start, and are always among those who wait"""

from alembic import op

revision = "0006_reserved"
down_revision = "0005_boards"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_tickets_reserved", "tickets")


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
