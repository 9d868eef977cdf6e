"""正式测试: exams with their sealed bank, who may sit, the paper of each who sits, and their answers"""

import sqlalchemy as sa
from alembic import op

revision = "0002_exams"
down_revision = "0001_quiz"
branch_labels = None
depends_on = None


def _sealed() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("key_version", sa.Integer(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
    )


def _of_exam() -> sa.Column[object]:
    return sa.Column("exam_id", sa.Integer(), sa.ForeignKey("exams.id", ondelete="CASCADE"), nullable=False)


def upgrade() -> None:
    op.create_table(
        "exams",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("opens_at", sa.Text(), nullable=False),
        sa.Column("closes_at", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.Text()),
        sa.Column("kept_until", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Integer(), sa.ForeignKey("accounts.id")),
        *_sealed(),
    )
    op.create_index("ix_exams_hours", "exams", ["opens_at", "closes_at"])
    op.create_index("ix_exams_kept_until", "exams", ["kept_until"])
    for table, name in (("exam_people", "exam_person"), ("exam_sittings", "exam_sitting")):
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), primary_key=True),
            _of_exam(),
            sa.Column("blind", sa.LargeBinary(), nullable=False),
            *_sealed(),
            sa.UniqueConstraint("exam_id", "blind", name=name),
        )
        op.create_index(f"ix_{table}_blind", table, ["blind"])
    op.create_table(
        "exam_progress",
        sa.Column("id", sa.Integer(), sa.ForeignKey("exam_sittings.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("blind", sa.LargeBinary(), nullable=False),
        *_sealed(),
    )
    op.create_index("ix_exam_progress_blind", "exam_progress", ["blind"])
    op.create_table(
        "exam_cards",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("terminal_id", sa.Integer(), sa.ForeignKey("terminals.id"), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
    )
    op.create_index("ix_exam_cards_terminal", "exam_cards", ["terminal_id", "at"])


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
