"""The terminal's own pages: attract, home, idle warning, staff."""
