"""Verdicts from numbers: against targets, over time, and what needs attention first."""
