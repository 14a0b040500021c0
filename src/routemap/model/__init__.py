"""What a journey is, and what follows from it."""
