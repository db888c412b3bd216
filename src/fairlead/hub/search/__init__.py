"""Search over everything public, and over what a person may see."""
