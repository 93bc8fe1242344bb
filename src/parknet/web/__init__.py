"""Serves the page, which Vite builds from the top-level folder web into dist/ here."""
