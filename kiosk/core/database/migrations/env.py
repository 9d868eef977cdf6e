"""Alembic's entry: runs on the owner's connection, inside the owner's transaction."""

from alembic import context

from kiosk.core.database.metadata import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
