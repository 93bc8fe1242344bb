"""The store port and the store in memory."""
