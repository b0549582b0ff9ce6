"""The floors: the least that the same Qt and the same PC/SC can do for the same effect."""
