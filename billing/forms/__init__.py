"""Forms of billing: shape and messages of what is typed."""
