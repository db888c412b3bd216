"""Trade tables: the table itself, multipliers, tiers, paths, footprints."""
