"""Places to choose from: the communes of France with their postal codes, and the countries."""
