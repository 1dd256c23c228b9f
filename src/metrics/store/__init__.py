"""Read, check and build: the only layer that writes tables."""
