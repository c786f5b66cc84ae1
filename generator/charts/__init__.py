"""Charts from numbers that are finished: each an SVG, a spec for Plotly, and a sentence."""
