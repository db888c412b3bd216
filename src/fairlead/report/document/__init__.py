"""Documents to print, sign and send: one model of plain blocks, written as PDF and as DOCX."""
