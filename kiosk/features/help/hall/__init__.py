"""Calls for help in the hall service: taken from terminals, shown until somebody goes."""
