"""A screen with a real touch panel and an accessibility bus, for machines that have none."""
