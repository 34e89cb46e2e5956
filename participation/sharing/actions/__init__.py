"""What a city does with what it shares, one module per noun."""
