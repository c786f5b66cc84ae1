"""One clinic's values of one standard over time."""
