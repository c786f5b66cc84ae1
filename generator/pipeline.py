"""A folder in, a handbook out: the whole trip on one screen."""
