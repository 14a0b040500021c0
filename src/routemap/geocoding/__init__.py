"""Proposals for the coordinates of places whose table has none."""
