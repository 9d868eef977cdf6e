"""A ledger handed in by a keeper: looked at first, then written."""
