"""Tickets: rules, desk, pages, slip and screen of the queue."""
