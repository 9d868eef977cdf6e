"""The lobby terminal: application, visit, line to the hall, outbox and its own small database."""
