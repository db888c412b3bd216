"""I need help, or want to tell: rights by country and corridor, and who can help, in the languages of workers."""
