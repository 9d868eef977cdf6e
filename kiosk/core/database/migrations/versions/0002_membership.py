"""Membership: sealed records, their batches, the key's binding, the audit chain"""

import sqlalchemy as sa
from alembic import op

revision = "0002_membership"
down_revision = "0001_hall"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "record_vault",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("ring_id", sa.Text(), nullable=False),
        sa.Column("check_value", sa.LargeBinary(), nullable=False),
        sa.Column("bound_at", sa.Text(), nullable=False),
    )
    op.create_table(
        "record_batches",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("began_at", sa.Text(), nullable=False),
        sa.Column("published_at", sa.Text()),
        sa.Column("swept_at", sa.Text()),
        sa.Column("rows", sa.Integer(), nullable=False, server_default=sa.text("0")),
    )
    op.create_table(
        "records",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("batch_id", sa.Integer(), sa.ForeignKey("record_batches.id"), nullable=False),
        sa.Column("blind", sa.LargeBinary(), nullable=False),
        sa.Column("key_version", sa.Integer(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_records_blind", "records", ["blind", "batch_id"], unique=True)
    op.create_index("ix_records_batch_id", "records", ["batch_id"])
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("terminal_id", sa.Integer()),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("blind", sa.LargeBinary()),
        sa.Column("detail", sa.Text()),
        sa.Column("link", sa.LargeBinary(), nullable=False),
    )
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END"
        )


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
