"""Residents' pages: `reading` lists and shows ideas, `writing` takes one in, step by step."""
