"""A clerk may switch the page's single keys off (WCAG 2.1.4)"""

import sqlalchemy as sa
from alembic import op

revision = "0007_keys"
down_revision = "0006_reserved"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("accounts", sa.Column("single_keys", sa.Integer(), nullable=False, server_default=sa.text("1")))


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
