"""Which tiles stand on home, as editors chose"""

import sqlalchemy as sa
from alembic import op

revision = "0001_home"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "home_arrangements",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), sa.ForeignKey("accounts.id")),
    )


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
