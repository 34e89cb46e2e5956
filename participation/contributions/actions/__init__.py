"""Writes of the slice, one module per verb of the town."""
