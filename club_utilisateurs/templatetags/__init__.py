"""Tags of the club's pages."""
