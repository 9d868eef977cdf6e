"""How the hall is used: what screens showed, and how often visitors opened what. Never who, nor in which order."""
