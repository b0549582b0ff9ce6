"""The demo player: visits the terminal as a person does, by its screen, its slot and its paper."""
