"""The team's pages below /gestion/."""
