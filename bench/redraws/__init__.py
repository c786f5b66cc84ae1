"""Redraws: what is hidden or held back is drawn anew, and nothing that readers get may differ by a byte."""
