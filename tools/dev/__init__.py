"""The Python side of ``./dev``: one module per command that is more than one process."""
