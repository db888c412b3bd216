"""Rules as small pure functions that return reasons."""
