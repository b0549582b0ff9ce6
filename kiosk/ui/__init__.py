"""The screen; PySide6 only here."""
