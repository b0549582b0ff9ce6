"""Every sentence shown, spoken, printed or sent, by key."""
