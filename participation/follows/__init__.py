"""Follows: a person asks for news of a consultation or of one contribution.

Doors: `actions.follow`, `actions.unfollow`, `queries.followers_of` (the audience of notices).
"""
