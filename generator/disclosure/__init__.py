"""Disclosure control: which values stay hidden, and proof that nothing published gives them away."""
