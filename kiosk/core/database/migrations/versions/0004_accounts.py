"""Accounts of clerks and keepers, wrong tries, rating pads, ratings"""

import sqlalchemy as sa
from alembic import op

revision = "0004_accounts"
down_revision = "0003_queue"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("must_change", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.Text()),
        sa.CheckConstraint("role IN ('clerk', 'keeper')", name=op.f("ck_accounts_role")),
        sa.UniqueConstraint("name", name=op.f("uq_accounts_name")),
    )
    op.create_table(
        "login_tries",
        sa.Column("name_hash", sa.Text(), primary_key=True, nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.Text()),
        sa.Column("at", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pads",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("window_id", sa.Integer(), sa.ForeignKey("windows.id"), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("revoked_at", sa.Text()),
        sa.UniqueConstraint("token_hash", name=op.f("uq_pads_token_hash")),
    )
    op.create_table(
        "ratings",
        sa.Column("ticket_id", sa.Integer(), sa.ForeignKey("tickets.id"), primary_key=True),
        sa.Column("window_id", sa.Integer(), sa.ForeignKey("windows.id"), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False, server_default=""),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.Text()),
        sa.Column("closed_by", sa.Integer(), sa.ForeignKey("accounts.id")),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_ratings_level")),
    )
    op.create_index("ix_ratings_open", "ratings", ["at"], sqlite_where=sa.text("level >= 4 AND closed_at IS NULL"))


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
