"""How much of a version still reads as the template does"""

import sqlalchemy as sa
from alembic import op

revision = "0005_placeholders"
down_revision = "0004_papers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("pack_versions", sa.Column("placeholders", sa.Integer(), nullable=False, server_default="0"))
