"""Pages on accounts, organisations, networks and the audit log."""
