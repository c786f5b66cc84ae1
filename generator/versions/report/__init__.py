"""What changed between two versions, for a terminal, a pull request or a program."""
