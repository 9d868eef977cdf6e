"""Who asked for what: the audit chain as a page."""
