"""Clinics of one standard side by side, a dot each."""
