"""What holds for a call for help wherever it is shown."""
