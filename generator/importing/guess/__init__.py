"""What the columns of an unknown table likely hold, with how many rows agree."""
