"""What a teacher hands out, shows and leaves behind: handout, slides and film of a journey."""
