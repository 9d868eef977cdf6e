"""The keeper of a hall: today, hours, services and windows, people."""
