"""Pages that several rooms have: each is a template, and says in its docstring what a room gives it."""
