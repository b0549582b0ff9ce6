"""SMS that leave from the caisse itself, by an operator's HTTP gateway."""
