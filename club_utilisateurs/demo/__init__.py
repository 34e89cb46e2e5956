"""The club of the demonstration: who is there, what they said. Invented, always the same."""
