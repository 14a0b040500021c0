"""A journey as a handout, slides, a film, a static site or one HTML file."""
