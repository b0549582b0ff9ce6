"""The caisse's HTTP door: what may be asked, by whom, and how refusals are told."""
