"""The caisse's pages for people: what the address on a printed document opens."""
