"""The papers of a draft, beside its items"""

import sqlalchemy as sa
from alembic import op

revision = "0004_papers"
down_revision = "0003_questions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("packs", sa.Column("papers", sa.Text()))
