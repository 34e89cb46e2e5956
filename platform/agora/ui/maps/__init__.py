"""The city's picture: the outline of its sectors, engraved.

`outline` reads what the city gave, `field` measures distances to its borders, `contours` follows
them as lines, `sprite` writes the whole as one SVG file, cached for ever under its own hash,
`views` of the map (`frames`) say which part of it a page shows, `invented` draws a city of the
imagination for demonstrations.
"""
