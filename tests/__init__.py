"""Tests of parknet; conftest.py says which fixture to use for what."""
