"""What takes minutes and the whole machine: run by ``./dev soak``."""
