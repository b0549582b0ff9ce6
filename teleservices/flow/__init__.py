"""The flow engine: a téléservice is an ordered list of pages with conditions."""
