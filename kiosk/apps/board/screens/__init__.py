"""What the board draws, one part a file. Nothing on it is touched."""
