"""Pages of what a visitor takes along from the quiz."""
