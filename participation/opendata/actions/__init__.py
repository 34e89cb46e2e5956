"""Writes of the slice: `imports` rehearses, records and loads what moves in."""
