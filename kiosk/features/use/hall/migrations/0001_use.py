"""How the hall is used: counts of visitors by hour, and what the screens showed by day"""

import sqlalchemy as sa
from alembic import op

revision = "0001_use"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "use_reports",
        sa.Column("terminal_id", sa.Integer(), sa.ForeignKey("terminals.id"), primary_key=True),
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("day", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_use_reports_day", "use_reports", ["terminal_id", "day"])
    op.create_table(
        "use_counts",
        sa.Column("thing", sa.Text(), primary_key=True),
        sa.Column("week", sa.Text(), primary_key=True),
        sa.Column("terminal_id", sa.Integer(), sa.ForeignKey("terminals.id"), primary_key=True),
        sa.Column("weekday", sa.Integer(), primary_key=True),
        sa.Column("hour", sa.Integer(), primary_key=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        sa.CheckConstraint("hour BETWEEN -1 AND 23", name="hour"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "played_items",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("pack", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Text(), nullable=False),
        sa.UniqueConstraint("pack", "version", "item", "sha256", name="played_item"),
    )
    op.create_index("ix_played_items_last_day", "played_items", ["last_day"])
    op.create_table(
        "screen_plays",
        sa.Column("day", sa.Text(), primary_key=True),
        sa.Column("terminal_id", sa.Integer(), sa.ForeignKey("terminals.id"), primary_key=True),
        sa.Column("item_id", sa.Integer(), sa.ForeignKey("played_items.id"), primary_key=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "hall_plays",
        sa.Column("day", sa.Text(), primary_key=True),
        sa.Column("item_id", sa.Integer(), sa.ForeignKey("played_items.id"), primary_key=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
