"""What can be written: every kind of document on any State, read and taken along by everyone; nothing is stored."""
