"""The whole hub in one file, and a hub made from it again: rows, files and key, on either database."""
