"""Forms of the club, one module per noun."""
