"""Handbooks damaged on purpose: does every mistake get its finding, at its line, with the likely mend?

Each mutation is made from this repository's own `data/` by a program with a seed, and carries what must be
blamed. That comes from the mutation alone, which knows where it wrote; our checks are never asked for it.
"""
