"""`benchbook import`: the command, the check of what it would write, and its report."""
