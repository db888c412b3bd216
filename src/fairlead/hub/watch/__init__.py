"""Watching countries, laws, instruments, rows and searches: feeds and digests of what changes."""
