"""Serves the page built from the top-level folder web."""
