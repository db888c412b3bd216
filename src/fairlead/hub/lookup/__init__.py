"""Look-up: what is known, as on any date, with its source."""
