"""Pages of the quiz, one a file."""
