"""Land, water, borders and names beneath a journey."""
