"""What becomes of the declarations that terminals file: opened, proved, walked again, applied once."""
