"""One file a change; the hall service applies what is missing when it starts."""
