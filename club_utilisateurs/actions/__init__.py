"""Writes of the club, one module per noun."""
