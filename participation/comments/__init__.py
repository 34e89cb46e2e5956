"""Answers to a contribution: threads, for, neutral or against.

A comment is a `Contribution` of kind "comment" with its place in the thread here.
"""
