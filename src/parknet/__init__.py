"""Cooperation network of cultural industry parks: records, measures, suggestions, maps."""

__version__ = "0.1.0"
