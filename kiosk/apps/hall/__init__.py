"""The hall service: the one process that owns the hall database and serves terminals, boards and pages."""
