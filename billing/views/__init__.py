"""Pages of the provider’s people, and the public price page."""
