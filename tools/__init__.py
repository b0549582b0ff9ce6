"""What developers run; never packaged."""
