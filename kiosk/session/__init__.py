"""The visit: states, events, card-presence decisions, wipe; no Qt."""
