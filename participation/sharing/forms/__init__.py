"""Forms of sharing, one module per noun."""
