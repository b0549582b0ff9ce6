"""Somebody who does anything at all to a terminal, drawn from a seed, while everything that must hold is watched."""
