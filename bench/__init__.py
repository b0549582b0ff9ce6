"""The figures: each a measure of the real program, beside the floor that the machine allows."""
