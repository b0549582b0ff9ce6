"""The developers' bench: simulated devices at the level of the wire. Never packaged."""
