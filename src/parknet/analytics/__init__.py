"""Pure functions from a snapshot and a lens to a network, and from a network to results."""
