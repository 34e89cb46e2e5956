"""Shapes of what is typed on billing's pages."""
