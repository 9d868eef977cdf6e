"""Results of 党性体检 that people asked to be kept, sealed"""

import sqlalchemy as sa
from alembic import op

revision = "0003_results"
down_revision = "0002_exams"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "quiz_results",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("blind", sa.LargeBinary(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("key_version", sa.Integer(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_quiz_results_blind", "quiz_results", ["blind"])
    op.create_index("ix_quiz_results_day", "quiz_results", ["day"])


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
