"""A first map of an unknown table, written as text with a question for each doubt."""
