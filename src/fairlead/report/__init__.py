"""One report model written as terminal text, HTML, XLSX and JSON."""
