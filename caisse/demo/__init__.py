"""Invented people for demonstrations and measures; refused in production."""
