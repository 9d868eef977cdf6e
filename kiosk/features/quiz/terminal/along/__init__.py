"""What a visitor takes along from the quiz: a list of mistakes, a code to go on with, a result that is kept."""
