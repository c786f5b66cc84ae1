"""A table from elsewhere becomes a handbook's `data/`, by a map that says what its columns mean."""
