"""Questions that are asked no more, in whatever pack they stand"""

import sqlalchemy as sa
from alembic import op

revision = "0003_questions"
down_revision = "0002_delivery"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "withdrawn_questions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("bank", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False, server_default=""),
        sa.Column("why", sa.Text(), nullable=False, server_default=""),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), sa.ForeignKey("accounts.id")),
        sa.Column("brought_back_at", sa.Text()),
        sa.Column("brought_back_by", sa.Integer(), sa.ForeignKey("accounts.id")),
    )
    op.create_index("ix_withdrawn_questions", "withdrawn_questions", ["bank", "question"])
