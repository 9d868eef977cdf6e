"""Pictures of the items of 正式测试, sealed, a file each"""

import sqlalchemy as sa
from alembic import op

revision = "0004_exam_pictures"
down_revision = "0003_results"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exam_pictures",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("exam_id", sa.Integer(), sa.ForeignKey("exams.id", ondelete="SET NULL")),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key_version", sa.Integer(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.UniqueConstraint("exam_id", "number", name="exam_picture"),
    )


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
