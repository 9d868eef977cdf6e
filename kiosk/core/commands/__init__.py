"""What the chapters of the one command share: settings, how they print and refuse, how a hall is asked."""
