"""Fairlead: from evidence of forced labour in supply chains to the action that ends it."""

__version__ = "0.1.0"
