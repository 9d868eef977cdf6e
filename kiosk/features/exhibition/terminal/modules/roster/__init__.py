"""Who is on duty."""
