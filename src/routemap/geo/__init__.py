"""Where things are: distance, projection, and the ground beneath the map."""
