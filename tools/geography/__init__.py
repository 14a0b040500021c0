"""Make the ground beneath the map out of registry packages: one file a step."""
