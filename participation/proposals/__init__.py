"""Residents' ideas: written in four short steps, answered by the city, followed until built.

A proposal is a `Contribution` of kind "proposal" with its detail row here. Doors: `views` for
residents, `staff` for the city's team, `api` to read.
"""
