"""The world map: ratification and plans on a date first, estimates as a later layer; always the same as a table."""
