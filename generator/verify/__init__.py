"""Replays what reference implementations answered through the functions that the pages use."""
