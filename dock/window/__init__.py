"""The dock's window, in French, for whoever works on the project: cards, printer, network, and the printed paper."""
