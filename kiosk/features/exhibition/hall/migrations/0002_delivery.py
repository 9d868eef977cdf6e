"""Packs on their way to the screens: what was ever published, how far the screens are, and what was cleared away"""

import sqlalchemy as sa
from alembic import op

revision = "0002_delivery"
down_revision = "0001_packs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pack_serial",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("published", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name="one_row"),
    )
    op.create_table(
        "pack_releases",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("release", sa.Text(), nullable=False, unique=True),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
    )
    op.create_table(
        "pack_screens",
        sa.Column("terminal_id", sa.Integer(), sa.ForeignKey("terminals.id"), primary_key=True),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.add_column("pack_versions", sa.Column("cleared_at", sa.Text()))
