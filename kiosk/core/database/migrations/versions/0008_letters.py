"""Letters as sealed files, one-time PINs with their lock-out, the sealed copy of the key that a printed code opens"""

import sqlalchemy as sa
from alembic import op

revision = "0008_letters"
down_revision = "0007_keys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (sa.Column("recovery", sa.LargeBinary()), sa.Column("recovery_made_at", sa.Text()),
                   sa.Column("recovery_rehearsed_at", sa.Text())):  # fmt: skip
        op.add_column("record_vault", column)
    op.create_table(
        "scans",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("blind", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False, unique=True),
        sa.Column("key_version", sa.Integer(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.Text()),
        sa.Column("decided_by", sa.Integer(), sa.ForeignKey("accounts.id")),
    )
    op.create_index("ix_scans_blind", "scans", ["blind", "state"])
    op.create_table(
        "lookup_pins",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("blind", sa.LargeBinary(), nullable=False),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.Column("issued_at", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.Column("issued_by", sa.Integer(), sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("used_at", sa.Text()),
    )
    op.create_index("ix_lookup_pins_blind", "lookup_pins", ["blind"])
    op.create_table(
        "pin_locks",
        sa.Column("mark", sa.LargeBinary(), primary_key=True),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.Text()),
        sa.Column("at", sa.Text(), nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
