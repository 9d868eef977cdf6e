"""Alembic's entry: runs on the owner's connection, inside the owner's transaction."""

from alembic import context

from kiosk.core.database.metadata import metadata

given = context.config.attributes
context.configure(
    connection=given["connection"],
    version_table=given["version_table"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
