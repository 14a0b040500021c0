"""Where places are whose table does not say it: proposals, never answers."""
