"""The queue: dates that differ from the week, quotas, lanes, training, one open number a person"""

import sqlalchemy as sa
from alembic import op

revision = "0003_queue"
down_revision = "0002_membership"
branch_labels = None
depends_on = None

_OPEN = "service_state IN ('waiting', 'called', 'serving', 'held')"


def upgrade() -> None:
    op.create_table(
        "dates",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("like_weekday", sa.Integer(), nullable=True),
        sa.Column("spans", sa.Text(), nullable=True),
        sa.CheckConstraint("like_weekday BETWEEN 0 AND 6", name=op.f("ck_dates_weekday")),
        sa.CheckConstraint("like_weekday IS NULL OR spans IS NULL", name=op.f("ck_dates_one_way")),
        sa.PrimaryKeyConstraint("day"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "quotas",
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Text(), nullable=False),
        sa.Column("closes", sa.Text(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.CheckConstraint("opens < closes", name=op.f("ck_quotas_slot")),
        sa.CheckConstraint("most >= 0", name=op.f("ck_quotas_most")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"]),
        sa.PrimaryKeyConstraint("service_id", "opens"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "business_days",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("first_event_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "priority_grants",
        sa.Column("terminal_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["terminal_id"], ["terminals.id"]),
        sa.PrimaryKeyConstraint("terminal_id"),
    )
    op.add_column("tickets", sa.Column("person", sa.LargeBinary(), nullable=True))
    op.add_column("tickets", sa.Column("training", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.add_column("tickets", sa.Column("for_window_id", sa.Integer(), nullable=True))
    op.add_column("tickets", sa.Column("kept_at", sa.Text(), nullable=True))
    op.add_column("tickets", sa.Column("kept_reason", sa.Text(), nullable=True))
    op.create_index(
        "ix_tickets_person",
        "tickets",
        ["person", "service_id"],
        unique=True,
        sqlite_where=sa.text(f"person IS NOT NULL AND {_OPEN}"),
    )
    # With the lane the count of who waits is read from the index alone.
    op.drop_index("ix_tickets_waiting", "tickets")
    op.create_index(
        "ix_tickets_waiting",
        "tickets",
        ["business_date", "service_id", "lane", "id"],
        sqlite_where=sa.text("service_state = 'waiting'"),
    )
    # A number outside its lane's range is refused by the database itself; a CHECK would mean a new table.
    op.execute(
        "CREATE TRIGGER tickets_lane_range BEFORE INSERT ON tickets "
        "WHEN (NEW.lane = 'priority') <> (NEW.number BETWEEN 901 AND 999) OR NEW.number NOT BETWEEN 1 AND 999 "
        "BEGIN SELECT RAISE(ABORT, 'number outside the range of its lane'); END"
    )


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
