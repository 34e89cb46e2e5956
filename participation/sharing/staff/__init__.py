"""Pages of sharing below /gestion/club/, one module per noun."""
