"""Sourced facts: data files, typed records, validation."""
