"""The carte Vitale reader: transport (PC/SC), APDU, what the card says, the watch loop."""
