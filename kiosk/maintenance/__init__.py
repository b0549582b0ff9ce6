"""What technicians do at the terminal: diagnostics, trials, access. No Qt."""
