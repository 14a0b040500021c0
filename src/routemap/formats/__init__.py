"""File formats: one file a format, its reader and writer together."""
