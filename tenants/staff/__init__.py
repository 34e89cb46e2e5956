"""A city's own pages about itself, below /gestion/: its looks, its place in the club."""
