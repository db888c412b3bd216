"""The first screen: one search box and the five doors."""
