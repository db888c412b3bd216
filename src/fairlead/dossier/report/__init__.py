"""A dossier on a terminal, as an HTML page, as PDF and DOCX to print and send, and as JSON."""
