"""Scanned pages that wait for a keeper's eyes."""
