"""The caisse: the other end of the terminals."""
