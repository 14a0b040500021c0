"""What follows from the dates of a journey, although no source states it."""
