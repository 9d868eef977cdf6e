"""Boards are enrolled like terminals, with a token that may only look on"""

import sqlalchemy as sa
from alembic import op

revision = "0005_boards"
down_revision = "0004_accounts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("terminals", "enrol_codes"):
        op.add_column(table, sa.Column("kind", sa.Text(), nullable=False, server_default="terminal"))


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
