"""Translations, and what the Unicode CLDR says of each language: names of countries and months, order of dates."""
