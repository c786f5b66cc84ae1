"""The nouns: what editors write, what we find, what readers get."""
