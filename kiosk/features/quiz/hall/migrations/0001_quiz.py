"""What is answered in the quiz: sums of each wording by the week, and what visitors doubt by the day"""

import sqlalchemy as sa
from alembic import op

revision = "0001_quiz"
down_revision = None
branch_labels = None
depends_on = None

SUMS = ("right", "wrong", "skipped", "rested", "rested_right", "rest", "rest_squares", "rest_of_right", "again")


def upgrade() -> None:
    op.create_table(
        "quiz_reports",
        sa.Column("terminal_id", sa.Integer(), sa.ForeignKey("terminals.id"), primary_key=True),
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("day", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_quiz_reports_day", "quiz_reports", ["terminal_id", "day"])
    op.create_table(
        "quiz_items",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("bank", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Text(), nullable=False),
        sa.Column("kept_day", sa.Text()),
        sa.UniqueConstraint("bank", "item", "version", name="quiz_item"),
    )
    op.create_index("ix_quiz_items_last_day", "quiz_items", ["last_day"])
    op.create_table(
        "quiz_answers",
        sa.Column("item_id", sa.Integer(), sa.ForeignKey("quiz_items.id"), primary_key=True),
        sa.Column("week", sa.Text(), primary_key=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in SUMS),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "quiz_papers",
        sa.Column("week", sa.Text(), primary_key=True),
        sa.Column("paper", sa.Text(), primary_key=True),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("again", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "quiz_doubts",
        sa.Column("item_id", sa.Integer(), sa.ForeignKey("quiz_items.id"), primary_key=True),
        sa.Column("day", sa.Text(), primary_key=True),
        sa.Column("reason", sa.Text(), primary_key=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("settled", sa.Integer(), nullable=False),
        sa.CheckConstraint("settled IN (0, 1)", name="settled"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
