"""The public part as static files that outlive every server: pages, facts, checksums, licences."""
