"""Commands that are run by ``fairlead hub manage``."""
