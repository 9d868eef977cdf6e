"""Question banks of the packs: read by a limited child, looked at, changed item by item, and questions withdrawn."""
