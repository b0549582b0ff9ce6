"""The messages between terminal and caisse: frozen dataclasses, the same at both ends."""
