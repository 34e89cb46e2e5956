"""Shapes of what the provider's people and visitors type, with messages that say what to do."""
