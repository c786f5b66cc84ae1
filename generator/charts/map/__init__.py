"""Where the clinics of a standard are, and how each does."""
