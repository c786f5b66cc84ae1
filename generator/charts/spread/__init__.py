"""How the values of all clinics of one standard are spread, period by period."""
