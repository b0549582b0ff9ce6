"""What is offered and its rules, shared by the terminal and the caisse: no I/O, no Qt, no network."""
