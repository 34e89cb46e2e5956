"""The kernel of Agora: what every city, the provider and the club need, no word of their trades."""

__version__ = "0.1.0"

RELEASE = 1
"""Number of the tables this code was written for; up by one with every release that changes them.

Code N runs on tables N-1, N and N+1: N-1 while the cities are brought along, N+1 while the former
processes are replaced.
"""
