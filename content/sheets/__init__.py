"""Spreadsheets that keepers fill: how they look, whatever they are about."""
