"""What stands round every page: header, dock, and the note over the header."""
