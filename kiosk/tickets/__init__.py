"""What each printed document looks like, as data."""
