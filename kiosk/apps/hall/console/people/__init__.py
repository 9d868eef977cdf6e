"""The people of a hall: who may log in."""
