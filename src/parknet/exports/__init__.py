"""Files made from a network: tables, GraphML, JSON and the single-file map."""
