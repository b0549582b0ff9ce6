"""A thermal printer that exists only as bytes: ESC/POS in, status out, and the paper as a picture."""
