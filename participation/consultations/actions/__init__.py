"""Writes of the slice, one module per noun."""
