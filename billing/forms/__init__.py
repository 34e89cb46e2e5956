"""Shapes of what people type about money, with messages that say what to do."""
