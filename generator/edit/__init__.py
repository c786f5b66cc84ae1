"""Changes to editors' files: worked out as text, shown as a difference, saved whole or not at all."""
