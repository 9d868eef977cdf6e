"""Question banks from outside: read by a limited child, whoever asks for one."""
