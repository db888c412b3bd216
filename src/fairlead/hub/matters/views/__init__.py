"""Pages of matters and of the public register."""
