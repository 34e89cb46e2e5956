"""Writes about cities: their life (`cities`), and what each of them shares (`sharing`)."""
