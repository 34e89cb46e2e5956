"""What is typed on billing's pages."""
