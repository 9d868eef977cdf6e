"""The lobby terminal: application, visit, hall client, outbox and its own small database."""
