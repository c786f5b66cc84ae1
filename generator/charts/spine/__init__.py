"""One clinic, all its standards: each newest value among those of all clinics."""
