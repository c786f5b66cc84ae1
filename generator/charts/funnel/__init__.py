"""Clinics of one standard over their size, between the limits that chance leaves them."""
