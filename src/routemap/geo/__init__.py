"""Positions on the Earth: distance, extent, projection, and lines cut and shared."""

Point = tuple[float, float]
"""A position: (latitude, longitude) in degrees on WGS 84."""
