"""忆初心: one member's joining history, sealed at rest, shown only to that member."""
