"""Meetings: a date, a place, and the sheet where forty post-its are typed in five minutes.

A meeting is a `Contribution` of kind "meeting"; what was said there is signed by it.
"""
