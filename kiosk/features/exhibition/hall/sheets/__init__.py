"""Exhibits that are filled in as a sheet: gathered from what editors bring, and edited a row at a time."""
