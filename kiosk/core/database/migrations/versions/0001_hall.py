"""The hall: services, windows, hours, terminals, tickets, events"""

import sqlalchemy as sa
from alembic import op

revision = "0001_hall"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "enrol_codes",
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("terminal_name", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.Column("used_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("code_hash"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "marks",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "opening_hours",
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Text(), nullable=False),
        sa.Column("closes", sa.Text(), nullable=False),
        sa.CheckConstraint("opens < closes", name=op.f("ck_opening_hours_span")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_opening_hours_weekday")),
        sa.PrimaryKeyConstraint("weekday", "opens"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "series_counters",
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("business_date", "series", "lane"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "services",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("icon", sa.Text(), server_default="ticket", nullable=False),
        sa.Column("first_number", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("last_number", sa.Integer(), server_default=sa.text("900"), nullable=False),
        sa.Column("minutes_each", sa.Integer(), server_default=sa.text("4"), nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("paused_until", sa.Text(), nullable=True),
        sa.Column("pause_reason", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'paused', 'retired')", name=op.f("ck_services_state")),
        sa.CheckConstraint(
            "first_number BETWEEN 1 AND last_number AND last_number <= 999", name=op.f("ck_services_range")
        ),
        sa.CheckConstraint("length(series) = 1", name=op.f("ck_services_series")),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("series", name=op.f("uq_services_series")),
    )
    op.create_table(
        "terminals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("enrolled_at", sa.Text(), nullable=False),
        sa.Column("revoked_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name", name=op.f("uq_terminals_name")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_terminals_token_hash")),
    )
    op.create_table(
        "windows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("paused_until", sa.Text(), nullable=True),
        sa.Column("pause_reason", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'paused', 'retired')", name=op.f("ck_windows_state")),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name", name=op.f("uq_windows_name")),
    )
    op.create_table(
        "look_ups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("terminal_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["terminal_id"],
            ["terminals.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_look_ups_terminal", "look_ups", ["terminal_id", "at"], unique=False)

    op.create_table(
        "tickets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("lane", sa.Text(), server_default="normal", nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("terminal_id", sa.Integer(), nullable=True),
        sa.Column("print_state", sa.Text(), nullable=False),
        sa.Column("reprints", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("service_state", sa.Text(), nullable=False),
        sa.Column("ahead", sa.Integer(), nullable=False),
        sa.Column("wait_low_minutes", sa.Integer(), nullable=False),
        sa.Column("wait_high_minutes", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.Text(), nullable=False),
        sa.Column("window_id", sa.Integer(), nullable=True),
        sa.Column("called_at", sa.Text(), nullable=True),
        sa.Column("calls", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("serving_at", sa.Text(), nullable=True),
        sa.Column("done_at", sa.Text(), nullable=True),
        sa.CheckConstraint("lane IN ('normal', 'priority')", name=op.f("ck_tickets_lane")),
        sa.CheckConstraint(
            "print_state IN ('reserved', 'printed', 'unknown', 'void')", name=op.f("ck_tickets_print_state")
        ),
        sa.CheckConstraint(
            "service_state IN ('waiting', 'called', 'serving', 'done', 'no_show', 'held', 'given_back', 'void', "
            "'lapsed')",
            name=op.f("ck_tickets_service_state"),
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["services.id"],
        ),
        sa.ForeignKeyConstraint(
            ["terminal_id"],
            ["terminals.id"],
        ),
        sa.ForeignKeyConstraint(
            ["window_id"],
            ["windows.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("business_date", "series", "number", name=op.f("uq_tickets_business_date_series_number")),
    )
    op.create_index(
        "ix_tickets_at_window",
        "tickets",
        ["window_id"],
        unique=False,
        sqlite_where=sa.text("service_state IN ('called', 'serving')"),
    )
    op.create_index(
        "ix_tickets_reserved",
        "tickets",
        ["terminal_id"],
        unique=False,
        sqlite_where=sa.text("print_state = 'reserved'"),
    )
    op.create_index(
        "ix_tickets_waiting",
        "tickets",
        ["business_date", "service_id", "id"],
        unique=False,
        sqlite_where=sa.text("service_state = 'waiting'"),
    )

    op.create_table(
        "window_services",
        sa.Column("window_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["services.id"],
        ),
        sa.ForeignKeyConstraint(
            ["window_id"],
            ["windows.id"],
        ),
        sa.PrimaryKeyConstraint("window_id", "service_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("terminal_id", sa.Integer(), nullable=True),
        sa.Column("window_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["terminal_id"],
            ["terminals.id"],
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["tickets.id"],
        ),
        sa.ForeignKeyConstraint(
            ["window_id"],
            ["windows.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["tickets.id"],
        ),
        sa.PrimaryKeyConstraint("owner", "key"),
        sqlite_with_rowid=False,
    )
    for verb in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER events_no_{verb} BEFORE {verb.upper()} ON events BEGIN "
            "SELECT RAISE(ABORT, 'events are append-only'); END"
        )


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
