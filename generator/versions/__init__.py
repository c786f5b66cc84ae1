"""Versions of a handbook: from git, compared, and what a reader would notice between them."""
