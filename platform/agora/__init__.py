"""The kernel of Agora: what every city, the provider and the club need, no word of their trades."""

__version__ = "0.1.0"
