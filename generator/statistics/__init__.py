"""Numbers from observations: series, sums, limits, signals, intervals. Nothing is judged here."""
