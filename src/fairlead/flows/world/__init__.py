"""The embedded world: WIOD with its Rest of the World split into 145 countries."""
