"""An account has a set of roles, of four: clerk, desk, editor, keeper; who had one keeps it"""

import sqlalchemy as sa
from alembic import op

revision = "0013_roles"
down_revision = "0012_english"
branch_labels = None
depends_on = None

_KEPT = "id, name, password_hash, must_change, made_at, closed_at, single_keys"


def upgrade() -> None:
    """SQLite drops no column that a check names, so the table is made anew. It gets its own name back before its rows:
    each insert then finds the rows that refer to it, which the drop has left without (sqlite.org/foreignkeys.html, 5).
    """
    op.execute("PRAGMA defer_foreign_keys = ON")
    op.execute(f"CREATE TEMP TABLE accounts_before AS SELECT {_KEPT}, role FROM accounts")
    op.drop_table("accounts")
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("must_change", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.Text()),
        sa.Column("single_keys", sa.Integer(), nullable=False, server_default=sa.text("1")),
        sa.CheckConstraint("roles <> ''", name=op.f("ck_accounts_roles")),
        sa.UniqueConstraint("name", name=op.f("uq_accounts_name")),
    )
    op.execute(f"INSERT INTO accounts ({_KEPT}, roles) SELECT {_KEPT}, role FROM accounts_before")
    op.execute("DROP TABLE temp.accounts_before")


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
