"""Tags of billing’s pages."""
