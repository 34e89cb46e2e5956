"""Debates: a question put by the city, and the thread that answers it.

A debate is a `Contribution` of kind "debate", signed by the city; its messages are comments.
"""
