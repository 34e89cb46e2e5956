<<<<<<< HEAD
"""Forms of billing: shape and messages of what is typed."""
=======
"""Shapes of what the provider's people and visitors type, with messages that say what to do."""
>>>>>>> wt-offers
