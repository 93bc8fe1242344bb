"""The HTTP face: routes under /api/v1 and their contract."""
