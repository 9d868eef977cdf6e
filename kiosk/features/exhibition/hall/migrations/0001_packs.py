"""The packs of a hall: versions, publications, and what stays down"""

import sqlalchemy as sa
from alembic import op

revision = "0001_packs"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "packs",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False, unique=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("saved_at", sa.Text()),
        sa.Column("saved_by", sa.Integer(), sa.ForeignKey("accounts.id")),
    )
    op.create_table(
        "draft_items",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("pack_id", sa.Integer(), sa.ForeignKey("packs.id"), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.UniqueConstraint("pack_id", "item", name="draft_item"),
    )
    op.create_table(
        "pack_versions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("pack_id", sa.Integer(), sa.ForeignKey("packs.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Integer(), sa.ForeignKey("accounts.id")),
        sa.Column("approved_at", sa.Text()),
        sa.Column("approved_by", sa.Integer(), sa.ForeignKey("accounts.id")),
        sa.UniqueConstraint("pack_id", "number", name="pack_number"),
        sa.CheckConstraint("length(digest) = 64", name="digest"),
    )
    op.create_table(
        "publications",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("pack_id", sa.Integer(), sa.ForeignKey("packs.id"), nullable=False),
        sa.Column("version_id", sa.Integer(), sa.ForeignKey("pack_versions.id")),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), sa.ForeignKey("accounts.id")),
        sa.CheckConstraint("how IN ('publish', 'roll_back', 'take_down')", name="how"),
    )
    op.create_index("ix_publications_pack", "publications", ["pack_id", "id"])
    op.create_table(
        "tombstones",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("pack", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("file_digest", sa.Text(), nullable=False, server_default=""),
        sa.Column("why", sa.Text(), nullable=False, server_default=""),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), sa.ForeignKey("accounts.id")),
        sa.Column("put_back_at", sa.Text()),
        sa.Column("put_back_by", sa.Integer(), sa.ForeignKey("accounts.id")),
    )
    op.create_index("ix_tombstones_down", "tombstones", ["pack", "item"], sqlite_where=sa.text("put_back_at IS NULL"))


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
