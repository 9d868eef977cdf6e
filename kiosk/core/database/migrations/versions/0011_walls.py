"""Wrong tries by name and place, known browsers, a cap a path of look-up, what was refused by day"""

import sqlalchemy as sa
from alembic import op

revision = "0011_walls"
down_revision = "0010_scan_source"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("login_tries")  # counts of the last day at most, by a name alone
    op.create_table(
        "login_tries",
        sa.Column("mark", sa.Text(), primary_key=True, nullable=False),
        sa.Column("name_hash", sa.Text(), nullable=False, server_default=""),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.Text()),
        sa.Column("at", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "login_places",
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("accounts.id"), primary_key=True, nullable=False),
        sa.Column("mark", sa.Text(), primary_key=True, nullable=False),
        sa.Column("seen_at", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "security_counts",
        sa.Column("day", sa.Text(), primary_key=True, nullable=False),
        sa.Column("kind", sa.Text(), primary_key=True, nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.add_column("look_ups", sa.Column("path", sa.Text(), nullable=False, server_default="card"))
    op.drop_index("ix_look_ups_terminal", "look_ups")
    op.create_index("ix_look_ups_terminal", "look_ups", ["terminal_id", "path", "at"])


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
