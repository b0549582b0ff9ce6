"""The way to the caisse: identity, signatures, link."""
