"""Reads of sharing, one module per noun."""
