"""The devices of the terminal; no Qt."""
