"""Pages of letters: what can be written, and one's own from draft to sending."""
